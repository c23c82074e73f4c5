#include "simulator/report/step_words.h"

namespace simulator {

std::string Indent(std::string_view text, std::string_view margin) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty()) out.append(margin).append(line);
    out += '\n';
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return out;
}

std::string OneLine(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

std::string Counted(size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string DoingText(const StepResult& step) {
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

std::string FailureText(const StepResult& step) {
  std::string text;
  for (const Mismatch& mismatch : step.mismatches) {
    text += mismatch.place.ToString() + ": " + mismatch.what +
            "\n  expected: " + mismatch.expected + "\n  actual:   " + mismatch.actual + "\n";
  }
  if (!step.explanation.empty()) text += "explanation:\n" + Indent(step.explanation, "  ");
  return text;
}

std::string ScenarioTitle(const ScenarioResult& scenario) {
  std::string title = scenario.name.empty() ? scenario.file : scenario.name;
  for (const auto& [name, value] : scenario.combination) title += " " + name + "=" + value;
  return title;
}

}  // namespace simulator
