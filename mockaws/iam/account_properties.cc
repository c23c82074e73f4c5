// Account properties: switches of the account by namespace. IAM's role manager is the only
// namespace that is known.
#include <algorithm>
#include <set>

#include "mockaws/iam/families.h"
#include "mockaws/iam/new_role.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

constexpr std::string_view kRoleManager = "RoleManager";
constexpr std::string_view kEnabled = "RoleManager/Enabled";
constexpr std::string_view kRoleManagerService = "iamrolemanager.amazonaws.com";

std::string NamespaceOf(std::string_view key) { return std::string(key.substr(0, key.find('/'))); }

// `Namespace/PropertyName`: exactly one slash, within.
bool IsPropertyKey(std::string_view key) {
  return std::count(key.begin(), key.end(), '/') == 1 && key.front() != '/' && key.back() != '/';
}

const Value::Struct& GivenProperties(const OpContext& context) {
  static const Value::Struct kNone;
  const Value* given = context.in.Find("Properties");
  return given != nullptr && given->is_struct() ? given->members() : kNone;
}

bool TurnsOn(const OpContext& context) {
  const Value* given = context.in.Find("Properties");
  const Value* enabled = given == nullptr ? nullptr : given->Find(kEnabled);
  return enabled != nullptr && enabled->AsString() == "true";
}

ApiResult<AuthorizationChecks> OnProperties(const OpContext& context) {
  AuthorizationChecks checks(1);
  checks[0].resource = "*";
  std::set<std::string> namespaces;
  for (const Value::Member& property : GivenProperties(context)) {
    namespaces.insert(NamespaceOf(property.name));
  }
  if (!namespaces.empty()) {
    checks[0].keys.push_back(
        {"iam:AccountPropertyNamespaces", {namespaces.begin(), namespaces.end()}});
  }
  if (TurnsOn(context)) {
    // Enabling makes the service's role, which needs its own permission (recorded).
    AuthorizationCheck making;
    making.action = "iam:CreateServiceLinkedRole";
    making.resource = IamArn(context.caller.account_id, "role",
                             "/aws-service-role/" + std::string(kRoleManagerService) + "/",
                             "AWSServiceRoleForIAMRoleManager");
    making.keys.push_back({"iam:AWSServiceName", {std::string(kRoleManagerService)}});
    checks.push_back(std::move(making));
  }
  return checks;
}

ApiResult<Value> GetAccountProperties(OpContext& context) {
  Value map;
  map.Set(kEnabled, "false");
  for (const auto& [key, value] : context.account().settings().properties) map.Set(key, value);
  Value result;
  result.Set("Properties", std::move(map));
  return result;
}

ApiResult<void> CheckProperties(const Value::Struct& properties) {
  for (const Value::Member& property : properties) {
    if (property.name.empty() || !IsPropertyKey(property.name)) {
      return InvalidInput("Property key must be in format Namespace/PropertyName: " +
                          property.name);
    }
  }
  if (properties.empty()) return {};
  const std::string first = NamespaceOf(properties.front().name);
  for (const Value::Member& property : properties) {
    if (NamespaceOf(property.name) != first) {
      return InvalidInput("All properties must belong to the same namespace");
    }
  }
  if (first != kRoleManager) return InvalidInput("Unsupported namespace: " + first);
  return {};
}

ApiResult<Value> PutAccountProperties(OpContext& context) {
  const Value::Struct& properties = GivenProperties(context);
  RETURN_IF_ERROR(CheckProperties(properties));
  const Value* given = context.in.Find("Properties");
  const Value* enabled = given == nullptr ? nullptr : given->Find(kEnabled);
  if (enabled == nullptr) return InvalidInput("RoleManager namespace requires Enabled property");
  const std::string& text = enabled->AsString();
  if (text != "true" && text != "false") {
    return InvalidInput("Enabled must be 'true' or 'false'");
  }
  // Other names in the namespace are ignored (recorded).
  context.edit_account().edit_settings()->properties[std::string(kEnabled)] = text;
  if (text == "true") EnsureServiceLinkedRole(context, kRoleManagerService);
  return Value();
}

constexpr Operation kOperations[] = {
    {"GetAccountProperties", GetAccountProperties, Mode::kRead, OnEverything},
    {"PutAccountProperties", PutAccountProperties, Mode::kWrite, OnProperties},
};

}  // namespace

OperationFamily AccountPropertyOperations() { return kOperations; }

}  // namespace mockaws
