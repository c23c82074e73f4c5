// Makes a failing case small enough to read.
#pragma once

#include <functional>

#include "policy_engine/base/json.h"

namespace differential {

// Removes members and items, and puts `*` for actions and resources, as long as `fails` still
// holds. `fails` must be false for cases that no evaluator can read.
policy_engine::Json Shrink(policy_engine::Json failing,
                           const std::function<bool(const policy_engine::Json&)>& fails);

}  // namespace differential
