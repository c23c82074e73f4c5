#include "mockaws/iam/simulation.h"

#include <algorithm>

#include "mockaws/catalog/service_authorization.h"
#include "mockaws/operation/arn.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/explain.h"
#include "policy_engine/pattern/glob.h"

namespace mockaws {

using policy_engine::CompiledPolicyPtr;
using policy_engine::DocumentStatement;
using policy_engine::Effect;
using policy_engine::Layer;
using policy_engine::LineColumn;
using policy_engine::Outcome;
using policy_engine::PolicyLayer;
using policy_engine::StatementResult;

namespace {

std::optional<ActionReference> FindActionReference(std::string_view action) {
  const size_t colon = action.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto service = FindService(action.substr(0, colon));
  if (!service) return std::nullopt;
  return service->FindAction(action.substr(colon + 1));
}

// `arn:${Partition}:s3:::${BucketName}` as a pattern, and whether what stands for a name may hold
// slashes: the last of several parts may (keys, names with paths), a lone one not.
bool FitsFormat(std::string_view format, std::string_view arn) {
  std::string pattern;
  const size_t last = format.rfind("${");
  for (size_t i = 0; i < format.size(); ++i) {
    if (format.substr(i, 2) != "${") {
      pattern += format[i];
      continue;
    }
    pattern += '*';
    i = format.find('}', i);
    if (i == std::string_view::npos) return false;
  }
  if (!policy_engine::GlobMatch(policy_engine::EncodeGlob(pattern), arn)) return false;
  const auto format_parts = SplitArn(format);
  const auto arn_parts = SplitArn(arn);
  if (!format_parts || !arn_parts) return false;
  const bool lone = last != std::string_view::npos && format_parts->resource.starts_with("${") &&
                    format_parts->resource.find('/') == std::string_view::npos;
  return !lone || arn_parts->resource.find('/') == std::string_view::npos;
}

// A resource of a type that the action doesn't take is never allowed, even under `*` (recorded).
bool TakesResource(std::string_view action, std::string_view resource) {
  if (resource == "*") return true;
  const auto reference = FindActionReference(action);
  if (!reference) return true;
  for (const ResourceUse& use : reference->resources()) {
    if (FitsFormat(use.resource_type().arn_format(), resource)) return true;
  }
  return false;
}

LineColumn At(const std::string& text, size_t offset) {
  return policy_engine::LineColumnAt(text, offset);
}

// Where AWS lets a statement begin: after the list's bracket, or where the statement before ends,
// before its comma; a lone object after its brace (recorded).
size_t StartOf(const policy_engine::PolicyDocument& document, size_t index) {
  if (!document.statement_is_list) return document.statements[index].span.begin + 1;
  if (index == 0) return document.statement_span.begin + 1;
  return document.statements[index - 1].span.end;
}

MatchedStatement Matched(const SimulatedPolicy& policy, std::string_view type, size_t index) {
  const auto& statement = policy.compiled->document().statements[index];
  const std::string& text = policy.compiled->text();
  return {policy.id, std::string(type), At(text, StartOf(policy.compiled->document(), index)),
          At(text, statement.span.end)};
}

// What one layer says by itself.
struct Verdict {
  bool allows = false;
  bool denies = false;
  std::vector<MatchedStatement> allowing;
  std::vector<MatchedStatement> denying;

