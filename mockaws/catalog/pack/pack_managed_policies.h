// data/managed_policies.json as the packed table that mockaws/catalog/managed_policies.h reads.
#pragma once

#include <string>

#include "policy_engine/base/json.h"
#include "policy_engine/result.h"

namespace mockaws {

// `services` is the member of that name in data/service_authorization.json. Errors: a policy
// without one of its members, an unreadable time.
policy_engine::Result<std::string> PackManagedPolicies(const policy_engine::Json& policies,
                                                       const policy_engine::Json& services);

// The unique id of AWS's policy `arn`: not in the data, so derived from the ARN for good. Like
// AWS's newer ids it begins with AWS's policy account, 639982225848, in base32.
std::string ManagedPolicyId(std::string_view arn);

}  // namespace mockaws
