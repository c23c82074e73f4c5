#include "simulator/report/text_report.h"

#include <string_view>

#include "simulator/report/step_words.h"

namespace simulator {
namespace {

std::string_view Mark(StepStatus status) {
  switch (status) {
    case StepStatus::kPassed:
      return "ok  ";
    case StepStatus::kFailed:
      return "FAIL";
    case StepStatus::kKnownGap:
      return "gap ";
    case StepStatus::kNotRun:
      return "----";
    case StepStatus::kSkipped:
      return "skip";
  }
  return "";
}

std::string RightAligned(size_t number, size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width > digits.size() ? width - digits.size() : 0, ' ') + digits;
}

constexpr std::string_view kMargin = "          ";

std::string StepText(const StepResult& step) {
  std::string text = "  " + std::string(Mark(step.status)) + RightAligned(step.number, 4) + "  " +
                     (step.title == step.action ? "" : step.title + "  (") + DoingText(step) +
                     (step.title == step.action ? "" : ")") + "\n";
  const std::string margin(kMargin);
  if (step.status == StepStatus::kKnownGap) text += margin + "known gap: " + step.known_gap + "\n";
  if (!step.note.empty()) {
    text += margin + (step.status == StepStatus::kSkipped ? "skipped: " : "not run: ") + step.note +
            "\n";
  }
  if (step.status != StepStatus::kFailed) return text;
  return text + Indent(FailureText(step), margin);
}

}  // namespace

std::string ScenarioText(const ScenarioResult& result) {
  std::string text = result.name.empty() ? result.file : result.name + "  [" + result.file + "]";
  for (const auto& [name, value] : result.combination) text += " " + name + "=" + value;
  text += "\n";
  for (const SourceIssue& problem : result.problems) {
    text += "  error: " + problem.ToString() + "\n";
  }
  if (!result.internal_error.empty()) {
    text += "  internal error: " + result.internal_error + "\n";
  }
  for (const StepResult& step : result.steps) text += StepText(step);
  return text;
}

std::string SummaryText(const RunResult& run) {
  const RunTotals totals = run.Totals();
  std::string text =
      Counted(run.scenarios.size(), "scenario") + ", " + Counted(totals.steps, "step") + ": ";
  if (totals.failed_scenarios == 0) {
    text += run.scenarios.empty() ? "nothing to run" : "all passed";
  } else {
    text += Counted(totals.failed_scenarios, "scenario") + " failed";
    if (totals.failed_steps > 0) text += ", " + Counted(totals.failed_steps, "step") + " failed";
    if (totals.unmade_steps > 0) text += ", " + Counted(totals.unmade_steps, "step") + " not run";
  }
  if (totals.skipped_steps > 0) text += ", " + Counted(totals.skipped_steps, "step") + " skipped";
  if (totals.gaps > 0) text += " (" + Counted(totals.gaps, "known gap") + ")";
  return text + "\n";
}

std::string TextReport(const RunResult& run) {
  std::string text;
  for (const ScenarioResult& scenario : run.scenarios) text += ScenarioText(scenario) + "\n";
  return text + SummaryText(run);
}

}  // namespace simulator
