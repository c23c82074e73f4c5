#include "mockaws/control/decision_json.h"

#include <algorithm>
#include <set>

#include "mockaws/operation/arn.h"
#include "mockaws/state/policy_source.h"
#include "policy_engine/explain.h"

namespace mockaws {

using policy_engine::Explanation;
using policy_engine::Json;
using policy_engine::Layer;
using policy_engine::LayerTrace;
using policy_engine::Outcome;
using policy_engine::PolicyTrace;
using policy_engine::PolicyType;
using policy_engine::StatementResult;
using policy_engine::StatementTrace;

namespace {

Json TextOrNull(std::string_view text) {
  return text.empty() ? Json() : Json::String(std::string(text));
}

Json Texts(const std::vector<std::string>& texts) {
  Json list = Json::MakeArray();
  for (const std::string& text : texts) list.Append(Json::String(text));
  return list;
}

bool IsTrust(const Judgement& judgement) {
  return judgement.request.resource_rule == policy_engine::ResourceRule::kAssumeRole;
}

// The policy type's name in scenarios and the control API; empty for kNone.
std::string_view TypeName(const Judgement& judgement, Layer layer) {
  switch (layer) {
    case Layer::kResourceControl:
      return "resource-control-policy";
    case Layer::kServiceControl:
      return "service-control-policy";
    case Layer::kVpcEndpoint:
      return "vpc-endpoint-policy";
    case Layer::kResource:
      return IsTrust(judgement) ? "trust-policy" : "resource-policy";
    case Layer::kIdentity:
      return "identity-policy";
    case Layer::kBoundary:
      return "permissions-boundary";
    case Layer::kSession:
      return "session-policy";
    case Layer::kScope:
      return "scope-policy";
    case Layer::kNone:
      break;
  }
  return "";
}

bool OnResourceSide(Layer layer) {
  return layer == Layer::kResource || layer == Layer::kResourceControl;
}

std::string_view AccountOf(const Judgement& judgement, Layer layer) {
  const auto& request = judgement.request;
  return OnResourceSide(layer) && !request.resource_account.empty() ? request.resource_account
                                                                    : request.principal.account;
}

std::string_view KindName(const PolicyTrace& trace) {
  switch (trace.layer) {
    case Layer::kBoundary:
      return "boundary";
    case Layer::kSession:
    case Layer::kScope:
      return "session";
    case Layer::kServiceControl:
      return "scp";
    case Layer::kResourceControl:
      return "rcp";
    case Layer::kVpcEndpoint:
      return "vpce";
    case Layer::kResource:
      return trace.type == PolicyType::kTrust ? "trust" : "resource";
    case Layer::kIdentity:
    case Layer::kNone:
      break;
  }
  return ReadPolicySource(trace.source).policy_arn.empty() ? "inline" : "managed";
}

Json OwnerJson(std::string_view type, std::string_view name, std::string_view account) {
  Json owner = Json::MakeObject();
  owner.Set("type", Json::String(std::string(type)));
  owner.Set("name", Json::String(std::string(name)));
  owner.Set("account", Json::String(std::string(account)));
  return owner;
}

Json OwnerFromArn(std::string_view holder_arn) {
  const auto parts = SplitArn(holder_arn);
  if (!parts) return Json();
  const std::string_view type = parts->resource.substr(0, parts->resource.find('/'));
  return OwnerJson(type, ArnName(holder_arn), parts->account);
}

// Which of the principal's entities holds a managed policy.
Json ManagedOwner(const Judgement& judgement, const State& state, std::string_view policy_arn) {
  const auto& principal = judgement.request.principal;
  const Account* account = state.FindAccount(principal.account);
  if (account == nullptr) return Json();
  const bool is_role = !principal.role_arn.empty();
  const std::string_view arn = is_role ? principal.role_arn : principal.arn;
  if (is_role) return OwnerJson("role", ArnName(arn), principal.account);
  const User* user = account->users.Find(NameKey(ArnName(arn)));
  if (user == nullptr) return Json();
  if (user->IsAttached(policy_arn)) return OwnerJson("user", user->name, principal.account);
  for (const std::string& key : user->groups) {
    const Group* group = account->groups.Find(key);
    if (group != nullptr && group->IsAttached(policy_arn)) {
      return OwnerJson("group", group->name, principal.account);
    }
  }
  return OwnerJson("user", user->name, principal.account);
}

Json PolicyOwner(const Judgement& judgement, const State& state, const PolicyTrace& trace) {
  if (trace.layer == Layer::kSession || trace.layer == Layer::kScope) {
    const auto& principal = judgement.request.principal;
    return OwnerJson("session", principal.session_name, principal.account);
  }
  const PolicySource source = ReadPolicySource(trace.source);
  if (!source.holder_arn.empty()) return OwnerFromArn(source.holder_arn);
  if (trace.layer == Layer::kIdentity || trace.layer == Layer::kBoundary) {
    return ManagedOwner(judgement, state, source.policy_arn);
  }
  return OwnerJson("account", AccountOf(judgement, trace.layer), AccountOf(judgement, trace.layer));
}

std::string_view ElementName(StatementResult result) {
  switch (result) {
    case StatementResult::kAction:
      return "Action";
    case StatementResult::kResource:
      return "Resource";
    case StatementResult::kPrincipal:
      return "Principal";
    case StatementResult::kCondition:
      return "Condition";
    case StatementResult::kMatched:
      break;
  }
  return "";
}

// Action or NotAction, and so on, as the statement has it.
std::string ElementAsWritten(const PolicyTrace& policy, const StatementTrace& statement) {
  const auto& written = policy.policy->document().statements[statement.index];
  const bool negated = (statement.result == StatementResult::kAction && written.not_action) ||
                       (statement.result == StatementResult::kResource && written.not_resource) ||
                       (statement.result == StatementResult::kPrincipal && written.not_principal);
  return (negated ? "Not" : "") + std::string(ElementName(statement.result));
}

Json FailedJson(const PolicyTrace& policy, const StatementTrace& statement) {
  if (statement.result == StatementResult::kMatched) return Json();
  Json failed = Json::MakeObject();
  failed.Set("element", Json::String(ElementAsWritten(policy, statement)));
  if (statement.result == StatementResult::kCondition) {
    failed.Set("operator", Json::String(statement.condition_operator));
    failed.Set("key", Json::String(statement.condition_key));
  }
  failed.Set("wanted", Texts(statement.wanted));
  if (!statement.got_present) {
    failed.Set("got", Json());
  } else if (statement.got.size() == 1) {
    failed.Set("got", Json::String(statement.got[0]));
  } else {
    failed.Set("got", Texts(statement.got));
  }
  if (!statement.reason.empty()) failed.Set("reason", Json::String(statement.reason));
  return failed;
}

Json StatementJson(const PolicyTrace& policy, const StatementTrace& statement) {
  Json json = Json::MakeObject();
  json.Set("index", Json::Number(static_cast<int64_t>(statement.index)));
  json.Set("sid", TextOrNull(statement.sid));
  json.Set("effect",
           Json::String(statement.effect == policy_engine::Effect::kAllow ? "Allow" : "Deny"));
  json.Set("matched", Json::Bool(statement.result == StatementResult::kMatched));
  json.Set("line", Json::Number(static_cast<int64_t>(statement.begin.line)));
  json.Set("column", Json::Number(static_cast<int64_t>(statement.begin.column)));
  json.Set("failed", FailedJson(policy, statement));
  return json;
}

Json PolicyJson(const Judgement& judgement, const State& state, const PolicyTrace& trace,
                bool documents) {
  const PolicySource source = ReadPolicySource(trace.source);
  Json json = Json::MakeObject();
  json.Set("name", Json::String(std::string(source.policy_name)));
  json.Set("arn", TextOrNull(source.policy_arn));
  json.Set("kind", Json::String(std::string(KindName(trace))));
  json.Set("owner", PolicyOwner(judgement, state, trace));
  Json& statements = json.Set("statements", Json::MakeArray());
  for (const StatementTrace& statement : trace.statements) {
    statements.Append(StatementJson(trace, statement));
  }
  if (documents) json.Set("document", Json::String(trace.policy->text()));
  return json;
}

std::string_view LayerResult(const LayerTrace& layer) {
  if (layer.denies) return "explicitDeny";
  return layer.allows ? "allowed" : "implicitDeny";
}

// Of these a call can pass several, one after the other.
bool HasLevels(Layer layer) {
  return layer == Layer::kServiceControl || layer == Layer::kResourceControl ||
         layer == Layer::kScope;
}

Json LayersJson(const Judgement& judgement, const State& state, const Explanation& explanation,
                bool documents) {
  Json layers = Json::MakeArray();
  for (const LayerTrace& layer : explanation.layers) {
    if (!layer.applies) continue;
    Json json = Json::MakeObject();
    json.Set("type", Json::String(std::string(TypeName(judgement, layer.layer))));
    json.Set("account", Json::String(std::string(AccountOf(judgement, layer.layer))));
    json.Set("result", Json::String(std::string(LayerResult(layer))));
    if (HasLevels(layer.layer)) json.Set("level", Json::Number(static_cast<int64_t>(layer.level)));
    if (!layer.note.empty()) json.Set("note", Json::String(layer.note));
    Json& policies = json.Set("policies", Json::MakeArray());
    for (const PolicyTrace& trace : explanation.policies) {
      if (trace.layer != layer.layer || trace.level != layer.level) continue;
      policies.Append(PolicyJson(judgement, state, trace, documents));
    }
    layers.Append(std::move(json));
  }
  return layers;
}

Json ContextJson(const policy_engine::RequestContext& context) {
  Json json = Json::MakeObject();
  for (const auto& entry : context.Entries()) {
    std::vector<std::string> values;
    for (uint32_t i = 0; i < entry.size(); ++i) values.emplace_back(entry.value(i));
    const bool scalar = !entry.multivalued() && values.size() == 1;
    json.Set(entry.key(), scalar ? Json::String(values[0]) : Texts(values));
  }
  return json;
}

Json ContextAsked(const Explanation& explanation) {
  std::set<std::string> keys;
  for (const PolicyTrace& trace : explanation.policies) {
    for (std::string& key : policy_engine::ContextKeysOf(trace.policy->document())) {
      keys.insert(std::move(key));
    }
  }
  return Texts({keys.begin(), keys.end()});
}

Json JudgementJson(const Judgement& judgement, const State& state, bool documents) {
  const auto& request = judgement.request;
  const Explanation explanation = policy_engine::Explain(request, judgement.policies);
  const Layer layer = judgement.decision.layer;
  Json json = Json::MakeObject();
  json.Set("action", Json::String(request.action.text()));
  json.Set("resource", Json::String(request.resource.text()));
  json.Set("resourceAccount", Json::String(std::string(AccountOf(judgement, Layer::kResource))));
  json.Set("decision",
           Json::String(std::string(policy_engine::OutcomeName(judgement.decision.outcome))));
  json.Set("decidedBy", TextOrNull(TypeName(judgement, layer)));
  json.Set("inAccount", Json::String(std::string(AccountOf(judgement, layer))));
  json.Set("message", TextOrNull(judgement.message));
  json.Set("context", ContextJson(request.context));
  json.Set("contextAsked", ContextAsked(explanation));
  json.Set("policyTypes", LayersJson(judgement, state, explanation, documents));
  json.Set("changes", Texts(explanation.changes));
  json.Set("certainty",
           Json::String(std::string(policy_engine::CertaintyName(explanation.certainty))));
  if (!explanation.certainty_note.empty()) {
    json.Set("certaintySection", Json::String(explanation.certainty_section));
    json.Set("certaintyNote", Json::String(explanation.certainty_note));
  }
  return json;
}

}  // namespace

Json DecisionJson(const DecisionRecord& record, const State& state, bool documents) {
  Json json = Json::MakeObject();
  json.Set("id", Json::String(record.id));
  json.Set("time", Json::String(policy_engine::FormatIso8601(record.time)));
  json.Set("operation", TextOrNull(record.operation));
  if (record.principal_type.empty()) {
    json.Set("principal", Json());
  } else {
    Json& principal = json.Set("principal", Json::MakeObject());
    principal.Set("type", Json::String(record.principal_type));
    principal.Set("arn", TextOrNull(record.principal_arn));
    principal.Set("account", TextOrNull(record.principal_account));
  }
  json.Set("outcome", Json::String(std::string(OutcomeOf(record))));
  json.Set("status", Json::Number(static_cast<int64_t>(record.status)));
  if (record.error_code.empty()) {
    json.Set("error", Json());
  } else {
    Json& error = json.Set("error", Json::MakeObject());
    error.Set("code", Json::String(record.error_code));
    error.Set("message", Json::String(record.error_message));
  }
  json.Set("detail", TextOrNull(record.detail));
  Json& authorizations = json.Set("authorizations", Json::MakeArray());
  for (const Judgement& judgement : record.judgements) {
    authorizations.Append(JudgementJson(judgement, state, documents));
  }
  return json;
}

std::string DecisionText(const DecisionRecord& record) {
  std::string text =
      "decision " + record.id + " at " + policy_engine::FormatIso8601(record.time) + "\n";
  if (!record.operation.empty()) text += "operation: " + record.operation + "\n";
  if (!record.principal_arn.empty()) text += "principal: " + record.principal_arn + "\n";
  text += "outcome: " + std::string(OutcomeOf(record)) + ", HTTP " + std::to_string(record.status) +
          "\n";
  if (!record.error_code.empty()) {
    text += "error: " + record.error_code + ": " + record.error_message + "\n";
  }
  if (!record.detail.empty()) text += record.detail + (record.detail.ends_with('\n') ? "" : "\n");
  for (const Judgement& judgement : record.judgements) {
    text += "\n" + policy_engine::Explain(judgement.request, judgement.policies).ToText();
  }
  return text;
}

}  // namespace mockaws
