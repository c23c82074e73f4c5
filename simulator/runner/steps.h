// One step of a scenario, made and judged.
#pragma once

#include "simulator/runner/results.h"
#include "simulator/runner/run_state.h"

namespace simulator {

// Never fails: what goes wrong stands in the result.
StepResult RunStep(const Step& step, RunState* state);

}  // namespace simulator
