// A run with every kind of step, and names meant to break out of each format.
#pragma once

#include "simulator/runner/results.h"

namespace simulator {

inline constexpr char kHostile[] = "<script>alert(\"1\")</script> & 'x' # % ]]> \x1b[31m\nnext";

inline SourcePlace PlaceAt(uint32_t line) {
  return {std::make_shared<const std::string>("dir/a,b:c.yaml"), line, 5};
}

inline StepResult SampleStep(size_t number, StepStatus status) {
  StepResult step;
  step.number = number;
  step.title = "step " + std::to_string(number);
  step.actor = "acme/user/ana";
  step.action = "iam:ListUsers";
  step.time = "2026-03-02T09:00:00Z";
  step.outcome = "AccessDenied";
  step.status = status;
  step.place = PlaceAt(static_cast<uint32_t>(10 * number));
  return step;
}

inline ScenarioResult SampleScenario() {
  ScenarioResult scenario;
  scenario.file = "dir/a,b:c.yaml";
  scenario.name = kHostile;
  scenario.steps.push_back(SampleStep(1, StepStatus::kPassed));
  StepResult failed = SampleStep(2, StepStatus::kFailed);
  failed.title = kHostile;
  failed.mismatches.push_back({"error", "NoSuchEntity", kHostile, PlaceAt(23)});
  failed.mismatches.push_back({"http", "404", "403", PlaceAt(24)});
  failed.explanation = "decided by: identity-policy\n";
  scenario.steps.push_back(failed);
  StepResult gap = SampleStep(3, StepStatus::kKnownGap);
  gap.known_gap = "not yet # <so>";
  scenario.steps.push_back(gap);
  StepResult unmade = SampleStep(4, StepStatus::kNotRun);
  unmade.note = "there are no credentials of session/x";
  scenario.steps.push_back(unmade);
  StepResult skipped = SampleStep(5, StepStatus::kSkipped);
  skipped.note = "the endpoint has no clock to move";
  scenario.steps.push_back(skipped);
  return scenario;
}

// Three scenarios: the hostile one, a file that can't be read, one that passes.
inline RunResult SampleRun() {
  RunResult run;
  run.scenarios.push_back(SampleScenario());
  ScenarioResult invalid;
  invalid.file = "dir/invalid.yaml";
  invalid.problems.push_back({PlaceAt(7), "unknown key \"stepz\""});
  run.scenarios.push_back(invalid);
  ScenarioResult passing;
  passing.file = "dir/passing.yaml";
  passing.name = "All is well";
  passing.combination = {{"days", "90"}};
  passing.steps.push_back(SampleStep(1, StepStatus::kPassed));
  run.scenarios.push_back(passing);
  return run;
}

}  // namespace simulator
