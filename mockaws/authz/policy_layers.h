// Which policies take part: the caller's identity, boundary and session policies as engine layers.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/operation/context.h"
#include "policy_engine/policy_set.h"

namespace mockaws {

// Layers by owner, built once and built anew when the policies behind them change. Thread-safe.
class LayerCache {
 public:
  // `key` names the layer (an entity's ARN and what of it).
  policy_engine::PolicyLayerPtr Get(std::string_view key,
                                    std::vector<policy_engine::CompiledPolicyPtr> policies);

 private:
  std::mutex mutex_;
  std::map<std::string, policy_engine::PolicyLayerPtr, std::less<>> layers_;
};

// Everything on the caller's side; the resource's policy is the caller of this function's to add.
policy_engine::PolicySet CallerPolicies(const State& state, const Caller& caller,
                                        LayerCache* cache);

}  // namespace mockaws
