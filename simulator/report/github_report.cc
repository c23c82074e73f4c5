#include "simulator/report/github_report.h"

#include "simulator/report/step_words.h"
#include "simulator/report/text_report.h"

namespace simulator {
namespace {

// A command's message, or with `property` one of its properties.
std::string Escape(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Annotation(std::string_view level, const SourcePlace& place, const std::string& file,
                       const std::string& title, std::string_view message) {
  std::string text = "::" + std::string(level) + " file=" +
                     Escape(place.file == nullptr ? file : *place.file, /*property=*/true);
  if (place.line != 0) {
    text += ",line=" + std::to_string(place.line) + ",col=" + std::to_string(place.column);
  }
  while (message.ends_with('\n')) message.remove_suffix(1);
  return text + ",title=" + Escape(title, /*property=*/true) +
         "::" + Escape(message, /*property=*/false) + "\n";
}

std::string StepAnnotations(const ScenarioResult& scenario, const StepResult& step) {
  const std::string title =
      ScenarioTitle(scenario) + ", step " + std::to_string(step.number) + ": " + step.title;
  const auto annotate = [&](std::string_view level, const std::string& message) {
    return Annotation(level, step.place, scenario.file, title, message);
  };
  switch (step.status) {
    case StepStatus::kPassed:
      return "";
    case StepStatus::kKnownGap:
      return annotate("notice", "known gap: " + step.known_gap);
    case StepStatus::kSkipped:
      return annotate("notice", "skipped: " + step.note);
    case StepStatus::kNotRun:
      return annotate("error", "not run: " + step.note);
    case StepStatus::kFailed:
      break;
  }
  std::string text;
  for (const Mismatch& mismatch : step.mismatches) {
    std::string message = DoingText(step) + "\n" + mismatch.what +
                          "\nexpected: " + mismatch.expected + "\nactual:   " + mismatch.actual +
                          "\n";
    // Once is enough: it explains the step, not the one expectation.
    if (&mismatch == &step.mismatches.front()) message += step.explanation;
    text += Annotation("error", mismatch.place, scenario.file, title, message);
  }
  return text;
}

}  // namespace

std::string GithubReport(const RunResult& run) {
  std::string text;
  for (const ScenarioResult& scenario : run.scenarios) {
    for (const SourceIssue& problem : scenario.problems) {
      text += Annotation("error", problem.place, scenario.file, ScenarioTitle(scenario),
                         problem.message);
    }
    if (!scenario.internal_error.empty()) {
      text += Annotation("error", {}, scenario.file, ScenarioTitle(scenario),
                         "internal error: " + scenario.internal_error);
    }
    for (const StepResult& step : scenario.steps) text += StepAnnotations(scenario, step);
  }
  return text + SummaryText(run);
}

}  // namespace simulator
