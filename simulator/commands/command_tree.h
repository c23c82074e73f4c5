// The program's commands and options as data, for completion and the manual page.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace simulator {

struct CommandOption {
  std::vector<std::string> names;  // `-h`, `--help`; of positional arguments none
  std::string value;               // what it takes, `FILE`; empty: a flag
  std::vector<std::string> choices;
  std::string description;
  std::string positional;  // name of a positional argument
  bool takes_files = false;
};

struct Command {
  std::string name;
  std::string description;
  std::vector<CommandOption> options;
  std::vector<Command> commands;
};

Command CommandTree(const CLI::App& app);

// Scripts for `bash`, `zsh` and `fish`.
std::string BashCompletion(const Command& program);
std::string ZshCompletion(const Command& program);
std::string FishCompletion(const Command& program);

// The sections of a manual page that tell of the commands, in troff.
std::string ManualCommands(const Command& program);

}  // namespace simulator
