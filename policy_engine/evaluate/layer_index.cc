#include "policy_engine/evaluate/layer_index.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <unordered_set>

#include "policy_engine/policy_set.h"

namespace policy_engine {

namespace {

// Layers up to this many statements, with up to this many actions in all, are walked.
constexpr size_t kLinearMax = 6;
constexpr size_t kLinearActionsMax = 24;
// Tables up to this many keyed candidates are walked.
constexpr size_t kWalkedMax = 3;
// A statement with more action × resource pairs is filed by action only, to bound memory.
constexpr size_t kPairsMax = 4096;

size_t TableSize(size_t entries) {
  size_t size = 4;
  while (size < 2 * entries) size *= 2;
  return size;
}

}  // namespace

void ResourceTable::Add(const Candidate& candidate) {
  const bool keyed = candidate.resource != nullptr && !candidate.resource->literal_prefix().empty();
  (keyed ? keyed_ : unkeyed_).push_back(candidate);
}

void ResourceTable::Seal() {
  unkeyed_.shrink_to_fit();
  keyed_.shrink_to_fit();
  if (keyed_.size() <= kWalkedMax) return;
  std::stable_sort(keyed_.begin(), keyed_.end(), [](const Candidate& a, const Candidate& b) {
    return a.resource->literal_prefix() < b.resource->literal_prefix();
  });
  slots_.resize(TableSize(keyed_.size()));
  const size_t mask = slots_.size() - 1;
  for (size_t begin = 0; begin < keyed_.size();) {
    const std::string_view prefix = keyed_[begin].resource->literal_prefix();
    size_t end = begin + 1;
    while (end < keyed_.size() && keyed_[end].resource->literal_prefix() == prefix) ++end;
    const uint64_t hash = KeyHash(prefix);
    size_t at = HashSlot(hash, mask);
    // Two prefixes of one hash would hide each other: 64 bits make that a matter of ill will, and
    // the later one is then walked for every request.
    bool clash = false;
    for (; slots_[at].end != 0; at = (at + 1) & mask) clash |= slots_[at].hash == hash;
    if (clash) {
      unkeyed_.insert(unkeyed_.end(), keyed_.begin() + static_cast<ptrdiff_t>(begin),
                      keyed_.begin() + static_cast<ptrdiff_t>(end));
    } else {
      slots_[at] = {hash, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
      lengths_.push_back(static_cast<uint32_t>(prefix.size()));
    }
    begin = end;
  }
  std::sort(lengths_.begin(), lengths_.end());
  lengths_.erase(std::unique(lengths_.begin(), lengths_.end()), lengths_.end());
  lengths_.shrink_to_fit();
}

// Files statements, then lays the groups out.
class LayerIndexBuilder {
 public:
  void Add(const CompiledPolicy& policy, uint32_t index) {
    const CompiledStatement& statement = *policy.statements()[index];
    if (!shapes_.insert(statement.shape).second) return;
    const Candidate whole{&statement, nullptr, &policy, index};
    if (statement.not_action) {
      File(&not_actions_[NotActionKey(statement)], whole, &statement);
      return;
    }
    for (const ActionPattern& action : statement.actions) {
      if (action.literal) {
        File(&exact_[action.encoded], whole, nullptr);
        continue;
      }
      const size_t colon = action.encoded.find(':');
      const bool of_service =
          colon != std::string::npos && colon < LiteralPrefixLength(action.encoded);
      auto& groups = of_service ? services_[action.encoded.substr(0, colon)] : global_;
      File(&groups[action.encoded], whole, nullptr);
    }
  }

  void Build(LayerIndex* index) {
    index->exact_.resize(TableSize(exact_.size()));
    for (auto& [encoded, group] : exact_) {
      Place(KeyHash(encoded), static_cast<uint32_t>(index->groups_.size()), 1, &index->exact_);
      Move(encoded, &group, index);
    }
    index->services_.resize(TableSize(services_.size()));
    for (auto& [service, groups] : services_) {
      Place(KeyHash(service), static_cast<uint32_t>(index->groups_.size()),
            static_cast<uint32_t>(groups.size()), &index->services_);
      for (auto& [encoded, group] : groups) Move(encoded, &group, index);
    }
    index->global_begin_ = index->groups_.size();
    for (auto& [encoded, group] : global_) Move(encoded, &group, index);
    for (auto& [key, group] : not_actions_) Move({}, &group, index);
    index->global_count_ = index->groups_.size() - index->global_begin_;
  }

 private:
  // Ordered, so that which of several statements is named doesn't depend on hashing.
  using Groups = std::map<std::string, ActionGroup>;

  static std::string NotActionKey(const CompiledStatement& statement) {
    std::string key;
    for (const ActionPattern& action : statement.actions) key += action.encoded + ' ';
    return key;
  }

  static void File(ActionGroup* group, const Candidate& whole, const CompiledStatement* list) {
    const CompiledStatement& statement = *whole.statement;
    ResourceTable& table = statement.effect == Effect::kDeny ? group->denies : group->allows;
    group->not_action = list;
    const bool by_pattern = !statement.any_resource && !statement.not_resource &&
                            statement.actions.size() * statement.resources.size() <= kPairsMax;
    if (!by_pattern) {
      table.Add(whole);
      return;
    }
    for (const TextPattern& resource : statement.resources) {
      Candidate candidate = whole;
      candidate.resource = &resource;
      table.Add(candidate);
    }
  }

  static void Place(uint64_t hash, uint32_t first, uint32_t count,
                    std::vector<LayerIndex::Slot>* slots) {
    const size_t mask = slots->size() - 1;
    size_t at = HashSlot(hash, mask);
    while ((*slots)[at].count != 0) at = (at + 1) & mask;
    (*slots)[at] = {hash, first, count};
  }

  static void Move(const std::string& encoded, ActionGroup* group, LayerIndex* index) {
    group->encoded = encoded;
    group->literal_length = LiteralPrefixLength(encoded);
    group->is_prefix = group->literal_length + 1 == encoded.size() && encoded.back() == kAnyRun;
    group->denies.Seal();
    group->allows.Seal();
    index->groups_.push_back(std::move(*group));
  }

  std::unordered_set<std::string_view> shapes_;
  Groups exact_;
  std::map<std::string, Groups> services_;
  Groups global_;
  Groups not_actions_;
};

LayerIndex::LayerIndex(const std::vector<CompiledPolicyPtr>& policies) {
  size_t count = 0;
  size_t actions = 0;
  for (const CompiledPolicyPtr& policy : policies) {
    count += policy->statements().size();
    for (const auto& statement : policy->statements()) {
      actions += statement->actions.size();
      has_denies_ |= statement->effect == Effect::kDeny;
    }
  }
  if (count <= kLinearMax && actions <= kLinearActionsMax) {
    linear_.reserve(count);
    for (const CompiledPolicyPtr& policy : policies) {
      for (uint32_t i = 0; i < policy->statements().size(); ++i) {
        linear_.push_back({policy->statements()[i].get(), nullptr, policy.get(), i});
      }
    }
    return;
  }
  LayerIndexBuilder builder;
  for (const CompiledPolicyPtr& policy : policies) {
    for (uint32_t i = 0; i < policy->statements().size(); ++i) builder.Add(*policy, i);
  }
  builder.Build(this);
}

PolicyLayer::PolicyLayer(std::vector<CompiledPolicyPtr> policies) : policies_(std::move(policies)) {
  for (const CompiledPolicyPtr& policy : policies_) {
    statement_count_ += policy->statements().size();
  }
  index_ = std::make_unique<const LayerIndex>(policies_);
}

PolicyLayer::~PolicyLayer() = default;

PolicyLayerPtr PolicyLayer::Of(std::vector<CompiledPolicyPtr> policies) {
  return PolicyLayerPtr(new PolicyLayer(std::move(policies)));
}

}  // namespace policy_engine
