// Users: CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser, and their tags.
#include <algorithm>

#include "mockaws/iam/families.h"
#include "mockaws/iam/holders.h"
#include "mockaws/iam/policy_documents.h"
#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/iam/tag_operations.h"
#include "mockaws/model/service_model.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"
#include "mockaws/state/policy_source.h"

namespace mockaws {
namespace {

ApiError UserExists(std::string_view name) {
  return EntityAlreadyExists("User with name " + std::string(name) + " already exists.");
}

ApiResult<Value> CreateUser(OpContext& context) {
  const std::string& name = context.in.Str("UserName");
  const Tags tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(tags, TagCase::kIgnored));
  if (context.account().users.Contains(NameKey(name))) return UserExists(name);
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::users_per_account, context.account().users.size()));
  User user;
  user.name = name;
  user.path = context.in.StrOr("Path", "/");
  user.arn = IamArn(context.caller.account_id, "user", user.path, name);
  user.created = context.now;
  user.tags = tags;
  if (const auto boundary = context.in.OptStr("PermissionsBoundary")) {
    RETURN_IF_ERROR(UseAsBoundary(context, HolderKind::kUser, &user.boundary, *boundary));
  }
  user.id = NewUniqueId(context.ids, "AIDA");
  context.edit_state().principals.Put(
      user.id, {PrincipalEntity::Kind::kUser, context.caller.account_id, NameKey(name)});
  const User* stored = context.edit_account().users.Put(NameKey(name), std::move(user));
  Value result;
  result.Set("User", UserDetail(*stored));
  return result;
}

ApiResult<Value> GetUser(OpContext& context) {
  Value result;
  if (!context.in.Has("UserName") && context.caller.kind == Caller::Kind::kRoot) {
    Value root;
    root.Set("UserId", context.caller.account_id);
    root.Set("Arn", context.account().root_arn());
    root.Set("CreateDate", context.account().created);
    result.Set("User", std::move(root));
    return result;
  }
  ASSIGN_OR_RETURN(const User* user, SubjectUser(context));
  result.Set("User", UserDetail(*user));
  return result;
}

ApiResult<Value> ListUsers(OpContext& context) {
  const std::string prefix = context.in.StrOr("PathPrefix", "/");
  return PageOfTable<User>(
      context, "Users", context.account().users,
      [&](const User& user) { return user.path.starts_with(prefix); }, UserSummary);
}

// What must be gone before the user can go.
ApiResult<void> CheckUserIsBare(const User& user) {
  if (!user.access_keys.empty()) {
    return DeleteConflict("Cannot delete entity, must delete access keys first.");
  }
  if (user.login_profile) {
    return DeleteConflict("Cannot delete entity, must delete login profile first.");
  }
  if (!user.mfa_devices.empty()) {
    return DeleteConflict("Cannot delete entity, must remove tokens from principal first.");
  }
  if (!user.signing_certificates.empty()) {
    return DeleteConflict("Cannot delete entity, must delete certificates first.");
  }
  if (!user.ssh_keys.empty() || !user.service_credentials.empty()) {
    return DeleteConflict("Cannot delete entity, must remove referenced objects first.");
  }
  if (!user.attached.empty()) {
    return DeleteConflict("Cannot delete entity, must detach all policies first.");
  }
  if (!user.inline_policies.empty()) {
    return DeleteConflict("Cannot delete entity, must delete policies first.");
  }
  if (!user.groups.empty()) {
    return DeleteConflict("Cannot delete entity, must remove users from group first.");
  }
  return {};
}

// Inline policies name their holder in explanations, so they are compiled anew when it moves.
void NameNewHolder(User* user) {
  for (InlinePolicy& policy : user->inline_policies) {
    auto compiled = CompileDocument(policy.policy.text, policy_engine::PolicyType::kIdentity,
                                    InlinePolicySource(user->arn, policy.name));
    CHECK(compiled.ok(), "a stored policy that doesn't compile");
    policy.policy = std::move(compiled).value();
  }
}

// Whatever finds the user by its key follows it to the new one.
void MoveUser(OpContext& context, const std::string& old_key, const std::string& new_key,
              const User& user) {
  Account& account = context.edit_account();
  State& state = context.edit_state();
  for (const std::string& group : user.groups) {
    std::vector<std::string>& members = account.groups.Edit(group)->members;
    std::erase(members, old_key);
    members.insert(std::lower_bound(members.begin(), members.end(), new_key), new_key);
  }
  for (const AccessKey& key : user.access_keys) state.access_keys.Edit(key.id)->user_key = new_key;
  state.principals.Edit(user.id)->key = new_key;
  account.users.Erase(old_key);
}

ApiResult<Value> UpdateUser(OpContext& context) {
  ASSIGN_OR_RETURN(const User* present, FindUser(context, context.in.Str("UserName")));
  User user = *present;
  const std::string old_key = NameKey(user.name);
  user.name = context.in.StrOr("NewUserName", user.name);
  user.path = context.in.StrOr("NewPath", user.path);
  user.arn = IamArn(context.caller.account_id, "user", user.path, user.name);
  const std::string new_key = NameKey(user.name);
  if (new_key != old_key) {
    if (context.account().users.Contains(new_key)) return UserExists(user.name);
    MoveUser(context, old_key, new_key, user);
  }
  NameNewHolder(&user);
  context.edit_account().users.Put(new_key, std::move(user));
  return Value();
}

ApiResult<Value> DeleteUser(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  RETURN_IF_ERROR(CheckUserIsBare(*user));
  std::string boundary = user->boundary;
  StopUsingAsBoundary(context, &boundary);
  context.edit_state().principals.Erase(user->id);
  context.state.usage.ForgetPrincipal(user->id);
  context.edit_account().users.Erase(NameKey(user->name));
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreateUser", CreateUser, Mode::kWrite, OnNewUser},
    {"GetUser", GetUser, Mode::kRead, OnUser},
    {"ListUsers", ListUsers, Mode::kRead, OnUserList},
    {"UpdateUser", UpdateUser, Mode::kWrite, OnUserAndItsNewArn},
    {"DeleteUser", DeleteUser, Mode::kWrite, OnUser},
    {"TagUser", TagEntity<UserHolder>, Mode::kWrite, OnUser},
    {"UntagUser", UntagEntity<UserHolder>, Mode::kWrite, OnUser},
    {"ListUserTags", ListEntityTags<UserHolder>, Mode::kRead, OnUser},
};

}  // namespace

OperationFamily UserOperations() { return kOperations; }

}  // namespace mockaws
