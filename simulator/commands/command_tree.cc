#include "simulator/commands/command_tree.h"

#include <CLI/CLI.hpp>

namespace simulator {
namespace {

// CLI11 shows a set of allowed words as `{a,b}` in the type's name.
std::vector<std::string> ChoicesIn(const std::string& type) {
  std::vector<std::string> choices;
  const size_t open = type.find('{');
  const size_t close = type.find('}', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) return choices;
  std::string choice;
  for (const char c : type.substr(open + 1, close - open - 1) + ",") {
    if (c != ',') {
      choice += c;
    } else if (!choice.empty()) {
      choices.push_back(std::exchange(choice, ""));
    }
  }
  return choices;
}

bool NamesFiles(const std::string& text) {
  for (const char* word : {"FILE", "PATH", "file", "irectory", "File", "PEM"}) {
    if (text.find(word) != std::string::npos) return true;
  }
  return false;
}

CommandOption OptionOf(const CLI::Option& option) {
  CommandOption made;
  for (const std::string& name : option.get_snames()) made.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) made.names.push_back("--" + name);
  made.description = option.get_description();
  made.choices = ChoicesIn(option.get_type_name());
  if (option.get_items_expected_max() > 0) {
    const std::string type = option.get_type_name();
    made.value = type.substr(0, type.find_first_of(":[ {"));
    if (made.value.empty()) made.value = "TEXT";
  }
  if (made.names.empty()) made.positional = option.get_name();
  made.takes_files = made.choices.empty() && made.value == "TEXT" &&
                     NamesFiles(made.positional + " " + made.description);
  return made;
}

}  // namespace

Command CommandTree(const CLI::App& app) {
  Command command{app.get_name(), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options()) command.options.push_back(OptionOf(*option));
  for (const CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; })) {
    command.commands.push_back(CommandTree(*below));
  }
  return command;
}

}  // namespace simulator
