#include "mockaws/control/export.h"

#include "mockaws/authz/authorizer.h"
#include "mockaws/iam/families.h"
#include "mockaws/model/service_model.h"
#include "mockaws/wire/query.h"

namespace mockaws {
namespace {

using policy_engine::Json;

bool IsDocument(std::string_view member) {
  return member == "PolicyDocument" || member == "Document" || member == "AssumeRolePolicyDocument";
}

Json TimeJson(Instant instant) {
  std::string text = policy_engine::FormatIso8601(instant);
  if (text.ends_with('Z')) text.replace(text.size() - 1, 1, "+00:00");
  return Json::String(std::move(text));
}

Json DocumentJson(const std::string& encoded) {
  const std::string text = PercentDecode(encoded).value_or(encoded);
  auto parsed = policy_engine::ParseJson(text);
  return parsed.ok() ? *std::move(parsed) : Json::String(text);
}

Json ToJson(const Value& value) {
  if (value.is_string()) return Json::String(value.AsString());
  if (value.is_bool()) return Json::Bool(value.AsBool());
  if (value.is_int()) return Json::Number(value.AsInt());
  if (value.is_time()) return TimeJson(value.AsTime());
  if (value.is_list()) {
    Json list = Json::MakeArray();
    for (const Value& item : value.items()) list.Append(ToJson(item));
    return list;
  }
  Json object = Json::MakeObject();
  if (!value.is_struct()) return object;
  for (const Value::Member& member : value.members()) {
    const bool document = IsDocument(member.name) && member.value.is_string();
    object.Set(member.name,
               document ? DocumentJson(member.value.AsString()) : ToJson(member.value));
  }
  return object;
}

// What the operation answers the account's root user, in one page.
ApiResult<Value> AllDetails(ServerParts& parts, const State& state, const std::string& account_id) {
  Caller root;
  root.kind = Caller::Kind::kRoot;
  root.account_id = account_id;
  Value in = Value::MakeStruct();
  in.Set("MaxItems", int64_t{1'000'000'000});
  DecisionRecord record;
  RequestAuthorizer authorizer(&parts.layers, &record);
  const RequestInfo info;
  const ServiceModel& model = IamModel();
  OpContext context{model,
                    *model.Find("GetAccountAuthorizationDetails"),
                    in,
                    root,
                    info,
                    parts.environment.clock->Now(),
                    *parts.environment.ids,
                    parts.tokens,
                    authorizer,
                    parts.settings,
                    state,
                    nullptr};
  return AuthorizationDetailsOperations().front().handler(context);
}

}  // namespace

ControlResult<Json> ExportAuthorizationDetails(ServerParts& parts, const std::string& account_id) {
  return parts.store.Read([&](const State& state) -> ControlResult<Json> {
    if (state.FindAccount(account_id) == nullptr) {
      return ControlError{404, "NoSuchAccount", "there is no account \"" + account_id + "\""};
    }
    const auto details = AllDetails(parts, state, account_id);
    if (!details.ok()) return ControlError{500, details.error().code, details.error().message};
    Json json = Json::MakeObject();
    for (const auto* list : {"UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"}) {
      json.Set(list, ToJson(*details->Find(list)));
    }
    return json;
  });
}

}  // namespace mockaws
