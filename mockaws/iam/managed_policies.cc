// Managed policies: CreatePolicy, GetPolicy, ListPolicies, DeletePolicy and their tags. Versions
// are in policy_versions.cc.
#include <algorithm>

#include "mockaws/iam/families.h"
#include "mockaws/iam/managed_policy_view.h"
#include "mockaws/iam/policy_documents.h"
#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/tag_operations.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

ApiResult<Value> CreatePolicy(OpContext& context) {
  const std::string& name = context.in.Str("PolicyName");
  CustomerPolicy policy;
  policy.name = name;
  policy.path = context.in.StrOr("Path", "/");
  policy.arn = IamArn(context.caller.account_id, "policy", policy.path, name);
  policy.description = context.in.StrOr("Description", "");
  policy.created = context.now;
  policy.updated = context.now;
  policy.tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(policy.tags, TagCase::kSignificant));
  ASSIGN_OR_RETURN(PolicyText document,
                   CompileManagedDocument(context, context.in.Str("PolicyDocument"), policy.arn));
  const Account& account = context.account();
  if (account.policies.Contains(NameKey(name))) {
    return EntityAlreadyExists("A policy called " + name +
                               " already exists. Duplicate names are not allowed.");
  }
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::policies_per_account, account.policies.size()));
  policy.versions.push_back({1, std::move(document), context.now});
  policy.id = NewUniqueId(context.ids, "ANPA");

  PolicyView view;
  view.customer = context.edit_account().policies.Put(NameKey(name), std::move(policy));
  Value shown = PolicySummary(context, view);
  if (!view.customer->tags.empty()) shown.Set("Tags", RenderTags(view.customer->tags));
  Value result;
  result.Set("Policy", std::move(shown));
  return result;
}

ApiResult<Value> GetPolicy(OpContext& context) {
  ASSIGN_OR_RETURN(const PolicyView policy, FindPolicyView(context, context.in.Str("PolicyArn")));
  Value result;
  result.Set("Policy", PolicyDetail(context, policy));
  return result;
}

// Which policies ListPolicies shows.
class ListFilter {
 public:
  explicit ListFilter(const OpContext& context)
      : context_(context),
        prefix_(context.in.StrOr("PathPrefix", "/")),
        only_attached_(context.in.OptBool("OnlyAttached").value_or(false)),
        usage_(context.in.StrOr("PolicyUsageFilter", "")) {}

  bool Keeps(const PolicyView& policy) const {
    if (!policy.path().starts_with(prefix_)) return false;
    if (!only_attached_) return true;
    const PolicyUse use = UseOfPolicy(context_, policy.arn());
    if (usage_ == "PermissionsPolicy") return use.attachments > 0;
    if (usage_ == "PermissionsBoundary") return use.boundaries > 0;
    return use.attachments > 0 || use.boundaries > 0;
  }

 private:
  const OpContext& context_;
  const std::string prefix_;
  const bool only_attached_;
  const std::string usage_;
};

// The account's own policies come first, AWS's after them: the first character of a page's keys.
constexpr char kOwn = '1';
constexpr char kAws = '2';

bool AddOwnPolicies(const OpContext& context, const ListFilter& filter, PageBuilder* page) {
  for (const auto& [key, policy] : context.account().policies.entries()) {
    PolicyView view;
    view.customer = policy.get();
    if (!filter.Keeps(view)) continue;
    if (!page->Add(kOwn + key, [&] { return PolicySummary(context, view); })) return false;
  }
  return true;
}

// AWS's policies are numbered by name: the page starts right after the marker's.
void AddAwsPolicies(const OpContext& context, const ListFilter& filter, PageBuilder* page) {
  size_t index = 0;
  if (page->after().starts_with(kAws)) {
    const auto last = FindManagedPolicyByName(page->after().substr(1));
    if (last) index = last->index + 1;
  }
  for (; index < ManagedPolicyCount(); ++index) {
    PolicyView view;
    view.aws = ManagedPolicyAt(index);
    if (!filter.Keeps(view)) continue;
    const std::string key = kAws + NameKey(view.aws->name);
    if (!page->Add(key, [&] { return PolicySummary(context, view); })) return;
  }
}

ApiResult<Value> ListPolicies(OpContext& context) {
  ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
  const std::string scope = context.in.StrOr("Scope", "All");
  const ListFilter filter(context);
  const bool more = scope == "AWS" || AddOwnPolicies(context, filter, &page);
  if (more && scope != "Local") AddAwsPolicies(context, filter, &page);
  return page.Finish("Policies");
}

ApiResult<Value> DeletePolicy(OpContext& context) {
  ASSIGN_OR_RETURN(const CustomerPolicy* policy,
                   FindOwnPolicy(context, context.in.Str("PolicyArn"), "delete"));
  const PolicyUse use = UseOfPolicy(context, policy->arn);
  if (use.attachments > 0 || use.boundaries > 0) {
    return DeleteConflict("Cannot delete a policy attached to entities.");
  }
  if (policy->versions.size() > 1) {
    return DeleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the "
        "policy's versions. The default version is deleted with the policy.");
  }
  context.edit_account().policies.Erase(NameKey(policy->name));
  return Value();
}

// Policies as far as their tags can be changed: AWS's can't.
struct TaggablePolicy {
  static constexpr TagCase kTagCase = TagCase::kSignificant;

  static ApiResult<const CustomerPolicy*> Find(const OpContext& context) {
    ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(context.in.Str("PolicyArn")));
    if (parts.account == "aws") {
      return InvalidInput("Tags not supported for policies in this domain");
    }
    ASSIGN_OR_RETURN(const PolicyView view, FindPolicyView(context, context.in.Str("PolicyArn")));
    return view.customer;
  }
  static CustomerPolicy* Edit(OpContext& context, const CustomerPolicy& policy) {
    return context.edit_account().policies.Edit(NameKey(policy.name));
  }
};

ApiResult<Value> ListPolicyTags(OpContext& context) {
  ASSIGN_OR_RETURN(const PolicyView policy, FindPolicyView(context, context.in.Str("PolicyArn")));
  return PageOfTags(context, policy.customer != nullptr ? policy.customer->tags : Tags());
}

constexpr Operation kOperations[] = {
    {"CreatePolicy", CreatePolicy, Mode::kWrite, OnNewPolicy},
    {"GetPolicy", GetPolicy, Mode::kRead, OnPolicy},
    {"ListPolicies", ListPolicies, Mode::kRead, OnPolicyList},
    {"DeletePolicy", DeletePolicy, Mode::kWrite, OnPolicy},
    {"TagPolicy", TagEntity<TaggablePolicy>, Mode::kWrite, OnPolicy},
    {"UntagPolicy", UntagEntity<TaggablePolicy>, Mode::kWrite, OnPolicy},
    {"ListPolicyTags", ListPolicyTags, Mode::kRead, OnPolicy},
};

}  // namespace

OperationFamily ManagedPolicyOperations() { return kOperations; }

}  // namespace mockaws
