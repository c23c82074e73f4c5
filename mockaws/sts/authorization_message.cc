#include "mockaws/sts/authorization_message.h"

#include "mockaws/sts/families.h"
#include "policy_engine/base/json.h"

namespace mockaws {

using policy_engine::Json;
using policy_engine::RequestContext;

namespace {

constexpr std::string_view kPurpose = "iamsim authorization message 1";
// What DecodeAuthorizationMessage takes.
constexpr size_t kEncodedMax = 10'240;

Json Items() {
  Json json = Json::MakeObject();
  json.Set("items", Json::MakeArray());
  return json;
}

void AddItem(Json* items, Json item) { items->Find("items")->Append(std::move(item)); }

Json ValueItem(std::string_view value) {
  Json item = Json::MakeObject();
  item.Set("value", Json::String(std::string(value)));
  return item;
}

Json ValueItems(const std::vector<policy_engine::DocumentString>& values) {
  Json items = Items();
  for (const auto& value : values) AddItem(&items, ValueItem(value.text));
  return items;
}

Json MatchedStatement(const policy_engine::DocumentStatement& statement) {
  Json json = Json::MakeObject();
  json.Set("statementId", Json::String(statement.sid));
  json.Set("effect",
           Json::String(statement.effect == policy_engine::Effect::kDeny ? "DENY" : "ALLOW"));
  json.Set(statement.not_action ? "notActions" : "actions", ValueItems(statement.actions));
  json.Set(statement.not_resource ? "notResources" : "resources", ValueItems(statement.resources));
  Json conditions = Items();
  for (const auto& condition : statement.conditions) {
    Json item = Json::MakeObject();
    item.Set("operator", Json::String(condition.op));
    item.Set("key", Json::String(condition.key));
    item.Set("values", ValueItems(condition.values));
    AddItem(&conditions, std::move(item));
  }
  json.Set("conditions", std::move(conditions));
  return json;
}

Json MatchedStatements(const policy_engine::Decision& decision) {
  Json items = Items();
  if (decision.policy == nullptr) return items;
  const auto& statements = decision.policy->document().statements;
  if (decision.statement < statements.size()) {
    AddItem(&items, MatchedStatement(statements[decision.statement]));
  }
  return items;
}

Json ContextOf(const policy_engine::AuthorizationRequest& request) {
  Json principal = Json::MakeObject();
  const auto user_id = request.context.Get("aws:userid");
  principal.Set("id", Json::String(std::string(user_id.value_or(request.principal.unique_id))));
  principal.Set("arn", Json::String(request.principal.arn));
  Json conditions = Items();
  for (const RequestContext::View& entry : request.context.Entries()) {
    Json item = Json::MakeObject();
    item.Set("key", Json::String(std::string(entry.key())));
    Json values = Items();
    for (uint32_t i = 0; i < entry.size(); ++i) AddItem(&values, ValueItem(entry.value(i)));
    item.Set("values", std::move(values));
    AddItem(&conditions, std::move(item));
  }
  Json context = Json::MakeObject();
  context.Set("principal", std::move(principal));
  context.Set("action", Json::String(request.action.text()));
  context.Set("resource", Json::String(request.resource.text()));
  context.Set("conditions", std::move(conditions));
  return context;
}

Json Message(const Judgement& judgement, bool whole) {
  Json json = Json::MakeObject();
  json.Set("allowed", Json::Bool(false));
  json.Set("explicitDeny",
           Json::Bool(judgement.decision.outcome == policy_engine::Outcome::kExplicitDeny));
  json.Set("matchedStatements", whole ? MatchedStatements(judgement.decision) : Items());
  json.Set("failures", Items());
  json.Set("context", ContextOf(judgement.request));
  return json;
}

std::string Seal(SessionTokens& tokens, const Judgement& judgement, bool whole) {
  Json json = Json::MakeObject();
  json.Set("account", Json::String(judgement.request.principal.account));
  json.Set("message", Message(judgement, whole));
  return tokens.SealText(kPurpose, json.Dump());
}

// AWS's sentence is unknown; see docs/fidelity.md.
ApiError Unreadable() { return InvalidAuthorizationMessage("Message is not valid"); }

ApiResult<AuthorizationChecks> OnAnyMessage(const OpContext&) {
  AuthorizationCheck check;
  check.resource = "*";
  return AuthorizationChecks{std::move(check)};
}

ApiResult<Value> DecodeAuthorizationMessage(OpContext& context) {
  const auto opened = context.tokens.OpenText(kPurpose, context.in.Str("EncodedMessage"));
  if (!opened) return Unreadable();
  const auto json = policy_engine::ParseJson(*opened);
  CHECK(json.ok(), "a sealed authorization message is no JSON");
  if (json->Find("account")->AsString() != context.caller.account_id) return Unreadable();
  Value result;
  result.Set("DecodedMessage", json->Find("message")->Dump());
  return result;
}

constexpr Operation kOperations[] = {
    {"DecodeAuthorizationMessage", DecodeAuthorizationMessage, Mode::kRead, OnAnyMessage},
};

}  // namespace

std::string EncodeAuthorizationMessage(SessionTokens& tokens, const Judgement& judgement) {
  std::string sealed = Seal(tokens, judgement, true);
  if (sealed.size() > kEncodedMax) sealed = Seal(tokens, judgement, false);
  return sealed;
}

OperationFamily AuthorizationMessageOperations() { return kOperations; }

}  // namespace mockaws
