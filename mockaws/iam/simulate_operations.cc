// SimulateCustomPolicy and SimulatePrincipalPolicy.
#include <algorithm>
#include <charconv>

#include "mockaws/authz/authorizer.h"
#include "mockaws/authz/organization_layers.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/policy_exclusions.h"
#include "mockaws/iam/policy_sources.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/simulation.h"
#include "mockaws/iam/simulation_context.h"
#include "mockaws/operation/arn.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/check.h"

namespace mockaws {
namespace {

using policy_engine::CompiledPolicyPtr;
using policy_engine::Outcome;
using policy_engine::PolicyType;

constexpr int64_t kDefaultPageSize = 100;

ApiResult<CompiledPolicyPtr> CompileGiven(const std::string& text, PolicyType type,
                                          const std::string& what) {
  auto compiled = policy_engine::CompilePolicy(text, type, {.simulator = true});
  if (compiled.ok()) return std::move(compiled).value();
  ApiError error = InvalidInput(what + " has invalid content");
  error.detail = compiled.error().ToText();
  return error;
}

// A policy that is held, as the simulator reads it.
CompiledPolicyPtr ForSimulation(const CompiledPolicyPtr& held) {
  auto compiled = policy_engine::CompilePolicy(held->text(), held->type(), {.simulator = true});
  CHECK(compiled.ok(), "a stored policy that no longer compiles");
  return std::move(compiled).value();
}

// The documents of one list, named LIST.1, LIST.2, … in results.
ApiResult<void> AddGivenPolicies(const Value& input, const std::string& list, PolicyType type,
                                 std::string_view what, std::vector<SimulatedPolicy>* policies) {
  int number = 0;
  for (const Value& text : input.ListOf(list)) {
    const std::string index = std::to_string(++number);
    ASSIGN_OR_RETURN(CompiledPolicyPtr compiled,
                     CompileGiven(text.AsString(), type, std::string(what) + " " + index));
    policies->push_back({std::move(compiled), list + "." + index});
  }
  return {};
}

ApiResult<void> ReadPolicies(const Value& input, Simulation* simulation) {
  RETURN_IF_ERROR(AddGivenPolicies(input, "PolicyInputList", PolicyType::kIdentity,
                                   "Policy input list item", &simulation->identity));
  if (input.ListOf("PermissionsBoundaryPolicyInputList").size() > 1) {
    return InvalidInput("The list of Permissions Boundary policies cannot exceed 1 items.");
  }
  if (input.ListOf("PermissionsBoundaryPolicyInputList").size() == 1) {
    simulation->boundaries.clear();  // it replaces the attached one
    RETURN_IF_ERROR(
        AddGivenPolicies(input, "PermissionsBoundaryPolicyInputList", PolicyType::kBoundary,
                         "Permissions boundary policy input list item", &simulation->boundaries));
    simulation->has_boundary = true;
  }
  if (const auto text = input.OptStr("ResourcePolicy")) {
    ASSIGN_OR_RETURN(CompiledPolicyPtr compiled,
                     CompileGiven(*text, PolicyType::kResource, "Resource policy"));
    simulation->resource_policy = SimulatedPolicy{std::move(compiled), "ResourcePolicy"};
  }
  return {};
}

ApiResult<void> ReadOrganization(const Value& input, Simulation* simulation) {
  for (const Value& level : input.ListOf("OrderedOrganizationPolicyInputList")) {
    const Value::List& texts = level.ListOf("ServiceControlPolicyInputList");
    if (texts.empty()) {
      return InvalidInput("ServiceControlPolicyInputList cannot be null or empty.");
    }
    std::vector<CompiledPolicyPtr> policies;
    for (const Value& text : texts) {
      ASSIGN_OR_RETURN(CompiledPolicyPtr compiled,
                       CompileGiven(text.AsString(), PolicyType::kServiceControl,
                                    "Service control policy input list item"));
      policies.push_back(std::move(compiled));
    }
    simulation->organization_levels.push_back(std::move(policies));
  }
  return {};
}

// An IAM user, role or group, existing or not.
ApiResult<void> SetCaller(std::string_view arn, const Account& account, Simulation* simulation) {
  const auto parts = SplitArn(arn);
  const bool fits = parts && parts->service == "iam" &&
                    (parts->resource.starts_with("user/") || parts->resource.starts_with("role/") ||
                     parts->resource.starts_with("group/"));
  if (!fits) {
    return InvalidInput(
        "Invalid caller - Caller must be an IAM user, role or group in this context.");
  }
  auto& caller = simulation->caller;
  caller.arn = arn;
  caller.account = parts->account;
  simulation->caller_account = parts->account;
  const bool is_role = parts->resource.starts_with("role/");
  caller.type = is_role ? policy_engine::PrincipalType::kRole : policy_engine::PrincipalType::kUser;
  if (is_role) caller.role_arn = arn;
  if (const auto entity = EntityByArn(account, arn)) caller.unique_id = entity->id();
  simulation->context.Set("aws:PrincipalAccount", parts->account);
  simulation->context.Set("aws:userid", arn);
  simulation->context.Set("aws:PrincipalArn", arn);
  if (parts->resource.starts_with("user/")) {
    simulation->context.Set("aws:username", ArnName(arn));
  }
  return {};
}

void SetNoCaller(const OpContext& context, Simulation* simulation) {
  simulation->caller_account = context.caller.account_id;
  simulation->caller.type = policy_engine::PrincipalType::kUser;
  simulation->caller.account = context.caller.account_id;
  simulation->caller.arn = "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR";
  simulation->context.Set("aws:PrincipalAccount", context.caller.account_id);
  simulation->context.Set("aws:userid", "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR");
}

ApiResult<void> ReadActions(const Value& input, Simulation* simulation) {
  for (const Value& item : input.ListOf("ActionNames")) {
    const std::string& action = item.AsString();
    if (action.find(':') == std::string::npos) {
      return InvalidInput("The action is invalid since it is missing names");
    }
    simulation->actions.push_back(action);
  }
  return {};
}

// Known and unknown actions can't be asked of the same resources (recorded).
ApiResult<void> CheckActionMix(const Simulation& simulation) {
  if (!simulation.names_resources()) return {};
  const std::string& first = simulation.actions.front();
  const bool known = IsKnownAction(first);
  for (const std::string& action : simulation.actions) {
    if (IsKnownAction(action) == known) continue;
    return InvalidInput("Invalid Input Actions: [" + first + "] and [" + action +
                        "] require different authorization information. ");
  }
  return {};
}

ApiResult<void> ReadResources(const Value& input, Simulation* simulation) {
  for (const Value& item : input.ListOf("ResourceArns")) {
    const std::string& arn = item.AsString();
    const auto parts = SplitArn(arn);
    const bool fits =
        parts && !parts->partition.empty() && !parts->service.empty() && !parts->resource.empty();
    if (arn != "*" && !fits) {
      return InvalidInput("ResourceNames are not in a valid ARN format: " + arn + ".");
    }
    if (arn == "*" && simulation->resource_policy) {
      return InvalidInput("Invalid Entity Arn: * does not clearly define entity type and name.");
    }
    simulation->resources.push_back(arn);
  }
  if (!simulation->resources.empty()) return {};
  if (simulation->resource_policy) {
    return InvalidInput("Invalid Entity Arn: * does not clearly define entity type and name.");
  }
  simulation->resources.push_back("*");
  return {};
}

ApiResult<void> CheckResourcePolicy(const Simulation& simulation) {
  if (!simulation.resource_policy) return {};
  for (const auto& statement : simulation.resource_policy->compiled->document().statements) {
    for (const auto& resource : statement.resources) {
      if (resource.text == "*") {
        return InvalidInput("ResourceNames are not in a valid ARN format: *.");
      }
    }
  }
  return {};
}

ApiResult<void> ReadOwner(const Value& input, Simulation* simulation) {
  const auto owner = input.OptStr("ResourceOwner");
  if (!owner) return {};
  const auto parts = SplitArn(*owner);
  if (!parts || parts->service != "iam" || parts->account.size() != 12 || parts->resource.empty()) {
    return InvalidInput("'" + *owner + "' is not a valid as a Resource Owner.");
  }
  simulation->resource_owner = parts->account;
  return {};
}

// What both operations read alike once the caller is known.
ApiResult<void> ReadQuestion(const Value& input, Simulation* simulation) {
  RETURN_IF_ERROR(ReadActions(input, simulation));
  RETURN_IF_ERROR(ReadResources(input, simulation));
  RETURN_IF_ERROR(CheckResourcePolicy(*simulation));
  RETURN_IF_ERROR(CheckActionMix(*simulation));
  RETURN_IF_ERROR(ReadOwner(input, simulation));
  return AddContextEntries(input, simulation);
}

Value RenderPosition(policy_engine::LineColumn position) {
  Value value;
  value.Set("Line", static_cast<int64_t>(position.line));
  value.Set("Column", static_cast<int64_t>(position.column));
  return value;
}

Value RenderMatched(const SimulationResult& result) {
  Value list = Value::MakeList();
  for (const MatchedStatement& statement : result.matched) {
    Value value;
    value.Set("SourcePolicyId", statement.policy_id);
    value.Set("SourcePolicyType", statement.policy_type);
    value.Set("StartPosition", RenderPosition(statement.start));
    value.Set("EndPosition", RenderPosition(statement.end));
    list.Append(std::move(value));
  }
  return list;
}

Value RenderMissing(const SimulationResult& result) {
  Value list = Value::MakeList();
  for (const std::string& key : result.missing_keys) list.Append(key);
  return list;
}

// Empty in one account.
Value RenderDetails(const Simulation& simulation, const SimulationResult& result) {
  Value details = Value::MakeStruct();
  if (!result.across_accounts) return details;
  details.Set("IAM Policy", OutcomeName(result.identity));
  details.Set("Resource Policy", OutcomeName(result.resource));
  if (simulation.has_boundary) {
    details.Set("Permissions Boundary Policy", OutcomeName(result.boundary));
  }
  return details;
}

void SetBoundaryDetail(const Simulation& simulation, const SimulationResult& result, Value* value) {
  if (!simulation.has_boundary) return;
  Value detail;
  detail.Set("AllowedByPermissionsBoundary", result.boundary == Outcome::kAllowed);
  value->Set("PermissionsBoundaryDecisionDetail", std::move(detail));
}

Value RenderResource(const Simulation& simulation, const std::string& resource,
                     const SimulationResult& result) {
  Value value;
  value.Set("EvalResourceName", resource);
  value.Set("EvalResourceDecision", OutcomeName(result.outcome));
  value.Set("MatchedStatements", RenderMatched(result));
  value.Set("MissingContextValues", RenderMissing(result));
  value.Set("EvalDecisionDetails", RenderDetails(simulation, result));
  SetBoundaryDetail(simulation, result, &value);
  return value;
}

Value RenderAction(const Simulation& simulation, const std::string& action) {
  std::vector<SimulationResult> results;
  for (const std::string& resource : simulation.resources) {
    results.push_back(Simulate(simulation, action, resource));
  }
  const SimulationResult all = Aggregate(results);
  Value value;
  value.Set("EvalActionName", action);
  value.Set("EvalResourceName", AggregateResourceName(simulation, action));
  value.Set("EvalDecision", OutcomeName(all.outcome));
  value.Set("MatchedStatements", RenderMatched(all));
  value.Set("MissingContextValues", RenderMissing(all));
  if (!simulation.organization_levels.empty()) {
    Value detail;
    detail.Set("AllowedByOrganizations", all.allowed_by_organizations);
    value.Set("OrganizationsDecisionDetail", std::move(detail));
  }
  SetBoundaryDetail(simulation, all, &value);
  if (!simulation.names_resources()) return value;
  value.Set("EvalDecisionDetails", RenderDetails(simulation, all));
  Value specific = Value::MakeList();
  for (size_t i = 0; i < results.size(); ++i) {
    specific.Append(RenderResource(simulation, simulation.resources[i], results[i]));
  }
  value.Set("ResourceSpecificResults", std::move(specific));
  return value;
}

// The marker is an offset into the actions, bound to nothing (recorded).
ApiResult<size_t> Offset(const Value& input) {
  const auto marker = input.OptStr("Marker");
  if (!marker) return size_t{0};
  size_t offset = 0;
  const auto [end, error] =
      std::from_chars(marker->data(), marker->data() + marker->size(), offset);
  if (error != std::errc() || end != marker->data() + marker->size()) {
    return InvalidInput("Invalid marker for pagination.");
  }
  return offset;
}

// The results of one action: one over all resources, or one for each.
void AppendResults(const Simulation& simulation, const std::string& action, bool by_resource,
                   Value* list) {
  if (!by_resource) {
    list->Append(RenderAction(simulation, action));
    return;
  }
  for (const std::string& resource : simulation.resources) {
    Simulation alone = simulation;
    alone.resources = {resource};
    list->Append(RenderAction(alone, action));
  }
}

ApiResult<Value> Run(const OpContext& context, const Simulation& simulation) {
  ASSIGN_OR_RETURN(const size_t first, Offset(context.in));
  const auto size = static_cast<size_t>(context.in.OptInt("MaxItems").value_or(kDefaultPageSize));
  const size_t begin = std::min(first, simulation.actions.size());
  const size_t end = std::min(begin + size, simulation.actions.size());
  Value list = Value::MakeList();
  for (size_t i = begin; i < end; ++i) {
    AppendResults(simulation, simulation.actions[i], context.settings.simulation_by_resource,
                  &list);
  }
  const bool truncated = end < simulation.actions.size();
  Value result;
  result.Set("EvaluationResults", std::move(list));
  result.Set("IsTruncated", truncated);
  if (truncated) result.Set("Marker", std::to_string(end));
  return result;
}

ApiResult<Value> SimulateCustomPolicy(OpContext& context) {
  Simulation simulation;
  RETURN_IF_ERROR(ReadPolicies(context.in, &simulation));
  RETURN_IF_ERROR(ReadOrganization(context.in, &simulation));
  if (const auto caller = context.in.OptStr("CallerArn")) {
    RETURN_IF_ERROR(SetCaller(*caller, context.account(), &simulation));
  } else if (simulation.resource_policy) {
    return InvalidInput("Invalid caller - Caller cannot be null or empty.");
  } else {
    SetNoCaller(context, &simulation);
  }
  RETURN_IF_ERROR(ReadQuestion(context.in, &simulation));
  return Run(context, simulation);
}

std::string SourceId(const SourcedPolicy& policy) {
  if (!policy.arn.empty()) return policy.name;
  return LowerAscii(policy.owner_type) + "_" + policy.owner_name + "_" + policy.name;
}

// The SCPs that bind members' principals, as the state has them.
void AddOrganizationLevels(const OpContext& context, Simulation* simulation) {
  for (const auto& level :
       ServiceControlLevels(context.state, context.authorizer.cache(), context.caller.account_id)) {
    std::vector<CompiledPolicyPtr> policies;
    for (const CompiledPolicyPtr& held : level->policies()) policies.push_back(ForSimulation(held));
    simulation->organization_levels.push_back(std::move(policies));
  }
}

ApiResult<Value> SimulatePrincipalPolicy(OpContext& context) {
  ASSIGN_OR_RETURN(const PolicySourceEntity source, FindPolicySource(context));
  ASSIGN_OR_RETURN(const PolicyExclusions exclusions, PolicyExclusions::Read(context.in));
  Simulation simulation;
  const auto boundary = BoundaryPolicy(context, source);
  if (boundary && !exclusions.ExcludesType("permission-boundary")) {
    simulation.boundaries.push_back({ForSimulation(boundary->compiled), boundary->name});
    simulation.has_boundary = true;
  }
  RETURN_IF_ERROR(ReadPolicies(context.in, &simulation));
  for (const SourcedPolicy& policy : HeldPolicies(context, source)) {
    if (exclusions.Excludes(policy)) continue;
    simulation.identity.push_back({ForSimulation(policy.compiled), SourceId(policy)});
  }
  if (!exclusions.ExcludesType("scp")) AddOrganizationLevels(context, &simulation);
  RETURN_IF_ERROR(
      SetCaller(context.in.StrOr("CallerArn", source.arn()), context.account(), &simulation));
  RETURN_IF_ERROR(ReadQuestion(context.in, &simulation));
  return Run(context, simulation);
}

constexpr Operation kOperations[] = {
    {"SimulateCustomPolicy", SimulateCustomPolicy, Mode::kRead, OnEverything},
    {"SimulatePrincipalPolicy", SimulatePrincipalPolicy, Mode::kRead, OnPolicySource},
};

}  // namespace

OperationFamily SimulationOperations() { return kOperations; }

}  // namespace mockaws
