// What diagrams show of a step.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// What came of the request itself, whatever was expected of it.
enum class StepOutcome { kAllowed, kRefused, kMixed, kNone };

StepOutcome OutcomeOf(const StepResult& step);

// CSS classes: the outcome's, and the status.
std::string StepCss(const StepResult& step);

// `✓`, `✕`, or a dash.
std::string OutcomeSign(const StepResult& step);

// The account that was asked, by its name in the scenario: the resource's, else the actor's own.
std::string TargetAccountOf(const StepResult& step, const ScenarioResult& scenario);

}  // namespace simulator
