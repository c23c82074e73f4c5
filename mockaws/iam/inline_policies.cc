// Inline policies of users, groups and roles: one implementation, told apart by a traits type.
#include <algorithm>

#include "mockaws/iam/families.h"
#include "mockaws/iam/holders.h"
#include "mockaws/iam/policy_documents.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/state/policy_source.h"

namespace mockaws {
namespace {

ApiError InlineNotFound(std::string_view kind, std::string_view name) {
  return NoSuchEntity("The " + std::string(kind) + " policy with name " + std::string(name) +
                      " cannot be found.");
}

// Characters of all inline policies but the one that is to be replaced.
size_t SizeOfOthers(const PolicyHolder& holder, const InlinePolicy* replaced) {
  size_t size = 0;
  for (const InlinePolicy& policy : holder.inline_policies) {
    if (&policy == replaced) continue;
    size += policy_engine::PolicySizeWithoutWhitespace(policy.policy.text);
  }
  return size;
}

template <typename Holder>
ApiResult<Value> Put(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::FindEditable(context));
  const std::string& name = context.in.Str("PolicyName");
  const std::string& text = context.in.Str("PolicyDocument");
  ASSIGN_OR_RETURN(PolicyText policy, CompileDocument(text, policy_engine::PolicyType::kIdentity,
                                                      InlinePolicySource(holder->arn, name)));
  const int64_t size_max = context.quotas().*Holder::kInlineSize;
  const size_t size = SizeOfOthers(*holder, holder->FindInline(name)) +
                      policy_engine::PolicySizeWithoutWhitespace(text);
  if (static_cast<int64_t>(size) > size_max) {
    return LimitExceededText("Maximum policy size of " + std::to_string(size_max) +
                             " bytes exceeded for " + std::string(Holder::kKind) + " " +
                             holder->name);
  }
  std::vector<InlinePolicy>& policies = Holder::Edit(context, *holder)->inline_policies;
  const auto place = std::lower_bound(policies.begin(), policies.end(), NameKey(name),
                                      [](const InlinePolicy& present, const std::string& key) {
                                        return NameKey(present.name) < key;
                                      });
  if (place != policies.end() && NameKey(place->name) == NameKey(name)) {
    place->policy = std::move(policy);  // the first spelling of the name stays
  } else {
    policies.insert(place, {name, std::move(policy)});
  }
  return Value();
}

template <typename Holder>
ApiResult<Value> Get(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::Find(context));
  const std::string& name = context.in.Str("PolicyName");
  const InlinePolicy* policy = holder->FindInline(name);
  if (policy == nullptr) return InlineNotFound(Holder::kKind, name);
  Value result;
  result.Set(Holder::kNameMember, holder->name);
  result.Set("PolicyName", name);
  result.Set("PolicyDocument", EncodeDocument(policy->policy.text));
  return result;
}

template <typename Holder>
ApiResult<Value> List(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::Find(context));
  std::vector<PageItem> items;
  for (const InlinePolicy& policy : holder->inline_policies) {
    items.push_back({NameKey(policy.name), policy.name});
  }
  return PageOfItems(context, "PolicyNames", std::move(items));
}

template <typename Holder>
ApiResult<Value> Delete(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::FindEditable(context));
  const std::string& name = context.in.Str("PolicyName");
  if (holder->FindInline(name) == nullptr) return InlineNotFound(Holder::kKind, name);
  std::erase_if(Holder::Edit(context, *holder)->inline_policies,
                [&](const InlinePolicy& policy) { return NameKey(policy.name) == NameKey(name); });
  return Value();
}

constexpr Operation kOperations[] = {
    {"PutUserPolicy", Put<UserHolder>, Mode::kWrite, OnBoundedUser},
    {"GetUserPolicy", Get<UserHolder>, Mode::kRead, OnUser},
    {"ListUserPolicies", List<UserHolder>, Mode::kRead, OnUser},
    {"DeleteUserPolicy", Delete<UserHolder>, Mode::kWrite, OnBoundedUser},
    {"PutGroupPolicy", Put<GroupHolder>, Mode::kWrite, OnGroup},
    {"GetGroupPolicy", Get<GroupHolder>, Mode::kRead, OnGroup},
    {"ListGroupPolicies", List<GroupHolder>, Mode::kRead, OnGroup},
    {"DeleteGroupPolicy", Delete<GroupHolder>, Mode::kWrite, OnGroup},
    {"PutRolePolicy", Put<RoleHolder>, Mode::kWrite, OnBoundedRole},
    {"GetRolePolicy", Get<RoleHolder>, Mode::kRead, OnRole},
    {"ListRolePolicies", List<RoleHolder>, Mode::kRead, OnRole},
    {"DeleteRolePolicy", Delete<RoleHolder>, Mode::kWrite, OnBoundedRole},
};

}  // namespace

OperationFamily InlinePolicyOperations() { return kOperations; }

}  // namespace mockaws
