#include "simulator/learn/lesson_text.h"

#include <algorithm>
#include <sstream>

#include "simulator/runner/made_values.h"

namespace simulator {
namespace {

// Tokens are longer, and say nothing to the eye.
constexpr size_t kShownMax = 300;

// Whether a line begins a part of the file that declares the state, or nothing if it begins none.
std::optional<bool> BeginsDeclaration(const std::string& line) {
  if (line.empty() || line.front() == ' ' || line.front() == '#' || line.front() == '\r') {
    return std::nullopt;
  }
  const std::string key = line.substr(0, line.find(':'));
  return key == "vars" || key == "matrix" || key == "include" || key == "accounts" ||
         key == "organization";
}

// A value as YAML: scalars and flat lists in one line, the rest indented.
class ValueText {
 public:
  static std::string Of(const YamlNode& node, const std::string& indent) {
    if (node.is_null()) return " null\n";
    if (node.is_text() && node.text.find('\n') != std::string::npos) {
      return " |\n" + Indented(node.text, indent);
    }
    if (node.is_text() && node.text.size() > kShownMax) {
      return " " + node.text.substr(0, kShownMax) + "... (" + std::to_string(node.text.size()) +
             " characters)\n";
    }
    if (node.is_text()) return " " + node.text + "\n";
    std::string text = "\n";
    for (const YamlPointer& item : node.items) text += indent + "-" + ItemOf(*item, indent);
    for (const YamlMember& member : node.members) {
      text += indent + member.key + ":" + Of(*member.value, indent + "  ");
    }
    return text;
  }

 private:
  // After the dash: the first member stands in the dash's line.
  static std::string ItemOf(const YamlNode& item, const std::string& indent) {
    std::string text = Of(item, indent + "  ");
    if (!item.is_map()) return text;
    return " " + text.substr(std::min(text.size(), indent.size() + 3));
  }
};

std::string Expand(const Text& text, const RunState& state) {
  const auto expanded = state.variables.Expand(text);
  return expanded.ok() ? *expanded : text.value;
}

std::string Parameters(const YamlPointer& with, const RunState& state) {
  if (with == nullptr || with->is_null()) return "";
  const auto made = MakeValues(with, state);
  const YamlPointer& shown = made.ok() ? *made : with;
  const auto expanded = state.variables.Expand(shown);
  const std::string text = ValueText::Of(expanded.ok() ? **expanded : *shown, "  ");
  return text.substr(1);
}

struct ActionText {
  const RunState& state;

  std::string operator()(const CallStep& call) const {
    return " calls " + call.call.value + "\n" + Parameters(call.with, state);
  }
  std::string operator()(const CheckStep& check) const {
    std::string text = ": what may it do?\n";
    if (check.context != nullptr) text += "  context:\n" + Indented(Context(check), "  ");
    return text;
  }
  std::string operator()(const AdvanceStep& advance) const {
    return "The clock moves by " + advance.text + ".\n";
  }
  std::string operator()(const SwitchRoleStep& switch_role) const {
    return " switches to the role " + Expand(switch_role.role, state) + " of " +
           Expand(switch_role.account, state) + " in the web console\n";
  }
  std::string operator()(const ProbeStep& probe) const {
    return " assumes " + Expand(probe.role_arn, state) +
           " without an External ID, with a wrong one, and with " + Expand(probe.right, state) +
           "\n";
  }
  std::string operator()(const WhoCanStep& who_can) const {
    return "Who can do " + Expand(who_can.action, state) + " on " +
           Expand(who_can.resource, state) + "?\n";
  }
  std::string operator()(const LintStep& lint) const {
    return "What does the linter say of " + Expand(lint.target, state) + "?\n";
  }
  // Kinds of steps that lessons have nothing special to say of.
  template <typename Other>
  std::string operator()(const Other&) const {
    return "\n";
  }

  std::string Context(const CheckStep& check) const { return Parameters(check.context, state); }
};

}  // namespace

std::string Indented(const std::string& text, const std::string& indent) {
  std::istringstream lines(text);
  std::string indented;
  for (std::string line; std::getline(lines, line);) {
    indented += line.empty() ? "\n" : indent + line + "\n";
  }
  return indented;
}

std::string SituationText(const Scenario& scenario) {
  std::istringstream lines(scenario.text);
  std::string text;
  bool shown = false;
  for (std::string line; std::getline(lines, line);) {
    if (const auto begins = BeginsDeclaration(line)) shown = *begins;
    if (shown) text += line + "\n";
  }
  return text;
}

std::string StepText(const Step& step, const RunState& state) {
  std::string text = step.as ? step.as->text.value : "";
  if (step.on_behalf_of) text += " (on behalf of " + step.on_behalf_of->value + ")";
  return text + std::visit(ActionText{state}, step.action);
}

}  // namespace simulator
