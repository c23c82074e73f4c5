#include "mockaws/authz/policy_layers.h"

#include "mockaws/authz/managed_policy_lookup.h"

namespace mockaws {

using policy_engine::PolicyLayer;
using policy_engine::PolicyLayerPtr;
using policy_engine::PolicySet;
using Policies = std::vector<policy_engine::CompiledPolicyPtr>;

namespace {

constexpr size_t kLayersMax = 65'536;

void AddHeld(const State& state, const PolicyHolder& holder, Policies* policies) {
  for (const InlinePolicy& policy : holder.inline_policies) {
    policies->push_back(policy.policy.compiled);
  }
  for (const std::string& arn : holder.attached) {
    if (auto compiled = CompiledManagedPolicy(state, arn)) policies->push_back(std::move(compiled));
  }
}

Policies IdentityPolicies(const State& state, const Account& account, const Caller& caller) {
  Policies policies;
  if (caller.role != nullptr) AddHeld(state, *caller.role, &policies);
  if (caller.user != nullptr) {
    AddHeld(state, *caller.user, &policies);
    for (const std::string& key : caller.user->groups) {
      if (const Group* group = account.groups.Find(key)) AddHeld(state, *group, &policies);
    }
  }
  return policies;
}

Policies SessionPolicies(const State& state, const OpenedSession& opened) {
  Policies policies;
  if (opened.policy != nullptr) policies.push_back(opened.policy);
  for (const std::string& arn : opened.session.policy_arns) {
    if (auto compiled = CompiledManagedPolicy(state, arn)) policies.push_back(std::move(compiled));
  }
  return policies;
}

// A federated user of the root user has what the session policy allows: root may do everything.
PolicyLayerPtr EverythingAllowed() {
  static const PolicyLayerPtr layer = [] {
    auto compiled = policy_engine::CompilePolicy(
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
        policy_engine::PolicyType::kIdentity, {.source = "#root"});
    CHECK(compiled.ok(), "the policy of root does not compile");
    return PolicyLayer::Of({*std::move(compiled)});
  }();
  return layer;
}

const std::string& BoundaryOf(const Caller& caller) {
  static const std::string kNone;
  if (caller.user != nullptr) return caller.user->boundary;
  if (caller.role != nullptr) return caller.role->boundary;
  return kNone;
}

}  // namespace

PolicyLayerPtr LayerCache::Get(std::string_view key, Policies policies) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = layers_.find(key);
    if (found != layers_.end() && found->second->policies() == policies) return found->second;
  }
  PolicyLayerPtr layer = PolicyLayer::Of(std::move(policies));
  const std::lock_guard lock(mutex_);
  if (layers_.size() >= kLayersMax) layers_.clear();
  layers_[std::string(key)] = layer;
  return layer;
}

PolicySet CallerPolicies(const State& state, const Caller& caller, LayerCache* cache) {
  PolicySet set;
  const Account* account = state.FindAccount(caller.account_id);
  if (account == nullptr) return set;
  if (caller.user != nullptr || caller.role != nullptr) {
    const std::string& arn = caller.user != nullptr ? caller.user->arn : caller.role->arn;
    set.identity = cache->Get(arn, IdentityPolicies(state, *account, caller));
  }
  if (caller.kind == Caller::Kind::kFederatedUser && caller.user == nullptr) {
    set.identity = EverythingAllowed();
  }
  if (const std::string& boundary = BoundaryOf(caller); !boundary.empty()) {
    Policies policies;
    if (auto compiled = CompiledManagedPolicy(state, boundary)) policies.push_back(compiled);
    // A boundary that is gone allows nothing.
    set.boundaries.push_back(cache->Get("boundary " + boundary, std::move(policies)));
  }
  if (caller.session == nullptr) return set;
  const OpenedSession& opened = *caller.session;
  if (opened.session.policy || !opened.session.policy_arns.empty()) {
    set.session = PolicyLayer::Of(SessionPolicies(state, opened));
  }
  for (const CompiledPolicyPtr& scope : opened.scopes) {
    set.scopes.push_back(PolicyLayer::Of({scope}));
  }
  return set;
}

}  // namespace mockaws
