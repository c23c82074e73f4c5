// The policy members of an eval line → PolicySet.
#pragma once

#include <string_view>

#include "policy_engine/cases/policy_cache.h"

namespace policy_engine {

// Members of a line that hold policies.
bool IsPolicyMember(std::string_view name);

// `text`: what `line` was parsed from, or empty if positions mean nothing.
Result<PolicySet, EvalCaseError> ReadPolicies(const Json& line, std::string_view text,
                                              PolicyCache::Impl* cache);

// Overlays the policy members that `line` has itself on `base`.
Result<PolicySet, EvalCaseError> ReadPoliciesOver(PolicySet base, const Json& line,
                                                  std::string_view text, PolicyCache::Impl* cache);

}  // namespace policy_engine
