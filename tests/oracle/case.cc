#include "tests/oracle/case.h"

#include "tests/oracle/arn.h"
#include "tests/oracle/text.h"

namespace oracle {
namespace {

using policy_engine::Json;
using Kind = Caller::Kind;

// A policy member is a document, or {"name": …, "document": …}.
const Json& DocumentOf(const Json& entry) {
  const Json* document = entry.Find("document");
  return document != nullptr ? *document : entry;
}

// The account field of an ARN if it holds twelve digits, else "".
std::string AccountOf(const std::string& arn) {
  const std::string account = ArnField(arn, 4);
  const bool digits = account.find_first_not_of("0123456789") == std::string::npos;
  return digits && account.size() == 12 ? account : "";
}

bool FlagAt(const Json& object, std::string_view key) {
  const Json* value = object.Find(key);
  return value != nullptr && value->is_bool() && value->AsBool();
}

// The keys that follow from the principal, where the case doesn't give them.
void FillContext(const Json& principal, Request& request) {
  Context& context = request.context;
  const Caller& caller = request.caller;
  if (const Json* tags = principal.Find("tags")) {
    const Context given = context;
    for (const Json::Member& tag : tags->members()) {
      const std::string key = "aws:PrincipalTag/" + tag.key;
      if (!given.Find(key)) context.Add(key, tag.value.AsString());
    }
  }
  const bool anonymous = caller.kind == Kind::kAnonymous;
  if (anonymous) context.AddMissing("aws:PrincipalAccount", "anonymous");
  if (!caller.account.empty()) context.AddMissing("aws:PrincipalAccount", caller.account);
  switch (caller.kind) {
    case Kind::kRoot:
      context.AddMissing("aws:PrincipalType", "Account");
      context.AddMissing("aws:PrincipalArn", caller.arn);
      break;
    case Kind::kUser:
      context.AddMissing("aws:PrincipalType", "User");
      context.AddMissing("aws:PrincipalArn", caller.arn);
      context.AddMissing("aws:username", caller.arn.substr(caller.arn.rfind('/') + 1));
      break;
    case Kind::kRole:
      context.AddMissing("aws:PrincipalType", "AssumedRole");
      context.AddMissing("aws:PrincipalArn", caller.role_arn);
      break;
    case Kind::kFederatedUser:
      context.AddMissing("aws:PrincipalType", "FederatedUser");
      context.AddMissing("aws:PrincipalArn", caller.arn);
      break;
    case Kind::kAnonymous:
      context.AddMissing("aws:PrincipalType", "Anonymous");
      break;
    default:
      break;
  }
  if (!request.resource_account.empty()) {
    context.AddMissing("aws:ResourceAccount", request.resource_account);
  }
}

}  // namespace

Request ReadRequest(const Json& eval_case) {
  const Json& json = *eval_case.Find("request");
  const Json& principal = *json.Find("principal");
  Request request;
  request.caller = ReadCaller(principal);
  const Json* boundary = eval_case.Find("permissionsBoundary");
  if (boundary != nullptr && !boundary->is_null()) {
    request.caller.has_boundary |= !boundary->is_array() || !boundary->items().empty();
  }
  request.action = AsciiLower(json.Find("action")->AsString());
  request.service = request.action.substr(0, request.action.find(':'));
  const Json* resource = json.Find("resource");
  request.resource = resource == nullptr || resource->is_null() ? "*" : resource->AsString();
  request.resource_account = AccountOf(request.resource);
  if (const Json* account = json.Find("resourceAccount"); account != nullptr) {
    if (account->is_string()) request.resource_account = account->AsString();
  }
  request.context = Context(json.Find("context"));
  request.caller_in_management_account = FlagAt(principal, "managementAccount");
  request.resource_in_management_account = FlagAt(json, "resourceInManagementAccount");
  request.rcp_without_resource = FlagAt(json, "rcpWithoutResource");
  FillContext(principal, request);
  return request;
}

std::optional<Union> UnionAt(const Json& eval_case, std::string_view member) {
  const Json* value = eval_case.Find(member);
  if (value == nullptr || value->is_null()) return std::nullopt;
  Union documents;
  if (value->is_array()) {
    for (const Json& entry : value->items()) documents.push_back(&DocumentOf(entry));
  } else {
    documents.push_back(&DocumentOf(*value));
  }
  return documents;
}

std::vector<Union> LevelsAt(const Json& eval_case, std::string_view member) {
  std::vector<Union> levels;
  const Json* value = eval_case.Find(member);
  if (value == nullptr || value->is_null()) return levels;
  for (const Json& level : value->items()) {
    levels.emplace_back();
    for (const Json& entry : level.items()) levels.back().push_back(&DocumentOf(entry));
  }
  return levels;
}

std::vector<Union> EachAt(const Json& eval_case, std::string_view member) {
  std::vector<Union> each;
  for (const Json* document : UnionAt(eval_case, member).value_or(Union())) {
    each.push_back({document});
  }
  return each;
}

std::vector<const Json*> StatementsOf(const Json& document) {
  const Json& value = *document.Find("Statement");
  if (!value.is_array()) return {&value};
  std::vector<const Json*> statements;
  for (const Json& statement : value.items()) statements.push_back(&statement);
  return statements;
}

}  // namespace oracle
