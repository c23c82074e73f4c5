#include "mockaws/iam/policy_use.h"

#include <algorithm>

#include "mockaws/catalog/managed_policies.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

ApiError NotAttachable(std::string_view policy_arn) {
  return NoSuchEntity("Policy " + std::string(policy_arn) +
                      " does not exist or is not attachable.");
}

// AWS keeps some of its policies to roles that only AWS makes.
ApiError Reserved(HolderKind kind) {
  switch (kind) {
    case HolderKind::kUser:
      return PolicyNotAttachable("Cannot attach AWS reserved policy to an IAM user.");
    case HolderKind::kGroup:
      return PolicyNotAttachable("Cannot attach AWS reserved policy to an IAM group.");
    case HolderKind::kRole:
      break;
  }
  return PolicyNotAttachable("Cannot attach a Service Role Policy to a Customer Role.");
}

int64_t Quotas::*AttachmentQuota(HolderKind kind) {
  switch (kind) {
    case HolderKind::kUser:
      return &Quotas::policies_per_user;
    case HolderKind::kGroup:
      return &Quotas::policies_per_group;
    case HolderKind::kRole:
      break;
  }
  return &Quotas::policies_per_role;
}

void Count(OpContext& context, std::string_view policy_arn, int attachments, int boundaries) {
  PolicyUse use = UseOfPolicy(context, policy_arn);
  use.attachments += attachments;
  use.boundaries += boundaries;
  Table<PolicyUse>& uses = context.edit_account().policy_uses;
  if (use.attachments == 0 && use.boundaries == 0) {
    uses.Erase(policy_arn);
  } else {
    uses.Put(policy_arn, use);
  }
}

}  // namespace

PolicyUse UseOfPolicy(const OpContext& context, std::string_view policy_arn) {
  const PolicyUse* use = context.account().policy_uses.Find(policy_arn);
  return use == nullptr ? PolicyUse{} : *use;
}

ApiResult<void> CheckAttachable(const OpContext& context, HolderKind kind,
                                std::string_view policy_arn) {
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(policy_arn));
  if (parts.account == "aws") {
    const auto policy = FindManagedPolicy(policy_arn);
    if (!policy) return NotAttachable(policy_arn);
    if (policy->reserved()) return Reserved(kind);
    return {};
  }
  const CustomerPolicy* policy = context.account().policies.Find(NameKey(ArnName(policy_arn)));
  if (policy == nullptr || policy->arn != policy_arn) return NotAttachable(policy_arn);
  return {};
}

ApiResult<void> AttachPolicy(OpContext& context, HolderKind kind, PolicyHolder* holder,
                             std::string_view policy_arn) {
  RETURN_IF_ERROR(CheckAttachable(context, kind, policy_arn));
  if (holder->IsAttached(policy_arn)) return {};
  RETURN_IF_ERROR(CheckRoom(context, AttachmentQuota(kind), holder->attached.size()));
  holder->attached.emplace_back(policy_arn);
  Count(context, policy_arn, 1, 0);
  return {};
}

void AttachReservedPolicy(OpContext& context, PolicyHolder* holder, std::string_view policy_arn) {
  holder->attached.emplace_back(policy_arn);
  Count(context, policy_arn, 1, 0);
}

ApiResult<void> DetachPolicy(OpContext& context, PolicyHolder* holder,
                             std::string_view policy_arn) {
  RETURN_IF_ERROR(ParseIamArn(policy_arn));
  if (!holder->IsAttached(policy_arn)) {
    return NoSuchEntity("Policy " + std::string(policy_arn) + " was not found.");
  }
  std::erase(holder->attached, policy_arn);
  Count(context, policy_arn, -1, 0);
  return {};
}

ApiResult<void> UseAsBoundary(OpContext& context, HolderKind kind, std::string* boundary,
                              std::string_view policy_arn) {
  RETURN_IF_ERROR(CheckAttachable(context, kind, policy_arn));
  StopUsingAsBoundary(context, boundary);
  *boundary = policy_arn;
  Count(context, policy_arn, 0, 1);
  return {};
}

void StopUsingAsBoundary(OpContext& context, std::string* boundary) {
  if (boundary->empty()) return;
  Count(context, *boundary, 0, -1);
  boundary->clear();
}

}  // namespace mockaws
