// Condition blocks.
#pragma once

#include "policy_engine/base/json.h"
#include "tests/oracle/context.h"

namespace oracle {

enum class Effect { kAllow, kDeny };

// Whether every operator and key of `condition` holds. The effect counts for malformed ARNs only.
// An unknown operator never holds in an Allow, and always in a Deny.
bool ConditionHolds(const policy_engine::Json& condition, const Context& context, bool variables,
                    Effect effect);

}  // namespace oracle
