// Users: CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser, and their tags.
#include "mockaws/iam/families.h"
#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/model/service_model.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

ApiResult<Value> CreateUser(OpContext& context) {
  const std::string& name = context.in.Str("UserName");
  const Tags tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(tags, TagCase::kIgnored));
  if (context.account().users.Contains(NameKey(name))) {
    return EntityAlreadyExists("User with name " + name + " already exists.");
  }
  if (context.account().users.size() >= kUsersPerAccount) {
    return LimitExceeded("UsersPerAccount", kUsersPerAccount);
  }
  User user;
  user.name = name;
  user.path = context.in.StrOr("Path", "/");
  user.arn = IamArn(context.caller.account_id, "user", user.path, name);
  user.created = context.now;
  user.tags = tags;
  if (const auto boundary = context.in.OptStr("PermissionsBoundary")) {
    RETURN_IF_ERROR(UseAsBoundary(context, &user.boundary, *boundary));
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

ApiResult<Value> DeleteUser(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  RETURN_IF_ERROR(CheckUserIsBare(*user));
  std::string boundary = user->boundary;
  StopUsingAsBoundary(context, &boundary);
  context.edit_state().principals.Erase(user->id);
  context.edit_account().users.Erase(NameKey(user->name));
  return Value();
}

ApiResult<Value> TagUser(OpContext& context) {
  const Tags tags = TagsOf(context.in);
  if (tags.empty()) return InvalidInput("Error occurred while validating input. ");
  RETURN_IF_ERROR(CheckNewTags(tags, TagCase::kIgnored));
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  ASSIGN_OR_RETURN(Tags merged, MergeTags(user->tags, tags, TagCase::kIgnored));
  context.edit_account().users.Edit(NameKey(user->name))->tags = std::move(merged);
  return Value();
}

ApiResult<Value> UntagUser(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  Tags left = WithoutTags(user->tags, context.in.ListOf("TagKeys"), TagCase::kIgnored);
  context.edit_account().users.Edit(NameKey(user->name))->tags = std::move(left);
  return Value();
}

ApiResult<Value> ListUserTags(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  return PageOfTags(context, user->tags);
}

constexpr Operation kOperations[] = {
    {"CreateUser", CreateUser, Mode::kWrite, OnNewUser},
    {"GetUser", GetUser, Mode::kRead, OnUser},
    {"ListUsers", ListUsers, Mode::kRead, OnUserList},
    {"DeleteUser", DeleteUser, Mode::kWrite, OnUser},
    {"TagUser", TagUser, Mode::kWrite, OnUser},
    {"UntagUser", UntagUser, Mode::kWrite, OnUser},
    {"ListUserTags", ListUserTags, Mode::kRead, OnUser},
};

}  // namespace

OperationFamily UserOperations() { return kOperations; }

}  // namespace mockaws
