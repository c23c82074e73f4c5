#include "simulator/report/text_report.h"

#include <string_view>

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
  }
  return "";
}

std::string RightAligned(size_t number, size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width > digits.size() ? width - digits.size() : 0, ' ') + digits;
}

// Every line of `text` behind `margin`; no blank at the end of empty lines.
std::string Indent(std::string_view text, const std::string& margin) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty()) out += margin + std::string(line);
    out += '\n';
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return out;
}

constexpr std::string_view kMargin = "          ";

// `acme/user/ana for mallory: sts:AssumeRole -> AccessDenied`.
std::string Doing(const StepResult& step) {
  std::string text;
  if (!step.actor.empty()) {
    text = step.actor;
    if (!step.on_behalf_of.empty()) text += " for " + step.on_behalf_of;
    text += ": ";
  }
  text += step.action;
  if (!step.outcome.empty()) text += " -> " + step.outcome;
  return text;
}

std::string StepText(const StepResult& step) {
  std::string text = "  " + std::string(Mark(step.status)) + RightAligned(step.number, 4) + "  " +
                     (step.title == step.action ? "" : step.title + "  (") + Doing(step) +
                     (step.title == step.action ? "" : ")") + "\n";
  const std::string margin(kMargin);
  if (step.status == StepStatus::kKnownGap) text += margin + "known gap: " + step.known_gap + "\n";
  if (!step.note.empty()) text += margin + "not run: " + step.note + "\n";
  if (step.status != StepStatus::kFailed) return text;
  for (const Mismatch& mismatch : step.mismatches) {
    text += margin + mismatch.place.ToString() + ": " + mismatch.what + "\n" + margin +
            "  expected: " + mismatch.expected + "\n" + margin + "  actual:   " + mismatch.actual +
            "\n";
  }
  if (!step.explanation.empty()) {
    text += margin + "explanation:\n" + Indent(step.explanation, margin + "  ");
  }
  return text;
}

std::string Counted(size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

struct Totals {
  size_t steps = 0;
  size_t failed_steps = 0;
  size_t unmade_steps = 0;
  size_t gaps = 0;
  size_t failed_scenarios = 0;
};

Totals Add(const RunResult& run) {
  Totals totals;
  for (const ScenarioResult& scenario : run.scenarios) {
    totals.steps += scenario.steps.size();
    totals.failed_steps += scenario.Count(StepStatus::kFailed);
    totals.unmade_steps += scenario.Count(StepStatus::kNotRun);
    totals.gaps += scenario.Count(StepStatus::kKnownGap);
    totals.failed_scenarios += scenario.passed() ? 0 : 1;
  }
  return totals;
}

}  // namespace

std::string ScenarioText(const ScenarioResult& result) {
  std::string text = result.name.empty() ? result.file : result.name + "  [" + result.file + "]";
  for (const auto& [name, value] : result.combination) text += " " + name + "=" + value;
  text += "\n";
  for (const std::string& problem : result.problems) text += "  error: " + problem + "\n";
  if (!result.internal_error.empty()) {
    text += "  internal error: " + result.internal_error + "\n";
  }
  for (const StepResult& step : result.steps) text += StepText(step);
  return text;
}

std::string SummaryText(const RunResult& run) {
  const Totals totals = Add(run);
  std::string text =
      Counted(run.scenarios.size(), "scenario") + ", " + Counted(totals.steps, "step") + ": ";
  if (totals.failed_scenarios == 0) {
    text += run.scenarios.empty() ? "nothing to run" : "all passed";
  } else {
    text += Counted(totals.failed_scenarios, "scenario") + " failed";
    if (totals.failed_steps > 0) text += ", " + Counted(totals.failed_steps, "step") + " failed";
    if (totals.unmade_steps > 0) text += ", " + Counted(totals.unmade_steps, "step") + " not run";
  }
  if (totals.gaps > 0) text += " (" + Counted(totals.gaps, "known gap") + ")";
  return text + "\n";
}

std::string TextReport(const RunResult& run) {
  std::string text;
  for (const ScenarioResult& scenario : run.scenarios) text += ScenarioText(scenario) + "\n";
  return text + SummaryText(run);
}

}  // namespace simulator
