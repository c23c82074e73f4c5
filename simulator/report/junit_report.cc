#include "simulator/report/junit_report.h"

#include "simulator/report/markup.h"
#include "simulator/report/step_words.h"

namespace simulator {
namespace {

std::string Attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + EscapeMarkup(value) + "\"";
}

std::string Count(std::string_view name, size_t count) {
  return Attribute(name, std::to_string(count));
}

struct Counts {
  size_t tests = 0;
  size_t failures = 0;
  size_t errors = 0;
  size_t skipped = 0;

  void Add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
  }
  std::string Attributes() const {
    return Count("tests", tests) + Count("failures", failures) + Count("errors", errors) +
           Count("skipped", skipped) + Attribute("time", "0");
  }
};

// `scenarios/groups/copying.yaml` as `scenarios.groups.copying`, as servers group by class.
std::string ClassName(std::string file) {
  if (const size_t dot = file.rfind('.'); dot != std::string::npos) file.resize(dot);
  for (char& c : file) {
    if (c == '/') c = '.';
  }
  return file;
}

std::string Element(std::string_view name, std::string_view message, std::string_view type,
                    const std::string& text) {
  return "      <" + std::string(name) + Attribute("message", message) + Attribute("type", type) +
         ">" + EscapeMarkup(text) + "</" + std::string(name) + ">\n";
}

std::string Message(const StepResult& step) {
  if (step.mismatches.empty()) return "an expectation was not met";
  const Mismatch& first = step.mismatches.front();
  return first.what + ": expected " + first.expected + ", got " + first.actual;
}

std::string StepBody(const StepResult& step, Counts* counts) {
  switch (step.status) {
    case StepStatus::kPassed:
      return "";
    case StepStatus::kFailed:
      ++counts->failures;
      return Element("failure", Message(step), "ExpectationNotMet",
                     DoingText(step) + "\n" + FailureText(step));
    case StepStatus::kKnownGap:
      ++counts->skipped;
      return "      <skipped" + Attribute("message", "known gap: " + step.known_gap) + "/>\n";
    case StepStatus::kSkipped:
      ++counts->skipped;
      return "      <skipped" + Attribute("message", step.note) + "/>\n";
    case StepStatus::kNotRun:
      ++counts->errors;
      return Element("error", "not run: " + step.note, "NotRun", "");
  }
  return "";
}

std::string TestCase(const std::string& name, const ScenarioResult& scenario, uint32_t line,
                     const std::string& body) {
  std::string text = "    <testcase" + Attribute("name", name) +
                     Attribute("classname", ClassName(scenario.file)) +
                     Attribute("file", scenario.file);
  if (line != 0) text += Count("line", line);
  text += Attribute("time", "0");
  return body.empty() ? text + "/>\n" : text + ">\n" + body + "    </testcase>\n";
}

std::string TestSuite(const ScenarioResult& scenario, Counts* totals) {
  Counts counts;
  std::string cases;
  for (const SourceIssue& problem : scenario.problems) {
    ++counts.tests;
    ++counts.errors;
    cases += TestCase("can be run", scenario, problem.place.line,
                      Element("error", problem.message, "InvalidScenario", problem.ToString()));
  }
  if (!scenario.internal_error.empty()) {
    ++counts.tests;
    ++counts.errors;
    cases += TestCase("can be run", scenario, 0,
                      Element("error", scenario.internal_error, "InternalError", ""));
  }
  for (const StepResult& step : scenario.steps) {
    ++counts.tests;
    cases += TestCase(std::to_string(step.number) + " " + step.title, scenario, step.place.line,
                      StepBody(step, &counts));
  }
  totals->Add(counts);
  return "  <testsuite" + Attribute("name", ScenarioTitle(scenario)) + counts.Attributes() +
         Attribute("file", scenario.file) + ">\n" + cases + "  </testsuite>\n";
}

}  // namespace

std::string JunitReport(const RunResult& run) {
  Counts totals;
  std::string suites;
  for (const ScenarioResult& scenario : run.scenarios) suites += TestSuite(scenario, &totals);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + Attribute("name", "iamsim") +
         totals.Attributes() + ">\n" + suites + "</testsuites>\n";
}

}  // namespace simulator