  Outcome outcome() const {
    if (denies) return Outcome::kExplicitDeny;
    return allows ? Outcome::kAllowed : Outcome::kImplicitDeny;
  }
};

const SimulatedPolicy* FindPolicy(const std::vector<SimulatedPolicy>& policies,
                                  const policy_engine::CompiledPolicy* compiled, size_t* from) {
  for (size_t i = *from; i < policies.size(); ++i) {
    if (policies[i].compiled.get() != compiled) continue;
    *from = i + 1;
    return &policies[i];
  }
  return nullptr;
}

Verdict VerdictOf(const policy_engine::Explanation& explanation, Layer layer,
                  const std::vector<SimulatedPolicy>& policies, std::string_view type) {
  Verdict verdict;
  size_t next = 0;
  for (const policy_engine::PolicyTrace& trace : explanation.policies) {
    if (trace.layer != layer) continue;
    const SimulatedPolicy* policy = FindPolicy(policies, trace.policy.get(), &next);
    for (const policy_engine::StatementTrace& statement : trace.statements) {
      if (statement.result != StatementResult::kMatched) continue;
      const bool allows = statement.effect == Effect::kAllow;
      (allows ? verdict.allows : verdict.denies) = true;
      if (policy == nullptr) continue;
      (allows ? verdict.allowing : verdict.denying)
          .push_back(Matched(*policy, type, statement.index));
    }
  }
  return verdict;
}

std::vector<CompiledPolicyPtr> Compiled(const std::vector<SimulatedPolicy>& policies) {
  std::vector<CompiledPolicyPtr> compiled;
  for (const SimulatedPolicy& policy : policies) compiled.push_back(policy.compiled);
  return compiled;
}

// Each layer judged alone: the simulator puts them together by rules of its own.
Verdict JudgeLayer(const policy_engine::AuthorizationRequest& request,
                   const std::vector<SimulatedPolicy>& policies, Layer layer,
                   std::string_view type) {
  policy_engine::PolicySet set;
  auto made = PolicyLayer::Of(Compiled(policies));
  if (layer == Layer::kResource) {
    set.resource = std::move(made);
  } else {
    set.identity = std::move(made);
    layer = Layer::kIdentity;
  }
  return VerdictOf(policy_engine::Explain(request, set), layer, policies, type);
}

Verdict JudgeOrganization(const policy_engine::AuthorizationRequest& request,
                          const Simulation& simulation) {
  Verdict all;
  all.allows = true;
  for (const auto& level : simulation.organization_levels) {
    std::vector<SimulatedPolicy> policies;
    for (const CompiledPolicyPtr& policy : level) policies.push_back({policy, {}});
    const Verdict verdict = JudgeLayer(request, policies, Layer::kIdentity, "");
    all.denies = all.denies || verdict.denies;
    all.allows = all.allows && verdict.allows;
  }
  return all;
}

// The account that owns the resource: told by its ARN, else ResourceOwner's, else the caller's.
std::string OwnerOf(const Simulation& simulation, std::string_view resource) {
  const auto parts = SplitArn(resource);
  const bool told = parts && parts->account.size() == 12;
  if (told) return std::string(parts->account);
  return simulation.resource_owner.empty() ? simulation.caller_account : simulation.resource_owner;
}

void AddKeysOf(const SimulatedPolicy& policy, const Simulation& simulation,
               std::vector<std::string>* keys) {
  for (const std::string& key : policy_engine::ContextKeysOf(policy.compiled->document())) {
    if (simulation.given_keys.count(LowerAscii(key)) != 0) continue;
    if (std::find(keys->begin(), keys->end(), key) == keys->end()) keys->push_back(key);
  }
}

// Every key that any statement names and ContextEntries don't give, matching or not (recorded).
std::vector<std::string> MissingKeys(const Simulation& simulation) {
  std::vector<std::string> keys;
  for (const SimulatedPolicy& policy : simulation.identity) AddKeysOf(policy, simulation, &keys);
  for (const SimulatedPolicy& policy : simulation.boundaries) AddKeysOf(policy, simulation, &keys);
  if (simulation.resource_policy) AddKeysOf(*simulation.resource_policy, simulation, &keys);
  return keys;
}

template <typename T>
void Append(std::vector<T>* list, const std::vector<T>& more) {
  list->insert(list->end(), more.begin(), more.end());
}

struct Verdicts {
  Verdict identity;
  Verdict resource;
  Verdict boundary;
  Verdict organization;
};

Outcome Compose(const Simulation& simulation, const Verdicts& verdicts, bool across_accounts) {
  if (verdicts.identity.denies || verdicts.resource.denies || verdicts.boundary.denies ||
      verdicts.organization.denies) {
    return Outcome::kExplicitDeny;
  }
  if (!verdicts.organization.allows) return Outcome::kImplicitDeny;
  const bool own_side =
      verdicts.identity.allows && (!simulation.has_boundary || verdicts.boundary.allows);
  const bool resource_allows = simulation.resource_policy && verdicts.resource.allows;
  const bool allowed = across_accounts ? own_side && resource_allows : own_side || resource_allows;
  return allowed ? Outcome::kAllowed : Outcome::kImplicitDeny;
}

void TellStatements(const Simulation& simulation, const Verdicts& verdicts,
                    SimulationResult* result) {
  // When organizations refuse, nothing is told (recorded).
  if (!result->allowed_by_organizations) return;
  switch (result->outcome) {
    case Outcome::kAllowed:
      result->matched = verdicts.identity.allowing;
      Append(&result->matched, verdicts.resource.allowing);
      break;
    case Outcome::kExplicitDeny:
      result->matched = verdicts.identity.denying;
      Append(&result->matched, verdicts.resource.denying);
      Append(&result->matched, verdicts.boundary.denying);
      break;
    case Outcome::kImplicitDeny:
      result->missing_keys = MissingKeys(simulation);
      break;
  }
}

int Rank(Outcome outcome) {
  return outcome == Outcome::kExplicitDeny ? 0 : outcome == Outcome::kImplicitDeny ? 1 : 2;
}

Outcome Stricter(Outcome a, Outcome b) { return Rank(a) <= Rank(b) ? a : b; }

template <typename T>
void AppendNew(std::vector<T>* list, const std::vector<T>& more) {
  for (const T& item : more) {
    if (std::find(list->begin(), list->end(), item) == list->end()) list->push_back(item);
  }
}

}  // namespace

bool operator==(const MatchedStatement& a, const MatchedStatement& b) {
  return a.policy_id == b.policy_id && a.policy_type == b.policy_type &&
         a.start.line == b.start.line && a.start.column == b.start.column &&
         a.end.line == b.end.line && a.end.column == b.end.column;
}

bool IsKnownAction(std::string_view action) { return FindActionReference(action).has_value(); }

SimulationResult Simulate(const Simulation& simulation, const std::string& action,
                          const std::string& resource) {
  SimulationResult result;
  const std::string owner = OwnerOf(simulation, resource);
  // Without a resource policy nothing is judged across accounts.
  result.across_accounts =
      simulation.resource_policy && owner != simulation.caller_account && resource != "*";
  policy_engine::AuthorizationRequest request(simulation.caller, action, resource,
                                              simulation.context);
  request.resource_account = simulation.caller_account;
  request.resource_rule = policy_engine::ResourceRule::kUsual;
  Verdicts verdicts;
  verdicts.organization.allows = true;
  if (TakesResource(action, resource)) {
    verdicts.identity = JudgeLayer(request, simulation.identity, Layer::kIdentity, "IAM Policy");
    verdicts.boundary =
        JudgeLayer(request, simulation.boundaries, Layer::kIdentity, "Permissions Boundary Policy");
    verdicts.organization = JudgeOrganization(request, simulation);
    if (simulation.resource_policy) {
      verdicts.resource =
          JudgeLayer(request, {*simulation.resource_policy}, Layer::kResource, "Resource Policy");
    }
  }
  result.identity = verdicts.identity.outcome();
  result.resource = verdicts.resource.outcome();
  result.boundary = verdicts.boundary.outcome();
  result.allowed_by_organizations = verdicts.organization.allows && !verdicts.organization.denies;
  result.outcome = Compose(simulation, verdicts, result.across_accounts);
  TellStatements(simulation, verdicts, &result);
  return result;
}

SimulationResult Aggregate(const std::vector<SimulationResult>& results) {
  SimulationResult all = results.front();
  for (const SimulationResult& result : results) {
    all.outcome = Stricter(all.outcome, result.outcome);
    all.identity = Stricter(all.identity, result.identity);
    all.resource = Stricter(all.resource, result.resource);
    all.boundary = Stricter(all.boundary, result.boundary);
    all.across_accounts = all.across_accounts || result.across_accounts;
    all.allowed_by_organizations = all.allowed_by_organizations && result.allowed_by_organizations;
    AppendNew(&all.matched, result.matched);
    AppendNew(&all.missing_keys, result.missing_keys);
  }
  return all;
}

std::string AggregateResourceName(const Simulation& simulation, const std::string& action) {
  if (simulation.resources.size() == 1) return simulation.resources.front();
  if (!IsKnownAction(action)) return "*";
  // By service (recorded for these).
  static constexpr std::pair<std::string_view, std::string_view> kTemplates[] = {
      {"s3", ":s3:::${BucketName}/${KeyName}"},
      {"iam", ":iam::${Account}:${ResourceType}/${ResourceName}"},
      {"sts", ":iam::${Account}:${RelativeId}"},
      {"kms", ":kms:${Region}:${Account}:${ResourceType}/${Id}"},
      {"sqs", ":sqs:${Region}:${Account}:${QueueName}"},
      {"lambda", ":lambda:${Region}:${Account}:${ResourceType}:${ResourceId}"},
      {"ec2", ":ec2:${Region}:${Account}:${ResourceType}/${ResourcePath}"},
  };
  const std::string service = LowerAscii(std::string_view(action).substr(0, action.find(':')));
  const auto parts = SplitArn(simulation.resources.front());
  for (const auto& [name, format] : kTemplates) {
    if (name != service) continue;
    return "arn:" + std::string(parts ? parts->partition : "aws") + std::string(format);
  }
  return "*";
}

}  // namespace mockaws
