// The policy members of an eval line → PolicySet.
#pragma once

#include <string_view>

#include "policy_engine/cases/policy_cache.h"

namespace policy_engine {

// Members of a line that hold policies.
bool IsPolicyMember(std::string_view name);

// What a line was parsed from; empty if positions mean nothing.
struct CaseText {
  std::string_view text;
  // Positions count from the text's begin, not from each document's. Documents of one wording then
  // are compiled one by one: for single cases.
  bool positions_in_file = false;
};

Result<PolicySet, EvalCaseError> ReadPolicies(const Json& line, const CaseText& text,
                                              PolicyCache::Impl* cache);

// Overlays the policy members that `line` has itself on `base`.
Result<PolicySet, EvalCaseError> ReadPoliciesOver(PolicySet base, const Json& line,
                                                  const CaseText& text, PolicyCache::Impl* cache);

}  // namespace policy_engine
