#include "simulator/report/tap_report.h"

#include "policy_engine/base/json.h"
#include "simulator/report/step_words.h"

namespace simulator {
namespace {

using policy_engine::Json;

// A description: `#` would begin a directive, a leading `- ` is the point's own.
std::string Description(std::string_view text) {
  std::string out;
  for (const char c : OneLine(text)) {
    if (c == '\\' || c == '#') out += '\\';
    out += c;
  }
  return out;
}

// JSON is YAML; invalid UTF-8 is replaced.
std::string Quoted(const std::string& text) { return Json::String(text).Dump(); }

// A YAML block under a point of a subtest.
std::string Diagnostics(const StepResult& step) {
  std::string text = "      ---\n      message: " + Quoted(DoingText(step)) +
                     "\n      at: " + Quoted(step.place.ToString()) + "\n";
  if (!step.mismatches.empty()) text += "      mismatches:\n";
  for (const Mismatch& mismatch : step.mismatches) {
    text += "        - what: " + Quoted(mismatch.what) +
            "\n          expected: " + Quoted(mismatch.expected) +
            "\n          actual: " + Quoted(mismatch.actual) +
            "\n          at: " + Quoted(mismatch.place.ToString()) + "\n";
  }
  if (!step.note.empty()) text += "      notRun: " + Quoted(step.note) + "\n";
  if (!step.explanation.empty()) text += "      explanation: " + Quoted(step.explanation) + "\n";
  return text + "      ...\n";
}

std::string StepPoint(const StepResult& step) {
  const std::string point = " " + std::to_string(step.number) + " - " + Description(step.title);
  switch (step.status) {
    case StepStatus::kPassed:
      return "    ok" + point + "\n";
    case StepStatus::kKnownGap:
      return "    not ok" + point + " # TODO " + Description(step.known_gap) + "\n";
    case StepStatus::kSkipped:
      return "    ok" + point + " # SKIP " + Description(step.note) + "\n";
    case StepStatus::kFailed:
    case StepStatus::kNotRun:
      break;
  }
  return "    not ok" + point + "\n" + Diagnostics(step);
}

std::string ScenarioPoint(const ScenarioResult& scenario, size_t number) {
  const std::string title = Description(ScenarioTitle(scenario) + " [" + scenario.file + "]");
  std::string text;
  if (!scenario.steps.empty()) {
    text = "# Subtest: " + title + "\n    1.." + std::to_string(scenario.steps.size()) + "\n";
    for (const StepResult& step : scenario.steps) text += StepPoint(step);
  }
  text += std::string(scenario.passed() ? "ok " : "not ok ") + std::to_string(number) + " - " +
          title + "\n";
  if (scenario.problems.empty() && scenario.internal_error.empty()) return text;
  text += "  ---\n";
  if (!scenario.problems.empty()) text += "  problems:\n";
  for (const SourceIssue& problem : scenario.problems) {
    text += "    - " + Quoted(problem.ToString()) + "\n";
  }
  if (!scenario.internal_error.empty()) {
    text += "  internalError: " + Quoted(scenario.internal_error) + "\n";
  }
  return text + "  ...\n";
}

}  // namespace

std::string TapReport(const RunResult& run) {
  std::string text = "TAP version 14\n1.." + std::to_string(run.scenarios.size());
  text += run.scenarios.empty() ? " # SKIP no scenario found\n" : "\n";
  size_t number = 0;
  for (const ScenarioResult& scenario : run.scenarios) text += ScenarioPoint(scenario, ++number);
  return text;
}

}  // namespace simulator
