// GetAccountAuthorizationDetails: everything that grants anything, in one list of pages.
#include <algorithm>
#include <set>

#include "mockaws/iam/families.h"
#include "mockaws/iam/managed_policy_view.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

Value InlinePolicies(const PolicyHolder& holder) {
  Value list = Value::MakeList();
  for (const InlinePolicy& policy : holder.inline_policies) {
    Value item;
    item.Set("PolicyName", policy.name);
    item.Set("PolicyDocument", EncodeDocument(policy.policy.text));
    list.Append(std::move(item));
  }
  return list;
}

Value AttachedPolicies(const PolicyHolder& holder) {
  Value list = Value::MakeList();
  for (const std::string& arn : holder.attached) {
    Value item;
    item.Set("PolicyName", ArnName(arn));
    item.Set("PolicyArn", arn);
    list.Append(std::move(item));
  }
  return list;
}

Value DetailOf(const OpContext& context, const User& user) {
  Value value = UserSummary(user);
  if (!user.inline_policies.empty()) value.Set("UserPolicyList", InlinePolicies(user));
  Value groups = Value::MakeList();
  for (const std::string& key : user.groups)
    groups.Append(context.account().groups.Find(key)->name);
  value.Set("GroupList", std::move(groups));
  value.Set("AttachedManagedPolicies", AttachedPolicies(user));
  if (!user.boundary.empty()) value.Set("PermissionsBoundary", RenderBoundary(user.boundary));
  value.Set("Tags", RenderTags(user.tags));
  return value;
}

Value DetailOf(const OpContext& context, const Role& role) {
  Value value = StoredRoleSummary(context.state, role);
  Value profiles = Value::MakeList();
  const std::string key = NameKey(role.name);
  for (const auto& [name, profile] : context.account().instance_profiles.entries()) {
    if (profile->role != key) continue;
    profiles.Append(InstanceProfileSummary(context.state, context.account(), *profile));
  }
  value.Set("InstanceProfileList", std::move(profiles));
  value.Set("RolePolicyList", InlinePolicies(role));
  value.Set("AttachedManagedPolicies", AttachedPolicies(role));
  if (!role.boundary.empty()) value.Set("PermissionsBoundary", RenderBoundary(role.boundary));
  value.Set("Tags", RenderTags(role.tags));
  value.Set("RoleLastUsed", RoleLastUsed(context, role));
  return value;
}

Value DetailOf(const OpContext&, const Group& group) {
  Value value = GroupSummary(group);
  value.Set("GroupPolicyList", InlinePolicies(group));
  value.Set("AttachedManagedPolicies", AttachedPolicies(group));
  return value;
}

Value DetailOf(const OpContext& context, const PolicyView& policy) {
  Value value = PolicySummary(context, policy);
  Value versions = Value::MakeList();
  if (policy.customer == nullptr) {
    versions.Append(AwsVersionDetail(*policy.aws));
  } else {
    const std::vector<PolicyVersion>& all = policy.customer->versions;
    for (auto version = all.rbegin(); version != all.rend(); ++version) {
      versions.Append(VersionDetail(*policy.customer, *version));
    }
  }
  value.Set("PolicyVersionList", std::move(versions));
  return value;
}

// The kinds of entity asked for; all of them if none is named.
class Kinds {
 public:
  explicit Kinds(const OpContext& context) {
    for (const Value& kind : context.in.ListOf("Filter")) wanted_.insert(kind.AsString());
    if (wanted_.size() == kAllKinds) wanted_.clear();
  }

  bool Has(const std::string& kind) const { return wanted_.empty() || wanted_.contains(kind); }
  size_t size() const { return wanted_.size(); }
  // The same for the same set, whatever the order in which it was written.
  std::string Text() const {
    std::string text;
    for (const std::string& kind : wanted_) text += kind + ' ';
    return text;
  }

 private:
  static constexpr size_t kAllKinds = 5;

  std::set<std::string> wanted_;
};

ApiResult<PageBuilder> StartPage(const OpContext& context, const Kinds& kinds) {
  auto page = PageBuilder::Start(context, kinds.Text());
  if (!page.ok() && kinds.size() == 1) return ValidationError("Marker and Filter do not match");
  return page;
}

// Pages go over users, roles, groups, customer policies, AWS's policies: `order` is 1 to 5.
template <typename Entity>
Value::List AddEntities(const OpContext& context, const Table<Entity>& table, char order,
                        PageBuilder* page) {
  for (const auto& [key, entity] : table.entries()) {
    if (!page->Add(order + key,
                   [&, entity = entity.get()] { return DetailOf(context, *entity); })) {
      break;
    }
  }
  return page->TakeItems();
}

void AddCustomerPolicies(const OpContext& context, PageBuilder* page) {
  for (const auto& [key, policy] : context.account().policies.entries()) {
    PolicyView view;
    view.customer = policy.get();
    if (!page->Add('4' + key, [&] { return DetailOf(context, view); })) return;
  }
}

void AddAwsPolicies(const OpContext& context, PageBuilder* page) {
  for (const auto& [arn, use] : context.account().policy_uses.entries()) {
    PolicyView view;
    view.aws = FindManagedPolicy(arn);
    if (!view.aws) continue;
    if (!page->Add('5' + arn, [&] { return DetailOf(context, view); })) return;
  }
}

ApiResult<Value> GetAccountAuthorizationDetails(OpContext& context) {
  const Kinds kinds(context);
  ASSIGN_OR_RETURN(PageBuilder page, StartPage(context, kinds));
  const Account& account = context.account();
  Value::List users;
  Value::List roles;
  Value::List groups;
  if (kinds.Has("User")) users = AddEntities(context, account.users, '1', &page);
  if (kinds.Has("Role")) roles = AddEntities(context, account.roles, '2', &page);
  if (kinds.Has("Group")) groups = AddEntities(context, account.groups, '3', &page);
  if (kinds.Has("LocalManagedPolicy")) AddCustomerPolicies(context, &page);
  if (kinds.Has("AWSManagedPolicy")) AddAwsPolicies(context, &page);

  Value result;
  result.Set("Policies", Value::MakeList(page.TakeItems()));
  result.Set("UserDetailList", Value::MakeList(std::move(users)));
  result.Set("RoleDetailList", Value::MakeList(std::move(roles)));
  result.Set("GroupDetailList", Value::MakeList(std::move(groups)));
  page.FinishInto(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"GetAccountAuthorizationDetails", GetAccountAuthorizationDetails, Mode::kRead, OnEverything},
};

}  // namespace

OperationFamily AuthorizationDetailsOperations() { return kOperations; }

}  // namespace mockaws
