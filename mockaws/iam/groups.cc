// Groups: CreateGroup, GetGroup, ListGroups, UpdateGroup, DeleteGroup, and who is in them.
#include <algorithm>

#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

ApiError GroupExists(std::string_view name) {
  return EntityAlreadyExists("Group with name " + std::string(name) + " already exists.");
}

ApiResult<Value> CreateGroup(OpContext& context) {
  const std::string& name = context.in.Str("GroupName");
  if (context.account().groups.Contains(NameKey(name))) return GroupExists(name);
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::groups_per_account, context.account().groups.size()));
  Group group;
  group.name = name;
  group.path = context.in.StrOr("Path", "/");
  group.arn = IamArn(context.caller.account_id, "group", group.path, name);
  group.created = context.now;
  group.id = NewUniqueId(context.ids, "AGPA");
  const Group* stored = context.edit_account().groups.Put(NameKey(name), std::move(group));
  Value result;
  result.Set("Group", GroupSummary(*stored));
  return result;
}

ApiResult<Value> GetGroup(OpContext& context) {
  ASSIGN_OR_RETURN(const Group* group, FindGroup(context, context.in.Str("GroupName")));
  ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
  for (const std::string& key : group->members) {
    if (!page.Add(key, [&] { return UserSummary(*context.account().users.Find(key)); })) break;
  }
  Value result;
  result.Set("Group", GroupSummary(*group));
  result.Set("Users", Value::MakeList(page.TakeItems()));
  page.FinishInto(&result);
  return result;
}

ApiResult<Value> ListGroups(OpContext& context) {
  const std::string prefix = context.in.StrOr("PathPrefix", "/");
  return PageOfTable<Group>(
      context, "Groups", context.account().groups,
      [&](const Group& group) { return group.path.starts_with(prefix); }, GroupSummary);
}

ApiResult<Value> ListGroupsForUser(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  std::vector<PageItem> items;
  for (const std::string& key : user->groups) {
    items.push_back({key, GroupSummary(*context.account().groups.Find(key))});
  }
  return PageOfItems(context, "Groups", std::move(items));
}

ApiResult<Value> UpdateGroup(OpContext& context) {
  ASSIGN_OR_RETURN(const Group* present, FindGroup(context, context.in.Str("GroupName")));
  Group group = *present;
  const std::string old_key = NameKey(group.name);
  group.name = context.in.StrOr("NewGroupName", group.name);
  group.path = context.in.StrOr("NewPath", group.path);
  group.arn = IamArn(context.caller.account_id, "group", group.path, group.name);
  const std::string new_key = NameKey(group.name);
  if (new_key != old_key && context.account().groups.Contains(new_key)) {
    return GroupExists(group.name);
  }
  Account& account = context.edit_account();
  if (new_key != old_key) {
    for (const std::string& member : group.members) {
      std::vector<std::string>& groups = account.users.Edit(member)->groups;
      std::replace(groups.begin(), groups.end(), old_key, new_key);
    }
    account.groups.Erase(old_key);
  }
  account.groups.Put(new_key, std::move(group));
  return Value();
}

ApiResult<Value> DeleteGroup(OpContext& context) {
  ASSIGN_OR_RETURN(const Group* group, FindGroup(context, context.in.Str("GroupName")));
  if (!group->members.empty()) {
    return DeleteConflict("Cannot delete entity, must remove users from group first.");
  }
  if (!group->attached.empty()) {
    return DeleteConflict("Cannot delete entity, must detach all policies first.");
  }
  if (!group->inline_policies.empty()) {
    return DeleteConflict("Cannot delete entity, must delete policies first.");
  }
  context.edit_account().groups.Erase(NameKey(group->name));
  return Value();
}

ApiResult<Value> AddUserToGroup(OpContext& context) {
  ASSIGN_OR_RETURN(const Group* group, FindGroup(context, context.in.Str("GroupName")));
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  const std::string group_key = NameKey(group->name);
  const std::string user_key = NameKey(user->name);
  if (std::binary_search(group->members.begin(), group->members.end(), user_key)) return Value();
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::groups_per_user, user->groups.size()));
  std::vector<std::string>& members = context.edit_account().groups.Edit(group_key)->members;
  members.insert(std::lower_bound(members.begin(), members.end(), user_key), user_key);
  context.edit_account().users.Edit(user_key)->groups.push_back(group_key);
  return Value();
}

ApiResult<Value> RemoveUserFromGroup(OpContext& context) {
  ASSIGN_OR_RETURN(const Group* group, FindGroup(context, context.in.Str("GroupName")));
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  const std::string group_key = NameKey(group->name);
  const std::string user_key = NameKey(user->name);
  std::erase(context.edit_account().groups.Edit(group_key)->members, user_key);
  std::erase(context.edit_account().users.Edit(user_key)->groups, group_key);
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreateGroup", CreateGroup, Mode::kWrite, OnNewGroup},
    {"GetGroup", GetGroup, Mode::kRead, OnGroup},
    {"ListGroups", ListGroups, Mode::kRead, OnGroupList},
    {"ListGroupsForUser", ListGroupsForUser, Mode::kRead, OnUser},
    {"UpdateGroup", UpdateGroup, Mode::kWrite, OnGroupAndItsNewArn},
    {"DeleteGroup", DeleteGroup, Mode::kWrite, OnGroup},
    {"AddUserToGroup", AddUserToGroup, Mode::kWrite, OnGroup},
    {"RemoveUserFromGroup", RemoveUserFromGroup, Mode::kWrite, OnGroup},
};

}  // namespace

OperationFamily GroupOperations() { return kOperations; }

}  // namespace mockaws
