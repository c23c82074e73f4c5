// Exercises that can be checked: the learner's policy in the place of a declared one.
#pragma once

#include <string>

#include "simulator/runner/results.h"
#include "simulator/scenario/format.h"

namespace simulator {

// What the learner starts from, as text. CHECKs that the lesson has a practice. Errors: variables
// that aren't set before the lesson's steps run.
SourceResult<std::string> PracticeStart(const Scenario& scenario);
SourceResult<std::string> PracticeSolution(const Scenario& scenario);

// Runs the practice's steps in a world of its own with `document`, which came from `file`.
ScenarioResult CheckPractice(const Scenario& scenario, const std::string& document,
                             const std::string& file);

// Whether the start fails and the solution passes: what is wrong, or nothing.
std::optional<std::string> FaultInPractice(const Scenario& scenario);

}  // namespace simulator
