// iamsim completion SHELL: prints a completion script, or the manual page's part on the commands.

#include <CLI/CLI.hpp>

#include "simulator/commands/command_tree.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/output.h"

namespace simulator {
namespace {

std::string ScriptFor(const std::string& shell, const Command& program) {
  if (shell == "bash") return BashCompletion(program);
  if (shell == "zsh") return ZshCompletion(program);
  if (shell == "fish") return FishCompletion(program);
  return ManualCommands(program);
}

}  // namespace

void AddCompletionCommand(CLI::App* app, int* exit_code) {
  auto shell = std::make_shared<std::string>();
  CLI::App* completion =
      app->add_subcommand("completion", "Print a script that completes iamsim's commands");
  completion
      ->add_option("SHELL", *shell,
                   "The shell; man gives the manual page's part on the commands instead")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
  completion->callback([app, shell, exit_code] {
    *exit_code = Print(ScriptFor(*shell, CommandTree(*app))) ? 0 : 2;
  });
}

}  // namespace simulator
