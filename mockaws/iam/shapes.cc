#include "mockaws/iam/shapes.h"

#include "mockaws/iam/trust_policy.h"
#include "mockaws/operation/tagging.h"
#include "mockaws/wire/percent.h"

namespace mockaws {
namespace {

constexpr std::chrono::days kTrackedUse{400};

}  // namespace

Value UserSummary(const User& user) {
  Value value;
  value.Set("Path", user.path);
  value.Set("UserName", user.name);
  value.Set("UserId", user.id);
  value.Set("Arn", user.arn);
  value.Set("CreateDate", user.created);
  if (user.login_profile && user.login_profile->last_used) {
    value.Set("PasswordLastUsed", *user.login_profile->last_used);
  }
  return value;
}

Value UserDetail(const User& user) {
  Value value = UserSummary(user);
  if (!user.boundary.empty()) value.Set("PermissionsBoundary", RenderBoundary(user.boundary));
  if (!user.tags.empty()) value.Set("Tags", RenderTags(user.tags));
  return value;
}

Value GroupSummary(const Group& group) {
  Value value;
  value.Set("Path", group.path);
  value.Set("GroupName", group.name);
  value.Set("GroupId", group.id);
  value.Set("Arn", group.arn);
  value.Set("CreateDate", group.created);
  return value;
}

Value RoleSummary(const Role& role, std::string_view trust) {
  Value value;
  value.Set("Path", role.path);
  value.Set("RoleName", role.name);
  value.Set("RoleId", role.id);
  value.Set("Arn", role.arn);
  value.Set("CreateDate", role.created);
  value.Set("AssumeRolePolicyDocument", EncodeDocument(trust));
  return value;
}

Value StoredRoleSummary(const State& state, const Role& role) {
  return RoleSummary(role, ShownTrustPolicy(state, role));
}

Value RoleLastUsed(const OpContext& context, const Role& role) {
  Value value = Value::MakeStruct();
  const auto use = context.state.usage.OfPrincipal(role.id);
  if (!use || context.now - use->time > kTrackedUse) return value;
  value.Set("LastUsedDate", use->time);
  value.Set("Region", use->region);
  return value;
}

Value InstanceProfileSummary(const State& state, const Account& account,
                             const InstanceProfile& profile) {
  Value value;
  value.Set("Path", profile.path);
  value.Set("InstanceProfileName", profile.name);
  value.Set("InstanceProfileId", profile.id);
  value.Set("Arn", profile.arn);
  value.Set("CreateDate", profile.created);
  Value roles = Value::MakeList();
  if (const Role* role = account.roles.Find(profile.role)) {
    roles.Append(StoredRoleSummary(state, *role));
  }
  value.Set("Roles", std::move(roles));
  return value;
}

Value RenderBoundary(std::string_view policy_arn) {
  Value value;
  value.Set("PermissionsBoundaryType", "Policy");
  value.Set("PermissionsBoundaryArn", policy_arn);
  return value;
}

std::string EncodeDocument(std::string_view document) { return PercentEncode(document); }

}  // namespace mockaws
