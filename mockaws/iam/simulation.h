// One run of the policy simulator: what SimulateCustomPolicy and SimulatePrincipalPolicy are asked,
// and how each pair of action and resource comes out ("IAM policy simulator"; recorded where AWS's
// simulator differs from live authorization).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mockaws/operation/operation.h"
#include "policy_engine/evaluate.h"
#include "policy_engine/policy.h"

namespace mockaws {

// A policy that takes part, as results name it.
struct SimulatedPolicy {
  policy_engine::CompiledPolicyPtr compiled;
  std::string id;  // SourcePolicyId
};

struct Simulation {
  std::vector<SimulatedPolicy> identity;
  std::vector<SimulatedPolicy> boundaries;  // one at most
  std::optional<SimulatedPolicy> resource_policy;
  // Levels of SCPs from the root down; empty: organizations have no say.
  std::vector<std::vector<policy_engine::CompiledPolicyPtr>> organization_levels;
  bool has_boundary = false;
  policy_engine::Principal caller;
  std::string caller_account;
  std::string resource_owner;  // an account id; empty: the caller's
  policy_engine::RequestContext context;
  std::set<std::string> given_keys;  // of ContextEntries, in lower case
  std::vector<std::string> actions;
  std::vector<std::string> resources;  // at least one; "*" alone stands for none

  bool names_resources() const { return resources.size() > 1 || resources.front() != "*"; }
};

// A statement that decided, with its place in the policy's text.
struct MatchedStatement {
  std::string policy_id;
  std::string policy_type;
  policy_engine::LineColumn start;
  policy_engine::LineColumn end;

  friend bool operator==(const MatchedStatement& a, const MatchedStatement& b);
};

struct SimulationResult {
  policy_engine::Outcome outcome = policy_engine::Outcome::kImplicitDeny;
  std::vector<MatchedStatement> matched;
  std::vector<std::string> missing_keys;
  bool across_accounts = false;
  policy_engine::Outcome identity = policy_engine::Outcome::kImplicitDeny;
  policy_engine::Outcome resource = policy_engine::Outcome::kImplicitDeny;
  policy_engine::Outcome boundary = policy_engine::Outcome::kImplicitDeny;
  bool allowed_by_organizations = true;
};

// One action on one resource.
SimulationResult Simulate(const Simulation& simulation, const std::string& action,
                          const std::string& resource);

// All resources together: the most restrictive outcome, the union of the rest.
SimulationResult Aggregate(const std::vector<SimulationResult>& results);

// EvalResourceName of an action over all resources.
std::string AggregateResourceName(const Simulation& simulation, const std::string& action);

// Whether AWS has an action of this name.
bool IsKnownAction(std::string_view action);

}  // namespace mockaws
