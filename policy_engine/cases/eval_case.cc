#include "policy_engine/cases/eval_case.h"

#include "policy_engine/cases/read_policies.h"
#include "policy_engine/cases/read_request.h"

namespace policy_engine {

namespace {

constexpr size_t kCaseFileBytesMax = 256u << 20;

Result<PolicySet, EvalCaseError> PoliciesOf(const Json& line, const CaseText& text,
                                            PolicyCache::Impl* cache, const Json* shared) {
  if (shared == nullptr) return ReadPolicies(line, text, cache);
  std::shared_ptr<const PolicySet> base = cache->Shared(shared);
  if (base == nullptr) {
    ASSIGN_OR_RETURN(PolicySet set, ReadPolicies(*shared, {}, cache));
    base = std::make_shared<const PolicySet>(std::move(set));
    cache->KeepShared(shared, base);
  }
  return ReadPoliciesOver(*base, line, text, cache);
}

Result<EvalCase, EvalCaseError> Read(const Json& line, const CaseText& text, PolicyCache* cache,
                                     const Json* shared) {
  if (!line.is_object()) return EvalCaseError{"a line is a JSON object", ""};
  EvalCase eval_case;
  const Json* request = nullptr;
  for (const Json::Member& member : line.members()) {
    if (member.key == "id") {
      eval_case.id = member.value;
    } else if (member.key == "request") {
      request = &member.value;
    } else if (member.key == "policyArns" && member.value.is_bool()) {
      eval_case.names_policies = member.value.AsBool();
    } else if (!IsPolicyMember(member.key)) {
      return EvalCaseError{
          "unknown member; id, request, identityPolicies, resourcePolicy, permissionsBoundary, "
          "sessionPolicies, scopePolicies, serviceControlPolicies, resourceControlPolicies, "
          "vpcEndpointPolicies and policyArns (true or false) are known",
          "/" + member.key};
    }
  }
  if (request == nullptr) return EvalCaseError{"`request` is missing", ""};
  ASSIGN_OR_RETURN(eval_case.request, ReadEvalRequest(*request));
  ASSIGN_OR_RETURN(eval_case.policies, PoliciesOf(line, text, cache->impl(), shared));
  return eval_case;
}

Result<Json, EvalCaseError> ParseLine(std::string_view line) {
  auto json = ParseJson(line);
  if (json.ok()) return std::move(*json);
  const JsonError& error = json.error();
  return EvalCaseError{
      "not JSON at column " + std::to_string(error.position.column) + ": " + error.message, ""};
}

Json StatementPlace(const Decision& decision) {
  Json place = Json::MakeObject();
  const DocumentStatement& statement = decision.policy->document().statements[decision.statement];
  if (!decision.policy->source().empty()) {
    place.Set("policy", Json::String(decision.policy->source()));
  }
  if (statement.has_sid) place.Set("sid", Json::String(statement.sid));
  place.Set("index", Json::Number(int64_t{decision.statement}));
  return place;
}

}  // namespace

Result<EvalCase, EvalCaseError> ReadEvalCase(std::string_view line, PolicyCache* cache,
                                             const Json* shared) {
  ASSIGN_OR_RETURN(const Json json, ParseLine(line));
  return Read(json, {line}, cache, shared);
}

Result<EvalCase, EvalCaseError> ReadCaseFile(std::string_view text, PolicyCache* cache,
                                             const Json* shared) {
  auto json = ParseJson(text, {.bytes_max = kCaseFileBytesMax});
  if (!json.ok()) {
    const JsonError& error = json.error();
    return EvalCaseError{"not JSON at line " + std::to_string(error.position.line) + ", column " +
                             std::to_string(error.position.column) + ": " + error.message,
                         ""};
  }
  return Read(*json, {text, true}, cache, shared);
}

Result<EvalCase, EvalCaseError> ReadEvalCase(const Json& line, PolicyCache* cache,
                                             const Json* shared) {
  return Read(line, {}, cache, shared);
}

Json EvalResult(const EvalCase& eval_case, const Decision& decision) {
  Json reason = Json::MakeObject();
  reason.Set("policyType", Json::String(std::string(LayerName(decision.layer))));
  const bool leveled = decision.layer == Layer::kServiceControl ||
                       decision.layer == Layer::kResourceControl ||
                       decision.layer == Layer::kBoundary || decision.layer == Layer::kScope;
  if (leveled) reason.Set("level", Json::Number(int64_t{decision.level}));
  if (decision.policy != nullptr) reason.Set("statement", StatementPlace(decision));
  if (!decision.allowed()) {
    DenialOptions options;
    options.trust_policy_reason = true;
    options.policy_arn = eval_case.names_policies;
    const std::string words = DenialReason(decision, eval_case.request, options);
    reason.Set("message", Json::String(words.empty() ? words : words.substr(1)));
  }
  Json result = Json::MakeObject();
  result.Set("id", eval_case.id);
  result.Set("decision", Json::String(std::string(OutcomeName(decision.outcome))));
  result.Set("reason", std::move(reason));
  return result;
}

Json EvalError(const Json& id, const EvalCaseError& error) {
  Json details = Json::MakeObject();
  details.Set("message", Json::String(error.message));
  details.Set("path", Json::String(error.path));
  Json result = Json::MakeObject();
  result.Set("id", id);
  result.Set("error", std::move(details));
  return result;
}

std::string EvalLine(std::string_view line, PolicyCache* cache, const Json* shared, bool* ok) {
  if (ok != nullptr) *ok = false;
  auto json = ParseLine(line);
  if (!json.ok()) return EvalError(Json(), json.error()).Dump();
  auto eval_case = Read(*json, {line}, cache, shared);
  if (!eval_case.ok()) {
    const Json* id = json->Find("id");
    return EvalError(id == nullptr ? Json() : *id, eval_case.error()).Dump();
  }
  if (ok != nullptr) *ok = true;
  return EvalResult(*eval_case, Evaluate(eval_case->request, eval_case->policies)).Dump();
}

}  // namespace policy_engine
