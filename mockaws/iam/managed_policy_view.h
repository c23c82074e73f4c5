// Managed policies as IAM's answers show them: the account's own and AWS's alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mockaws/catalog/managed_policies.h"
#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"

namespace mockaws {

// Exactly one of both is set.
struct PolicyView {
  const CustomerPolicy* customer = nullptr;
  std::optional<ManagedPolicy> aws;

  std::string_view arn() const { return customer != nullptr ? customer->arn : aws->arn; }
  std::string_view path() const { return customer != nullptr ? customer->path : aws->path; }
};

// Errors: ValidationError (malformed ARN); NoSuchEntity `Policy ARN was not found.`
ApiResult<PolicyView> FindPolicyView(const OpContext& context, std::string_view policy_arn);

// A customer policy that is to be changed. Errors as above; for AWS's own policies, existing or
// not, AccessDenied `Cannot ACTION policies outside your own account.`, `action` for example
// "delete".
ApiResult<const CustomerPolicy*> FindOwnPolicy(const OpContext& context,
                                               std::string_view policy_arn,
                                               std::string_view action);

// PolicyName … UpdateDate. Description and Tags are told by Get alone.
Value PolicySummary(const OpContext& context, const PolicyView& policy);
Value PolicyDetail(const OpContext& context, const PolicyView& policy);

// VersionId, IsDefaultVersion, CreateDate; VersionDetail has Document before them.
Value VersionSummary(const CustomerPolicy& policy, const PolicyVersion& version);
Value VersionDetail(const CustomerPolicy& policy, const PolicyVersion& version);
// The same for AWS's policies, of which only the default versions are known.
Value AwsVersionSummary(const ManagedPolicy& policy);
Value AwsVersionDetail(const ManagedPolicy& policy);

// "v3".
std::string VersionId(int number);

}  // namespace mockaws
