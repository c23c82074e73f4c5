#include "simulator/report/html_step.h"

#include "simulator/report/html.h"
#include "simulator/report/html_decision.h"
#include "simulator/report/html_document.h"

namespace simulator {
namespace {

std::string Mark(StepStatus status) {
  switch (status) {
    case StepStatus::kPassed:
      return "✓";
    case StepStatus::kFailed:
      return "✕";
    case StepStatus::kKnownGap:
      return "~";
    case StepStatus::kNotRun:
      return "–";
    case StepStatus::kSkipped:
      return "»";
  }
  return "";
}

std::string Summary(const StepResult& step) {
  std::string doing;
  if (!step.actor.empty()) {
    doing = TextElement("code", {{"class", "actor"}}, step.actor);
    if (!step.on_behalf_of.empty()) {
      doing += TextElement("span", {{"class", "muted"}}, " for " + step.on_behalf_of);
    }
    doing += " → ";
  }
  doing += TextElement("code", {}, step.action);
  if (!step.outcome.empty()) {
    doing += " " + TextElement("span", {{"class", "outcome"}}, step.outcome);
  }
  std::string title = std::to_string(step.number);
  if (step.title != step.action) title += "  " + step.title;
  return TextElement("span", {{"class", "mark"}}, Mark(step.status)) +
         TextElement("span", {{"class", "title"}}, title) +
         Element("span", {{"class", "doing"}}, doing);
}

std::string MismatchesHtml(const StepResult& step) {
  if (step.mismatches.empty()) return "";
  std::string rows = "<tr><th></th><th>expected</th><th>actual</th><th>where</th></tr>";
  for (const Mismatch& mismatch : step.mismatches) {
    rows += Element("tr", {},
                    TextElement("th", {}, mismatch.what) +
                        TextElement("td", {{"class", "expected"}}, mismatch.expected) +
                        TextElement("td", {{"class", "actual"}}, mismatch.actual) +
                        TextElement("td", {{"class", "muted"}}, mismatch.place.ToString()));
  }
  return Element("table", {{"class", "mismatches"}}, rows);
}

std::string RequestHtml(const Exchange& exchange) {
  std::string rows;
  for (const auto& [name, value] : exchange.parameters) {
    rows += Element("tr", {}, TextElement("th", {}, name) + Element("td", {}, ValueHtml(value)));
  }
  const std::string body = rows.empty() ? TextElement("p", {{"class", "muted"}}, "no parameters")
                                        : Element("table", {}, rows);
  return Element("div", {{"class", "half"}},
                 Element("h5", {}, "Request " + TextElement("code", {}, exchange.title)) + body);
}

std::string ResponseHtml(const Exchange& exchange) {
  std::string body;
  if (!exchange.error_code.empty()) {
    body = Element("p", {{"class", "error"}},
                   TextElement("b", {}, exchange.error_code) + " " +
                       TextElement("span", {}, exchange.error_message));
  } else if (exchange.result.is_object() && !exchange.result.members().empty()) {
    body = ValueHtml(exchange.result);
  } else {
    body = TextElement("p", {{"class", "muted"}}, "nothing more than success");
  }
  return Element("div", {{"class", "half"}},
                 TextElement("h5", {}, "Response " + std::to_string(exchange.status)) + body);
}

std::string ExchangeHtml(const Exchange& exchange, const ScenarioResult& scenario) {
  const std::string wire =
      exchange.status == 0
          ? Element("h5", {}, "Question " + TextElement("code", {}, exchange.title))
          : Element("div", {{"class", "wire"}}, RequestHtml(exchange) + ResponseHtml(exchange));
  return Element("div", {{"class", "exchange"}}, wire + DecisionHtml(exchange.decision, scenario));
}

}  // namespace

std::string StepHtml(const StepResult& step, const ScenarioResult& scenario,
                     const std::string& id) {
  std::string body = MismatchesHtml(step);
  if (!step.known_gap.empty()) {
    body += TextElement("p", {{"class", "note"}}, "Known gap: " + step.known_gap);
  }
  if (!step.note.empty()) {
    body +=
        TextElement("p", {{"class", "note"}},
                    (step.status == StepStatus::kSkipped ? "Skipped: " : "Not run: ") + step.note);
  }
  for (const Exchange& exchange : step.exchanges) body += ExchangeHtml(exchange, scenario);
  if (step.exchanges.empty() && !step.explanation.empty()) {
    body += TextElement("pre", {}, step.explanation);
  }
  body += TextElement("p", {{"class", "muted place"}},
                      step.place.ToString() + ", simulated time " + step.time);
  const bool open = step.status == StepStatus::kFailed || step.status == StepStatus::kNotRun;
  return Element("div", {{"id", id}},
                 Details("step " + std::string(StepStatusName(step.status)), open, Summary(step),
                         Element("div", {{"class", "inside"}}, body)));
}

}  // namespace simulator
