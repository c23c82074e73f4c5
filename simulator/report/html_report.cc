#include "simulator/report/html_report.h"

#include "simulator/report/credential_timeline.h"
#include "simulator/report/html.h"
#include "simulator/report/html_step.h"
#include "simulator/report/html_style.h"
#include "simulator/report/sequence_diagram.h"
#include "simulator/report/step_words.h"
#include "simulator/report/text_report.h"

namespace simulator {
namespace {

// As many as can be looked at unfolded.
constexpr size_t kUnfoldedMax = 3;

std::string CountHtml(std::string_view css, size_t count, const std::string& noun) {
  return Element("div", {{"class", std::string(css)}},
                 TextElement("b", {}, std::to_string(count)) + TextElement("span", {}, noun));
}

std::string Counts(const RunResult& run) {
  const RunTotals totals = run.Totals();
  const size_t gaps_and_skips = totals.gaps + totals.skipped_steps;
  std::string counts =
      CountHtml("", run.scenarios.size(), run.scenarios.size() == 1 ? "scenario" : "scenarios") +
      CountHtml(totals.failed_scenarios == 0 ? "" : "bad", totals.failed_scenarios, "failed") +
      CountHtml("", totals.steps, totals.steps == 1 ? "step" : "steps") +
      CountHtml(totals.failed_steps == 0 ? "" : "bad", totals.failed_steps, "steps failed");
  if (totals.unmade_steps > 0) counts += CountHtml("bad", totals.unmade_steps, "not run");
  if (totals.gaps > 0) counts += CountHtml("", totals.gaps, "known gaps");
  if (totals.skipped_steps > 0) counts += CountHtml("", totals.skipped_steps, "skipped");
  const size_t bad = totals.failed_steps + totals.unmade_steps;
  const auto part = [](const char* css, size_t count) {
    return count == 0
               ? ""
               : Element("span", {{"class", css}, {"style", "flex:" + std::to_string(count)}}, "");
  };
  return Element("div", {{"class", "counts"}}, counts) +
         Element("div", {{"class", "bar"}},
                 part("good", totals.steps - bad - gaps_and_skips) + part("warn", gaps_and_skips) +
                     part("bad", bad));
}

std::string Anchor(size_t scenario) { return "s" + std::to_string(scenario); }

std::string Index(const RunResult& run) {
  std::string rows;
  for (size_t i = 0; i < run.scenarios.size(); ++i) {
    const ScenarioResult& scenario = run.scenarios[i];
    const bool good = scenario.passed();
    rows += Element(
        "tr", {{"class", good ? "good" : "bad"}},
        TextElement("td", {{"class", good ? "pass" : "fail"}}, good ? "✓" : "✕") +
            Element("td", {},
                    TextElement("a", {{"href", "#" + Anchor(i + 1)}}, ScenarioTitle(scenario))) +
            Element("td", {}, TextElement("code", {}, scenario.file)) +
            TextElement("td", {{"class", "muted"}}, Counted(scenario.steps.size(), "step")));
  }
  return Details("index", run.scenarios.size() > kUnfoldedMax, "All scenarios",
                 Element("table", {}, rows));
}

std::string Prose(const std::string& title, const std::string& text) {
  if (text.empty()) return "";
  return Element("p", {},
                 (title.empty() ? "" : TextElement("b", {}, title + " ")) +
                     TextElement("span", {}, OneLine(text)));
}

std::string Drawing(const std::string& title, const std::string& svg) {
  if (svg.empty()) return "";
  return TextElement("h4", {}, title) + Element("div", {{"class", "scroll"}}, svg);
}

std::string Faults(const ScenarioResult& scenario) {
  std::string text;
  for (const SourceIssue& problem : scenario.problems) text += problem.ToString() + "\n";
  if (!scenario.internal_error.empty()) text += "internal error: " + scenario.internal_error + "\n";
  return text.empty() ? "" : TextElement("pre", {{"class", "error"}}, text);
}

std::string ScenarioHtml(const ScenarioResult& scenario, size_t number, bool open) {
  const std::string prefix = Anchor(number) + "-";
  const bool good = scenario.passed();
  std::string tags;
  for (const std::string& tag : scenario.tags) {
    tags += TextElement("span", {{"class", "tag"}}, tag);
  }
  const std::string summary =
      TextElement("span", {{"class", good ? "pass" : "fail"}}, good ? "✓ " : "✕ ") +
      TextElement("h2", {}, ScenarioTitle(scenario)) + " " +
      TextElement("span", {{"class", "muted"}},
                  scenario.file + ", " + Counted(scenario.steps.size(), "step"));
  std::string steps;
  for (const StepResult& step : scenario.steps) {
    steps += StepHtml(step, scenario, prefix + std::to_string(step.number));
  }
  const std::string body = Element("div", {{"class", "prose"}},
                                   Element("p", {}, tags) + Prose("", scenario.story) +
                                       Prose("What to notice.", scenario.notice) +
                                       Prose("Exercise.", scenario.exercise)) +
                           Faults(scenario) +
                           Drawing("Who asked whom", SequenceDiagram(scenario, prefix)) +
                           Drawing("The life of the credentials", CredentialTimeline(scenario)) +
                           (steps.empty() ? "" : TextElement("h4", {}, "Steps") + steps);
  return Element("div", {{"id", Anchor(number)}},
                 Details(good ? "scenario good" : "scenario bad", open, summary, body));
}

}  // namespace

std::string HtmlReport(const RunResult& run) {
  std::string scenarios;
  for (size_t i = 0; i < run.scenarios.size(); ++i) {
    const bool open = run.scenarios.size() <= kUnfoldedMax || !run.scenarios[i].passed();
    scenarios += ScenarioHtml(run.scenarios[i], i + 1, open);
  }
  const std::string title = OneLine(SummaryText(run));
  const std::string head =
      "<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      // Nothing in a report may run or load, whatever the names in it.
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'\">\n" +
      TextElement("title", {}, "iamsim: " + title) + "\n" + Element("style", {}, HtmlStyle());
  const std::string body =
      "<input type=\"checkbox\" id=\"only-failed\">"
      "<label for=\"only-failed\">only what failed</label>\n" +
      Element("header", {},
              TextElement("h1", {}, "Scenario report") +
                  TextElement("div", {{"class", "muted"}}, title) + Counts(run) + Index(run)) +
      "\n" + Element("main", {}, scenarios);
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n" + head + "\n</head>\n<body>\n" + body +
         "\n</body>\n</html>\n";
}

}  // namespace simulator
