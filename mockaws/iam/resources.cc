#include "mockaws/iam/resources.h"

#include "mockaws/model/service_model.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

AuthorizationChecks One(AuthorizationCheck check) { return {std::move(check)}; }

AuthorizationChecks NewEntity(const OpContext& context, std::string_view type,
                              std::string_view name_member) {
  AuthorizationCheck check;
  check.resource = IamArn(context.caller.account_id, type, context.in.StrOr("Path", "/"),
                          context.in.Str(name_member));
  return One(std::move(check));
}

AuthorizationChecks EntityList(const OpContext& context, std::string_view type) {
  AuthorizationCheck check;
  check.resource = IamArn(context.caller.account_id, type, context.in.StrOr("PathPrefix", "/"), "");
  return One(std::move(check));
}

template <typename T>
AuthorizationChecks StoredEntity(const OpContext& context, const Table<T>& table,
                                 std::string_view type, const std::string& name,
                                 std::string_view printed_type = {}) {
  if (printed_type.empty()) printed_type = type;
  AuthorizationCheck check;
  if (const T* entity = table.Find(NameKey(name))) {
    check.resource = entity->arn;
    if constexpr (requires { entity->tags; }) check.resource_tags = entity->tags;
    check.printed_resource = std::string(printed_type) + " " + entity->name;
  } else {
    check.resource = IamArn(context.caller.account_id, type, "/", name);
    check.printed_resource = std::string(printed_type) + " " + name;
  }
  return One(std::move(check));
}

void AddKey(AuthorizationChecks* checks, std::string key, std::string value) {
  if (value.empty()) return;
  checks->front().keys.push_back({std::move(key), {std::move(value)}});
}

template <typename T>
void AddBoundaryKey(AuthorizationChecks* checks, const Table<T>& table, const std::string& name) {
  if (const T* entity = table.Find(NameKey(name))) {
    AddKey(checks, "iam:PermissionsBoundary", entity->boundary);
  }
}

// AWS wants the permission on the entity as it is and as it will be ("UpdateUser").
template <typename T>
void AddNewArn(const OpContext& context, const Table<T>& table, std::string_view type,
               std::string_view name_member, AuthorizationChecks* checks) {
  const std::string& name = context.in.Str(name_member);
  const T* entity = table.Find(NameKey(name));
  const std::string new_name = context.in.StrOr("New" + std::string(name_member), name);
  const std::string new_path =
      context.in.StrOr("NewPath", entity == nullptr ? "/" : std::string_view(entity->path));
  AuthorizationCheck check;
  check.resource = IamArn(context.caller.account_id, type, new_path, new_name);
  if (check.resource == checks->front().resource) return;
  check.resource_tags = checks->front().resource_tags;
  checks->push_back(std::move(check));
}

template <typename T>
ApiResult<const T*> FindIn(const Table<T>& table, std::string_view kind, std::string_view name) {
  if (const T* entity = table.Find(NameKey(name))) return entity;
  return NoSuchEntity("The " + std::string(kind) + " with name " + std::string(name) +
                      " cannot be found.");
}

}  // namespace

ApiResult<AuthorizationChecks> OnNewUser(const OpContext& context) {
  AuthorizationChecks checks = NewEntity(context, "user", "UserName");
  AddKey(&checks, "iam:PermissionsBoundary", context.in.StrOr("PermissionsBoundary", ""));
  return checks;
}

ApiResult<AuthorizationChecks> OnUser(const OpContext& context) {
  if (const auto name = context.in.OptStr("UserName")) {
    return StoredEntity(context, context.account().users, "user", *name);
  }
  AuthorizationCheck check;
  if (context.caller.kind == Caller::Kind::kUser) {
    check.resource = context.caller.user->arn;
    check.resource_tags = context.caller.user->tags;
    check.printed_resource = "user " + context.caller.user->name;
  } else {
    check.resource = context.caller.arn;
  }
  return One(std::move(check));
}

