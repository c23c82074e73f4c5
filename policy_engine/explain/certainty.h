// How sure a decision is: the least sure rule that it rests on.
#pragma once

#include "policy_engine/explain.h"

namespace policy_engine {

void JudgeCertainty(const AuthorizationRequest& request, Explanation* explanation);

}  // namespace policy_engine
