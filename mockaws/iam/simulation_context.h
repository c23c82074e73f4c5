// ContextEntries of the policy simulator: checked, and turned into a request context.
#pragma once

#include "mockaws/iam/simulation.h"

namespace mockaws {

// Adds the entries to the simulation's context, over what is there. Errors (InvalidInput): entries
// without name, type or values, several values of a single type, a key given twice, values that
// don't suit their type.
ApiResult<void> AddContextEntries(const Value& input, Simulation* simulation);

}  // namespace mockaws