ApiResult<AuthorizationChecks> OnUserList(const OpContext& context) {
  return EntityList(context, "user");
}

ApiResult<AuthorizationChecks> OnNewGroup(const OpContext& context) {
  return NewEntity(context, "group", "GroupName");
}
ApiResult<AuthorizationChecks> OnGroup(const OpContext& context) {
  return StoredEntity(context, context.account().groups, "group", context.in.Str("GroupName"));
}
ApiResult<AuthorizationChecks> OnGroupList(const OpContext& context) {
  return EntityList(context, "group");
}

ApiResult<AuthorizationChecks> OnNewRole(const OpContext& context) {
  AuthorizationChecks checks = NewEntity(context, "role", "RoleName");
  AddKey(&checks, "iam:PermissionsBoundary", context.in.StrOr("PermissionsBoundary", ""));
  return checks;
}
ApiResult<AuthorizationChecks> OnRole(const OpContext& context) {
  return StoredEntity(context, context.account().roles, "role", context.in.Str("RoleName"));
}
ApiResult<AuthorizationChecks> OnRoleList(const OpContext& context) {
  return EntityList(context, "role");
}

ApiResult<AuthorizationChecks> OnNewInstanceProfile(const OpContext& context) {
  return NewEntity(context, "instance-profile", "InstanceProfileName");
}
ApiResult<AuthorizationChecks> OnInstanceProfile(const OpContext& context) {
  return StoredEntity(context, context.account().instance_profiles, "instance-profile",
                      context.in.Str("InstanceProfileName"), "instance profile");
}
ApiResult<AuthorizationChecks> OnInstanceProfileList(const OpContext& context) {
  return EntityList(context, "instance-profile");
}
ApiResult<AuthorizationChecks> OnInstanceProfileAndPassedRole(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnInstanceProfile(context));
  ASSIGN_OR_RETURN(AuthorizationChecks passing, OnRole(context));
  passing.front().action = "iam:PassRole";
  passing.front().printed_resource = passing.front().resource;
  passing.front().keys.push_back({"iam:PassedToService", {"ec2.amazonaws.com"}});
  checks.push_back(std::move(passing.front()));
  return checks;
}

ApiResult<AuthorizationChecks> OnNewPolicy(const OpContext& context) {
  AuthorizationChecks checks = NewEntity(context, "policy", "PolicyName");
  checks[0].printed_resource = "policy " + context.in.Str("PolicyName");
  return checks;
}

ApiResult<AuthorizationChecks> OnPolicy(const OpContext& context) {
  const std::string& arn = context.in.Str("PolicyArn");
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(arn));
  AuthorizationCheck check;
  check.resource = arn;
  check.printed_resource = "policy " + arn;
  if (parts.account == context.caller.account_id) {
    if (const CustomerPolicy* policy = context.account().policies.Find(NameKey(ArnName(arn)))) {
      check.resource_tags = policy->tags;
    }
  } else if (parts.account == "aws") {
    check.resource_account = kAwsManagedPolicyAccount;
  }
  return One(std::move(check));
}

ApiResult<AuthorizationChecks> OnPolicyList(const OpContext& context) {
  return EntityList(context, "policy");
}

ApiResult<AuthorizationChecks> OnBoundedUser(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnUser(context));
  AddBoundaryKey(&checks, context.account().users, context.in.Str("UserName"));
  return checks;
}
ApiResult<AuthorizationChecks> OnBoundedRole(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnRole(context));
  AddBoundaryKey(&checks, context.account().roles, context.in.Str("RoleName"));
  return checks;
}

ApiResult<AuthorizationChecks> OnUserToBound(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnUser(context));
  AddKey(&checks, "iam:PermissionsBoundary", context.in.Str("PermissionsBoundary"));
  return checks;
}
ApiResult<AuthorizationChecks> OnRoleToBound(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnRole(context));
  AddKey(&checks, "iam:PermissionsBoundary", context.in.Str("PermissionsBoundary"));
  return checks;
}

