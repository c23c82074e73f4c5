// What a lesson shows before an answer is known.
#pragma once

#include <string>

#include "simulator/runner/run_state.h"
#include "simulator/scenario/format.h"

namespace simulator {

// The parts of the file that declare the state, as they are written.
std::string SituationText(const Scenario& scenario);

// Who does what with which parameters, variables replaced, expectations left out.
std::string StepText(const Step& step, const RunState& state);

// Every line with `indent` before it, ending in a newline; empty lines stay empty.
std::string Indented(const std::string& text, const std::string& indent);

}  // namespace simulator
