// Compiled policies and layers of a stream of cases, each kept once.
#pragma once

#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policy_engine/cases/eval_case.h"

namespace policy_engine {

struct PolicyCache::Impl {
  // The policy of this text, type and source.
  Result<CompiledPolicyPtr, PolicyError> Compile(std::string_view text, PolicyType type,
                                                 const std::string& source);
  PolicyLayerPtr Layer(const std::vector<CompiledPolicyPtr>& policies);
  // The policies of a shared object, read once; null if not yet read.
  std::shared_ptr<const PolicySet> Shared(const Json* shared);
  void KeepShared(const Json* shared, std::shared_ptr<const PolicySet> policies);

 private:
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <typename Value>
  using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

  void MakeRoom(size_t bytes);

  std::shared_mutex mutex_;
  size_t bytes_ = 0;
  TextMap<CompiledPolicyPtr> policies_;
  TextMap<PolicyLayerPtr> layers_;
  std::unordered_map<const Json*, std::shared_ptr<const PolicySet>> shared_;
};

}  // namespace policy_engine
