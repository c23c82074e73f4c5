// Condition blocks near to what a scene's context holds.
#pragma once

#include "policy_engine/base/json.h"
#include "tests/differential/random.h"
#include "tests/differential/scene.h"

namespace differential {

policy_engine::Json ConditionBlock(const Scene& scene, Random& random);

}  // namespace differential
