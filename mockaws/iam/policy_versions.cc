// Versions of managed policies: at most five, one of them the default.
#include <algorithm>

#include "mockaws/iam/families.h"
#include "mockaws/iam/managed_policy_view.h"
#include "mockaws/iam/policy_documents.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

ApiError VersionNotFound(std::string_view policy_arn, std::string_view version_id) {
  return NoSuchEntity("Policy " + std::string(policy_arn) + " version " + std::string(version_id) +
                      " does not exist or is not attachable.");
}

// nullptr for ids that the policy doesn't have.
const PolicyVersion* FindVersion(const CustomerPolicy& policy, std::string_view version_id) {
  for (const PolicyVersion& version : policy.versions) {
    if (VersionId(version.number) == version_id) return &version;
  }
  return nullptr;
}

ApiResult<Value> CreatePolicyVersion(OpContext& context) {
  const std::string& arn = context.in.Str("PolicyArn");
  ASSIGN_OR_RETURN(const CustomerPolicy* policy,
                   FindOwnPolicy(context, arn, "create versions for"));
  ASSIGN_OR_RETURN(PolicyText document,
                   CompileManagedDocument(context, context.in.Str("PolicyDocument"), policy->arn));
  const int64_t versions_max = context.quotas().versions_per_policy;
  if (static_cast<int64_t>(policy->versions.size()) >= versions_max) {
    return LimitExceededText("A managed policy can have up to " + std::to_string(versions_max) +
                             " versions. Before you create a new version, you must delete an "
                             "existing version.");
  }
  CustomerPolicy* edited = context.edit_account().policies.Edit(NameKey(policy->name));
  const int number = ++edited->last_version;
  edited->versions.push_back({number, std::move(document), context.now});
  edited->updated = context.now;
  if (context.in.OptBool("SetAsDefault").value_or(false)) edited->default_version = number;
  Value result;
  result.Set("PolicyVersion", VersionSummary(*edited, edited->versions.back()));
  return result;
}

ApiResult<Value> GetPolicyVersion(OpContext& context) {
  const std::string& arn = context.in.Str("PolicyArn");
  const std::string& id = context.in.Str("VersionId");
  ASSIGN_OR_RETURN(const PolicyView policy, FindPolicyView(context, arn));
  Value result;
  if (policy.customer != nullptr) {
    const PolicyVersion* version = FindVersion(*policy.customer, id);
    if (version == nullptr) return VersionNotFound(arn, id);
    result.Set("PolicyVersion", VersionDetail(*policy.customer, *version));
    return result;
  }
  // Of AWS's policies only the default versions are known.
  if (policy.aws->default_version_id != id) return VersionNotFound(arn, id);
  result.Set("PolicyVersion", AwsVersionDetail(*policy.aws));
  return result;
}

ApiResult<Value> ListPolicyVersions(OpContext& context) {
  ASSIGN_OR_RETURN(const PolicyView policy, FindPolicyView(context, context.in.Str("PolicyArn")));
  ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
  if (policy.customer == nullptr) {
    page.Add(policy.aws->default_version_id, [&] { return AwsVersionSummary(*policy.aws); });
    return page.Finish("Versions");
  }
  // Newest first; keys count down so that they rise along the list.
  const std::vector<PolicyVersion>& versions = policy.customer->versions;
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    const std::string key = std::to_string(1'000'000'000 - version->number);
    if (!page.Add(key, [&] { return VersionSummary(*policy.customer, *version); })) break;
  }
  return page.Finish("Versions");
}

ApiResult<Value> DeletePolicyVersion(OpContext& context) {
  const std::string& arn = context.in.Str("PolicyArn");
  const std::string& id = context.in.Str("VersionId");
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(arn));
  if (parts.account == "aws") {
    return AccessDenied("Cannot delete policy versions for policies outside your own account.");
  }
  ASSIGN_OR_RETURN(const PolicyView policy, FindPolicyView(context, arn));
  const PolicyVersion* version = FindVersion(*policy.customer, id);
  if (version == nullptr) return VersionNotFound(arn, id);
  if (version->number == policy.customer->default_version) {
    return DeleteConflict("Cannot delete the default version of a policy.");
  }
  const int number = version->number;
  std::erase_if(context.edit_account().policies.Edit(NameKey(policy.customer->name))->versions,
                [&](const PolicyVersion& candidate) { return candidate.number == number; });
  return Value();
}

ApiResult<Value> SetDefaultPolicyVersion(OpContext& context) {
  const std::string& arn = context.in.Str("PolicyArn");
  const std::string& id = context.in.Str("VersionId");
  ASSIGN_OR_RETURN(const CustomerPolicy* policy, FindOwnPolicy(context, arn, "update"));
  const PolicyVersion* version = FindVersion(*policy, id);
  if (version == nullptr) return VersionNotFound(arn, id);
  context.edit_account().policies.Edit(NameKey(policy->name))->default_version = version->number;
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreatePolicyVersion", CreatePolicyVersion, Mode::kWrite, OnPolicy},
    {"GetPolicyVersion", GetPolicyVersion, Mode::kRead, OnPolicy},
    {"ListPolicyVersions", ListPolicyVersions, Mode::kRead, OnPolicy},
    {"DeletePolicyVersion", DeletePolicyVersion, Mode::kWrite, OnPolicy},
    {"SetDefaultPolicyVersion", SetDefaultPolicyVersion, Mode::kWrite, OnPolicy},
};

}  // namespace

OperationFamily PolicyVersionOperations() { return kOperations; }

}  // namespace mockaws
