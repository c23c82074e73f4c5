// The request of an eval line.
#pragma once

#include "policy_engine/cases/eval_case.h"

namespace policy_engine {

// `json`: the value of a line's `request`.
Result<AuthorizationRequest, EvalCaseError> ReadEvalRequest(const Json& json);

}  // namespace policy_engine
