#include "mockaws/iam/managed_policy_view.h"

#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

// The members between PolicyName and Path.
void SetIdentity(Value* value, std::string_view name, std::string_view id, std::string_view arn,
                 std::string_view path) {
  value->Set("PolicyName", name);
  value->Set("PolicyId", id);
  value->Set("Arn", arn);
  value->Set("Path", path);
}

// `with_description`: GetPolicy alone tells it, between IsAttachable and the dates.
Value Render(const OpContext& context, const PolicyView& policy, bool with_description) {
  Value value;
  if (policy.customer != nullptr) {
    const CustomerPolicy& own = *policy.customer;
    SetIdentity(&value, own.name, own.id, own.arn, own.path);
    value.Set("DefaultVersionId", VersionId(own.default_version));
  } else {
    SetIdentity(&value, policy.aws->name, policy.aws->id, policy.aws->arn, policy.aws->path);
    value.Set("DefaultVersionId", policy.aws->default_version_id);
  }
  const PolicyUse use = UseOfPolicy(context, policy.arn());
  value.Set("AttachmentCount", use.attachments);
  value.Set("PermissionsBoundaryUsageCount", use.boundaries);
  value.Set("IsAttachable", true);
  if (policy.customer == nullptr) {
    value.Set("CreateDate", policy.aws->create_date);
    value.Set("UpdateDate", policy.aws->update_date);
    return value;
  }
  const CustomerPolicy& own = *policy.customer;
  if (with_description && !own.description.empty()) value.Set("Description", own.description);
  value.Set("CreateDate", own.created);
  value.Set("UpdateDate", own.updated);
  return value;
}

Value RenderVersion(std::string_view id, bool is_default, Instant created) {
  Value value;
  value.Set("VersionId", id);
  value.Set("IsDefaultVersion", is_default);
  value.Set("CreateDate", created);
  return value;
}

Value WithDocument(std::string_view document, Value summary) {
  Value value;
  value.Set("Document", EncodeDocument(document));
  for (Value::Member& member : summary.members()) value.Set(member.name, std::move(member.value));
  return value;
}

}  // namespace

ApiResult<PolicyView> FindPolicyView(const OpContext& context, std::string_view policy_arn) {
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(policy_arn));
  PolicyView view;
  if (parts.account == "aws") {
    view.aws = FindManagedPolicy(policy_arn);
    if (view.aws) return view;
  } else {
    view.customer = context.account().policies.Find(NameKey(ArnName(policy_arn)));
    if (view.customer != nullptr && view.customer->arn == policy_arn) return view;
  }
  return NoSuchEntity("Policy " + std::string(policy_arn) + " was not found.");
}

ApiResult<const CustomerPolicy*> FindOwnPolicy(const OpContext& context,
                                               std::string_view policy_arn,
                                               std::string_view action) {
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(policy_arn));
  if (parts.account == "aws") {
    return AccessDenied("Cannot " + std::string(action) + " policies outside your own account.");
  }
  ASSIGN_OR_RETURN(const PolicyView view, FindPolicyView(context, policy_arn));
  return view.customer;
}

Value PolicySummary(const OpContext& context, const PolicyView& policy) {
  return Render(context, policy, false);
}

Value PolicyDetail(const OpContext& context, const PolicyView& policy) {
  Value value = Render(context, policy, true);
  value.Set("Tags", RenderTags(policy.customer != nullptr ? policy.customer->tags : Tags()));
  return value;
}

Value VersionSummary(const CustomerPolicy& policy, const PolicyVersion& version) {
  return RenderVersion(VersionId(version.number), version.number == policy.default_version,
                       version.created);
}

Value VersionDetail(const CustomerPolicy& policy, const PolicyVersion& version) {
  return WithDocument(version.policy.text, VersionSummary(policy, version));
}

Value AwsVersionSummary(const ManagedPolicy& policy) {
  return RenderVersion(policy.default_version_id, true, policy.update_date);
}

Value AwsVersionDetail(const ManagedPolicy& policy) {
  return WithDocument(*ManagedPolicyDocument(policy), AwsVersionSummary(policy));
}

std::string VersionId(int number) { return "v" + std::to_string(number); }

}  // namespace mockaws