ApiResult<AuthorizationChecks> OnUserPolicyLink(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnBoundedUser(context));
  AddKey(&checks, "iam:PolicyARN", context.in.Str("PolicyArn"));
  return checks;
}
ApiResult<AuthorizationChecks> OnGroupPolicyLink(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnGroup(context));
  AddKey(&checks, "iam:PolicyARN", context.in.Str("PolicyArn"));
  return checks;
}
ApiResult<AuthorizationChecks> OnRolePolicyLink(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnBoundedRole(context));
  AddKey(&checks, "iam:PolicyARN", context.in.Str("PolicyArn"));
  return checks;
}

ApiResult<AuthorizationChecks> OnUserAndItsNewArn(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnUser(context));
  AddNewArn(context, context.account().users, "user", "UserName", &checks);
  return checks;
}
ApiResult<AuthorizationChecks> OnGroupAndItsNewArn(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnGroup(context));
  AddNewArn(context, context.account().groups, "group", "GroupName", &checks);
  return checks;
}

ApiResult<AuthorizationChecks> OnNewServerCertificate(const OpContext& context) {
  return NewEntity(context, "server-certificate", "ServerCertificateName");
}
ApiResult<AuthorizationChecks> OnServerCertificate(const OpContext& context) {
  AuthorizationChecks checks =
      StoredEntity(context, context.account().server_certificates, "server-certificate",
                   context.in.Str("ServerCertificateName"));
  checks.front().printed_resource.clear();
  return checks;
}
ApiResult<AuthorizationChecks> OnServerCertificateList(const OpContext& context) {
  return EntityList(context, "server-certificate");
}
ApiResult<AuthorizationChecks> OnServerCertificateAndItsNewArn(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnServerCertificate(context));
  AddNewArn(context, context.account().server_certificates, "server-certificate",
            "ServerCertificateName", &checks);
  return checks;
}

ApiResult<AuthorizationChecks> OnEverything(const OpContext&) {
  AuthorizationCheck check;
  check.resource = "*";
  return One(std::move(check));
}

ApiResult<const User*> FindUser(const OpContext& context, std::string_view name) {
  return FindIn(context.account().users, "user", name);
}
ApiResult<const Group*> FindGroup(const OpContext& context, std::string_view name) {
  return FindIn(context.account().groups, "group", name);
}
ApiResult<const Role*> FindRole(const OpContext& context, std::string_view name) {
  return FindIn(context.account().roles, "role", name);
}

ApiResult<const InstanceProfile*> FindInstanceProfile(const OpContext& context,
                                                      std::string_view name) {
  const InstanceProfile* profile = context.account().instance_profiles.Find(NameKey(name));
  if (profile != nullptr) return profile;
  return NoSuchEntity("Instance Profile " + std::string(name) + " cannot be found.");
}

ApiResult<const Role*> FindEditableRole(const OpContext& context, std::string_view name) {
  ASSIGN_OR_RETURN(const Role* role, FindRole(context, name));
  if (IsServiceLinked(*role) || role->name.starts_with("AWSReservedSSO_")) {
    return UnmodifiableEntity("Cannot perform the operation on the protected role '" + role->name +
                              "' - this role is only modifiable by AWS");
  }
  return role;
}

bool IsServiceLinked(const Role& role) { return role.path.starts_with("/aws-service-role/"); }

ApiResult<const User*> SubjectUser(const OpContext& context) {
  if (const auto name = context.in.OptStr("UserName")) return FindUser(context, *name);
  if (context.caller.kind == Caller::Kind::kUser) return context.caller.user;
  return ValidationError("Must specify userName when calling with non-User credentials");
}

ApiResult<const User*> SubjectUserOrRoot(const OpContext& context) {
  if (!context.in.Has("UserName") && context.caller.kind == Caller::Kind::kRoot) return nullptr;
  return SubjectUser(context);
}

}  // namespace mockaws
