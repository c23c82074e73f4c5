// Gives a user or role of a running server another policy in place of all it has.
#pragma once

#include <string>

#include "simulator/client/api_client.h"

namespace simulator {

struct PolicyReplacement {
  std::string principal;  // ARN of a user or role
  std::string document;
};

// Inline and managed policies and group memberships go, a boundary stays. Errors: AWS's refusal,
// for example of a document that is too long for an inline policy.
policy_engine::Result<void> ReplacePolicies(ApiClient& client,
                                            const PolicyReplacement& replacement);

}  // namespace simulator
