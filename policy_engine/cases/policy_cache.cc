#include "policy_engine/cases/policy_cache.h"

namespace policy_engine {

namespace {

// Texts kept; compiled forms are some ten times as large.
constexpr size_t kBytesMax = 64u << 20;

}  // namespace

PolicyCache::PolicyCache() : impl_(std::make_unique<Impl>()) {}
PolicyCache::~PolicyCache() = default;

void PolicyCache::Impl::MakeRoom(size_t bytes) {
  bytes_ += bytes;
  if (bytes_ <= kBytesMax) return;
  policies_.clear();
  layers_.clear();
  bytes_ = bytes;
}

Result<CompiledPolicyPtr, PolicyError> PolicyCache::Impl::Compile(std::string_view text,
                                                                  PolicyType type,
                                                                  const std::string& source) {
  std::string key;
  key.reserve(text.size() + source.size() + 2);
  key += static_cast<char>('a' + static_cast<int>(type));
  key += source;
  key += '\0';
  key += text;
  {
    const std::shared_lock lock(mutex_);
    const auto found = policies_.find(key);
    if (found != policies_.end()) return found->second;
  }
  ParseOptions options;
  options.source = source;
  ASSIGN_OR_RETURN(CompiledPolicyPtr policy, CompilePolicy(text, type, options));
  const std::unique_lock lock(mutex_);
  MakeRoom(key.size());
  // Another worker may have been first: its policy is the one that layers know.
  return policies_.emplace(std::move(key), std::move(policy)).first->second;
}

PolicyLayerPtr PolicyCache::Impl::Layer(const std::vector<CompiledPolicyPtr>& policies) {
  std::string key;
  for (const CompiledPolicyPtr& policy : policies) {
    const CompiledPolicy* pointer = policy.get();
    key.append(reinterpret_cast<const char*>(&pointer), sizeof(pointer));
  }
  {
    const std::shared_lock lock(mutex_);
    const auto found = layers_.find(key);
    if (found != layers_.end()) return found->second;
  }
  PolicyLayerPtr layer = PolicyLayer::Of(policies);
  const std::unique_lock lock(mutex_);
  MakeRoom(key.size());
  // The layer holds its policies, so that no other policy can get their addresses meanwhile.
  return layers_.emplace(std::move(key), std::move(layer)).first->second;
}

std::shared_ptr<const PolicySet> PolicyCache::Impl::Shared(const Json* shared) {
  const std::shared_lock lock(mutex_);
  const auto found = shared_.find(shared);
  return found == shared_.end() ? nullptr : found->second;
}

void PolicyCache::Impl::KeepShared(const Json* shared, std::shared_ptr<const PolicySet> policies) {
  const std::unique_lock lock(mutex_);
  shared_.emplace(shared, std::move(policies));
}

}  // namespace policy_engine
