// Role trust policies: principals that name users and roles are kept by unique id, so that an
// entity recreated under an old name doesn't inherit the old one's trust, and are shown as ARNs
// again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"

namespace mockaws {

// What is stored of a trust policy: its text as sent, and the policy compiled with unique ids.
// Errors: MalformedPolicyDocument (also for principals that don't exist); LimitExceeded.
ApiResult<PolicyText> CompileTrustPolicy(const OpContext& context, std::string_view text,
                                         std::string_view role_arn);

// What is stored of a trust policy that AWS has accepted elsewhere: principals that exist here are
// named by unique id, others are kept as written and told in `unknown`. Errors:
// MalformedPolicyDocument for what is no policy.
ApiResult<PolicyText> CompileForeignTrustPolicy(const State& state, std::string_view text,
                                                std::string_view role_arn,
                                                std::vector<std::string>* unknown);

// The role's trust policy as every answer after the one to CreateRole shows it: rendered anew
// (recorded); principals that are gone stand there by their unique ids.
std::string ShownTrustPolicy(const State& state, const Role& role);

}  // namespace mockaws
