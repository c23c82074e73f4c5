#include "simulator/runner/results.h"

#include <algorithm>

namespace simulator {

std::string_view StepStatusName(StepStatus status) {
  switch (status) {
    case StepStatus::kPassed:
      return "passed";
    case StepStatus::kFailed:
      return "failed";
    case StepStatus::kKnownGap:
      return "knownGap";
    case StepStatus::kNotRun:
      return "notRun";
    case StepStatus::kSkipped:
      return "skipped";
  }
  return "";
}

size_t ScenarioResult::Count(StepStatus status) const {
  return static_cast<size_t>(std::count_if(
      steps.begin(), steps.end(), [&](const StepResult& step) { return step.status == status; }));
}

bool ScenarioResult::passed() const {
  return problems.empty() && internal_error.empty() && Count(StepStatus::kFailed) == 0 &&
         Count(StepStatus::kNotRun) == 0;
}

RunTotals RunResult::Totals() const {
  RunTotals totals;
  for (const ScenarioResult& scenario : scenarios) {
    totals.steps += scenario.steps.size();
    totals.failed_steps += scenario.Count(StepStatus::kFailed);
    totals.unmade_steps += scenario.Count(StepStatus::kNotRun);
    totals.skipped_steps += scenario.Count(StepStatus::kSkipped);
    totals.gaps += scenario.Count(StepStatus::kKnownGap);
    totals.failed_scenarios += scenario.passed() ? 0 : 1;
  }
  return totals;
}

int RunResult::exit_code() const {
  const auto any = [&](auto&& test) {
    return std::any_of(scenarios.begin(), scenarios.end(), test);
  };
  if (any([](const ScenarioResult& result) { return !result.internal_error.empty(); })) return 3;
  if (scenarios.empty()) return 2;
  if (any([](const ScenarioResult& result) { return !result.problems.empty(); })) return 2;
  return any([](const ScenarioResult& result) { return !result.passed(); }) ? 1 : 0;
}

}  // namespace simulator
