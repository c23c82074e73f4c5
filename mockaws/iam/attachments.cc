// Managed policies given to users, groups and roles: Attach…, Detach…, ListAttached…,
// ListEntitiesForPolicy.
#include <algorithm>

#include "mockaws/iam/families.h"
#include "mockaws/iam/holders.h"
#include "mockaws/iam/managed_policy_view.h"
#include "mockaws/iam/policy_use.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

template <typename Holder>
ApiResult<Value> Attach(OpContext& context) {
  const std::string& policy_arn = context.in.Str("PolicyArn");
  ASSIGN_OR_RETURN(const auto* holder, Holder::FindEditable(context));
  RETURN_IF_ERROR(
      AttachPolicy(context, Holder::kHolderKind, Holder::Edit(context, *holder), policy_arn));
  return Value();
}

template <typename Holder>
ApiResult<Value> Detach(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::FindEditable(context));
  RETURN_IF_ERROR(
      DetachPolicy(context, Holder::Edit(context, *holder), context.in.Str("PolicyArn")));
  return Value();
}

template <typename Holder>
ApiResult<Value> ListAttached(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::Find(context));
  const std::string prefix = context.in.StrOr("PathPrefix", "/");
  std::vector<PageItem> items;
  for (const std::string& arn : holder->attached) {
    if (!ArnPath(arn).starts_with(prefix)) continue;
    Value item;
    item.Set("PolicyName", ArnName(arn));
    item.Set("PolicyArn", arn);
    items.push_back({NameKey(ArnName(arn)) + '\0' + arn, std::move(item)});
  }
  return PageOfItems(context, "AttachedPolicies", std::move(items));
}

// Which uses of a policy ListEntitiesForPolicy shows.
struct UseFilter {
  std::string policy_arn;
  std::string path_prefix;
  bool attached = true;
  bool boundary = true;

  template <typename Entity>
  bool Keeps(const Entity& entity) const {
    if (!entity.path.starts_with(path_prefix)) return false;
    if (attached && entity.IsAttached(policy_arn)) return true;
    if constexpr (requires { entity.boundary; }) {
      return boundary && entity.boundary == policy_arn;
    }
    return false;
  }
};

// Adds the entities of one table to the page that goes over groups, users and roles in turn.
// `order` keeps the kinds apart in the page's keys.
template <typename Entity>
Value::List AddEntities(const Table<Entity>& table, const UseFilter& filter, char order,
                        std::string_view kind, PageBuilder* page) {
  for (const auto& [key, entity] : table.entries()) {
    if (!filter.Keeps(*entity)) continue;
    const auto render = [&, entity = entity.get()] {
      Value item;
      item.Set(std::string(kind) + "Name", entity->name);
      item.Set(std::string(kind) + "Id", entity->id);
      return item;
    };
    if (!page->Add(order + key, render)) break;
  }
  return page->TakeItems();
}

ApiResult<Value> ListEntitiesForPolicy(OpContext& context) {
  UseFilter filter;
  filter.policy_arn = context.in.Str("PolicyArn");
  filter.path_prefix = context.in.StrOr("PathPrefix", "/");
  if (const auto usage = context.in.OptStr("PolicyUsageFilter")) {
    filter.attached = *usage == "PermissionsPolicy";
    filter.boundary = *usage == "PermissionsBoundary";
  }
  RETURN_IF_ERROR(FindPolicyView(context, filter.policy_arn));
  const std::string kind = context.in.StrOr("EntityFilter", "");
  const auto wants = [&](std::string_view name) { return kind.empty() || kind == name; };
  ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
  const Account& account = context.account();
  Value result;
  Value::List groups;
  Value::List users;
  Value::List roles;
  if (wants("Group")) groups = AddEntities(account.groups, filter, '1', "Group", &page);
  if (wants("User")) users = AddEntities(account.users, filter, '2', "User", &page);
  if (wants("Role")) roles = AddEntities(account.roles, filter, '3', "Role", &page);
  result.Set("PolicyGroups", Value::MakeList(std::move(groups)));
  result.Set("PolicyUsers", Value::MakeList(std::move(users)));
  result.Set("PolicyRoles", Value::MakeList(std::move(roles)));
  page.FinishInto(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"AttachUserPolicy", Attach<UserHolder>, Mode::kWrite, OnUserPolicyLink},
    {"DetachUserPolicy", Detach<UserHolder>, Mode::kWrite, OnUserPolicyLink},
    {"ListAttachedUserPolicies", ListAttached<UserHolder>, Mode::kRead, OnUser},
    {"AttachGroupPolicy", Attach<GroupHolder>, Mode::kWrite, OnGroupPolicyLink},
    {"DetachGroupPolicy", Detach<GroupHolder>, Mode::kWrite, OnGroupPolicyLink},
    {"ListAttachedGroupPolicies", ListAttached<GroupHolder>, Mode::kRead, OnGroup},
    {"AttachRolePolicy", Attach<RoleHolder>, Mode::kWrite, OnRolePolicyLink},
    {"DetachRolePolicy", Detach<RoleHolder>, Mode::kWrite, OnRolePolicyLink},
    {"ListAttachedRolePolicies", ListAttached<RoleHolder>, Mode::kRead, OnRole},
    {"ListEntitiesForPolicy", ListEntitiesForPolicy, Mode::kRead, OnPolicy},
};

}  // namespace

OperationFamily AttachmentOperations() { return kOperations; }

}  // namespace mockaws
