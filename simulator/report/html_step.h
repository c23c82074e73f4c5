// A step of a scenario as HTML: a line to unfold, with request, response and decision inside.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// `id` is the anchor.
std::string StepHtml(const StepResult& step, const ScenarioResult& scenario, const std::string& id);

}  // namespace simulator
