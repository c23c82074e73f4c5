// How nearly a statement of a decision's record matched.
#pragma once

#include <string>

#include "policy_engine/base/json.h"

namespace simulator {

// By the first element that did not match, in the engine's order.
enum class StatementFit { kAction, kResource, kPrincipal, kCondition, kMatched };

StatementFit FitOf(const policy_engine::Json& statement);

// The best fit among a policy type's statements that did not match, if its action did; kAction if
// there is none. Statements of that fit are those to look at when an allow is missing.
StatementFit NearestFit(const policy_engine::Json& policy_type);

// The statement's Sid, or `#N` (from 1).
std::string StatementName(const policy_engine::Json& statement);

// Why a statement did not match: `Condition StringEquals sts:ExternalId wanted "a", got nothing`.
std::string WhyNoMatch(const policy_engine::Json& statement);

}  // namespace simulator
