// What two states let their principals do differently, by the catalogue of actions.
#pragma once

#include <vector>

#include "simulator/questions/answers.h"
#include "simulator/questions/asked_state.h"

namespace simulator {

// Principals that only one state has may do nothing in the other. Errors: no answer came.
policy_engine::Result<std::vector<Change>> Difference(AskedState& before, AskedState& after);

}  // namespace simulator
