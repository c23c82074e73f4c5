// Roles: CreateRole, GetRole, ListRoles, UpdateRole, UpdateRoleDescription, DeleteRole,
// UpdateAssumeRolePolicy, and their tags.
#include "mockaws/iam/families.h"
#include "mockaws/iam/holders.h"
#include "mockaws/iam/new_role.h"
#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/iam/tag_operations.h"
#include "mockaws/iam/trust_policy.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

constexpr int64_t kDefaultSessionSeconds = 3600;

ApiResult<Value> CreateRole(OpContext& context) {
  const std::string& name = context.in.Str("RoleName");
  Role role;
  role.name = name;
  role.path = context.in.StrOr("Path", "/");
  role.arn = IamArn(context.caller.account_id, "role", role.path, name);
  role.created = context.now;
  role.description = context.in.OptStr("Description");
  role.max_session_seconds =
      context.in.OptInt("MaxSessionDuration").value_or(kDefaultSessionSeconds);
  role.tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(role.tags, TagCase::kIgnored));
  ASSIGN_OR_RETURN(role.trust, CompileTrustPolicy(
                                   context, context.in.Str("AssumeRolePolicyDocument"), role.arn));
  const Account& account = context.account();
  if (account.roles.Contains(NameKey(name))) {
    return EntityAlreadyExists("Role with name " + name + " already exists.");
  }
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::roles_per_account, account.roles.size()));
  if (const auto boundary = context.in.OptStr("PermissionsBoundary")) {
    RETURN_IF_ERROR(UseAsBoundary(context, HolderKind::kRole, &role.boundary, *boundary));
  }
  const Role* stored = StoreNewRole(context, std::move(role));

  Value shown = RoleSummary(*stored, stored->trust.text);
  if (!stored->boundary.empty()) {
    shown.Set("PermissionsBoundary", RenderBoundary(stored->boundary));
  }
  if (!stored->tags.empty()) shown.Set("Tags", RenderTags(stored->tags));
  Value result;
  result.Set("Role", std::move(shown));
  return result;
}

ApiResult<Value> GetRole(OpContext& context) {
  ASSIGN_OR_RETURN(const Role* role, FindRole(context, context.in.Str("RoleName")));
  Value shown = StoredRoleSummary(context.state, *role);
  if (role->description) shown.Set("Description", *role->description);
  shown.Set("MaxSessionDuration", role->max_session_seconds);
  if (!role->boundary.empty()) shown.Set("PermissionsBoundary", RenderBoundary(role->boundary));
  if (!role->tags.empty()) shown.Set("Tags", RenderTags(role->tags));
  shown.Set("RoleLastUsed", RoleLastUsed(context, *role));
  if (role->source_template) {
    Value source;
    source.Set("TemplateArn", role->source_template->arn);
    source.Set("TemplateMinorVersion", role->source_template->minor_version);
    shown.Set("SourceRoleTemplate", std::move(source));
  }
  Value result;
  result.Set("Role", std::move(shown));
  return result;
}

ApiResult<Value> ListRoles(OpContext& context) {
  const std::string prefix = context.in.StrOr("PathPrefix", "/");
  return PageOfTable<Role>(
      context, "Roles", context.account().roles,
      [&](const Role& role) { return role.path.starts_with(prefix); },
      [&](const Role& role) {
        Value shown = StoredRoleSummary(context.state, role);
        if (role.description) shown.Set("Description", *role.description);
        shown.Set("MaxSessionDuration", role.max_session_seconds);
        return shown;
      });
}

ApiResult<Value> UpdateRole(OpContext& context) {
  ASSIGN_OR_RETURN(const Role* role, FindRole(context, context.in.Str("RoleName")));
  const auto seconds = context.in.OptInt("MaxSessionDuration");
  if (seconds && IsServiceLinked(*role)) {
    return UnmodifiableEntity(role->name +
                              " is an AWS service linked role, max session duration cannot be "
                              "changed.");
  }
  Role* edited = context.edit_account().roles.Edit(NameKey(role->name));
  if (const auto description = context.in.OptStr("Description")) edited->description = description;
  if (seconds) edited->max_session_seconds = *seconds;
  return Value();
}

ApiResult<Value> UpdateRoleDescription(OpContext& context) {
  ASSIGN_OR_RETURN(const Role* role, FindRole(context, context.in.Str("RoleName")));
  Role* edited = context.edit_account().roles.Edit(NameKey(role->name));
  edited->description = context.in.Str("Description");
  Value shown = StoredRoleSummary(context.state, *edited);
  shown.Set("Description", *edited->description);
  Value result;
  result.Set("Role", std::move(shown));
  return result;
}

ApiResult<Value> UpdateAssumeRolePolicy(OpContext& context) {
  ASSIGN_OR_RETURN(const Role* role, FindEditableRole(context, context.in.Str("RoleName")));
  ASSIGN_OR_RETURN(PolicyText trust,
                   CompileTrustPolicy(context, context.in.Str("PolicyDocument"), role->arn));
  context.edit_account().roles.Edit(NameKey(role->name))->trust = std::move(trust);
  return Value();
}

bool IsInInstanceProfile(const Account& account, const Role& role) {
  const std::string key = NameKey(role.name);
  for (const auto& [name, profile] : account.instance_profiles.entries()) {
    if (profile->role == key) return true;
  }
  return false;
}

ApiResult<Value> DeleteRole(OpContext& context) {
  ASSIGN_OR_RETURN(const Role* role, FindEditableRole(context, context.in.Str("RoleName")));
  if (IsInInstanceProfile(context.account(), *role)) {
    return DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
  }
  if (!role->attached.empty()) {
    return DeleteConflict("Cannot delete entity, must detach all policies first.");
  }
  if (!role->inline_policies.empty()) {
    return DeleteConflict("Cannot delete entity, must delete policies first.");
  }
  std::string boundary = role->boundary;
  StopUsingAsBoundary(context, &boundary);
  context.edit_state().principals.Erase(role->id);
  context.state.usage.ForgetPrincipal(role->id);
  context.edit_account().roles.Erase(NameKey(role->name));
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreateRole", CreateRole, Mode::kWrite, OnNewRole},
    {"GetRole", GetRole, Mode::kRead, OnBoundedRole},
    {"ListRoles", ListRoles, Mode::kRead, OnRoleList},
    {"UpdateRole", UpdateRole, Mode::kWrite, OnBoundedRole},
    {"UpdateRoleDescription", UpdateRoleDescription, Mode::kWrite, OnBoundedRole},
    {"UpdateAssumeRolePolicy", UpdateAssumeRolePolicy, Mode::kWrite, OnBoundedRole},
    {"DeleteRole", DeleteRole, Mode::kWrite, OnBoundedRole},
    {"TagRole", TagEntity<RoleHolder>, Mode::kWrite, OnRole},
    {"UntagRole", UntagEntity<RoleHolder>, Mode::kWrite, OnRole},
    {"ListRoleTags", ListEntityTags<RoleHolder>, Mode::kRead, OnRole},
};

}  // namespace

const Role* StoreNewRole(OpContext& context, Role role) {
  role.id = NewUniqueId(context.ids, "AROA");
  const std::string key = NameKey(role.name);
  context.edit_state().principals.Put(
      role.id, {PrincipalEntity::Kind::kRole, context.caller.account_id, key});
  return context.edit_account().roles.Put(key, std::move(role));
}

OperationFamily RoleOperations() { return kOperations; }

}  // namespace mockaws
