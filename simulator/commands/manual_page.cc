// The commands' part of the manual page.

#include "simulator/commands/command_tree.h"

namespace simulator {
namespace {

// Text that troff takes as it is.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\n') {
      escaped += "\n.br\n";
    } else {
      escaped += c;
    }
  }
  if (escaped.starts_with('.') || escaped.starts_with('\'')) escaped.insert(0, "\\&");
  return escaped;
}

std::string OptionText(const CommandOption& option) {
  std::string text = ".TP\n";
  if (option.names.empty()) {
    text += ".I " + Escaped(option.positional) + "\n";
  } else {
    std::string names;
    for (const std::string& name : option.names) {
      names += (names.empty() ? "" : ", ") + ("\\fB" + Escaped(name) + "\\fR");
    }
    text += names + (option.value.empty() ? "" : " \\fI" + Escaped(option.value) + "\\fR") + "\n";
  }
  text += Escaped(option.description.empty() ? "No description." : option.description) + "\n";
  if (option.choices.empty()) return text;
  std::string choices;
  for (const std::string& choice : option.choices) {
    choices += (choices.empty() ? "" : ", ") + Escaped(choice);
  }
  return text + "One of: " + choices + ".\n";
}

std::string CommandText(const Command& command, const std::string& above) {
  const std::string name = above.empty() ? command.name : above + " " + command.name;
  std::string text = ".SS iamsim " + Escaped(name) + "\n" + Escaped(command.description) + ".\n";
  for (const CommandOption& option : command.options) {
    // Every command has it.
    if (!option.names.empty() && option.names.back() == "--help") continue;
    text += OptionText(option);
  }
  for (const Command& below : command.commands) text += CommandText(below, name);
  return text;
}

}  // namespace

std::string ManualCommands(const Command& program) {
  std::string text = ".SH OPTIONS\n";
  for (const CommandOption& option : program.options) text += OptionText(option);
  text += ".SH COMMANDS\n";
  for (const Command& command : program.commands) text += CommandText(command, "");
  return text;
}

}  // namespace simulator
