// From the text of a policy to what is stored of it: checked, measured and compiled once.
#pragma once

#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/state/entities.h"
#include "policy_engine/policy.h"

namespace mockaws {

// Compiles a document that is to be stored in IAM; `source` as in mockaws/state/policy_source.h.
// Error: MalformedPolicyDocument in AWS's words; its detail tells line and column.
ApiResult<PolicyText> CompileDocument(std::string_view text, policy_engine::PolicyType type,
                                      std::string_view source);

// The same for a managed policy, whose size has a quota. Errors as above, and
// LimitExceeded.
ApiResult<PolicyText> CompileManagedDocument(const OpContext& context, std::string_view text,
                                             std::string_view policy_arn);

// The wire error for a document that the engine refused.
ApiError MalformedDocument(const policy_engine::PolicyError& error);

}  // namespace mockaws
