// iamsim: the command. Each subcommand has its file in simulator/commands/.

#include <CLI/CLI.hpp>

#include "simulator/commands/commands.h"
#include "simulator/commands/output.h"
#include "simulator/scenario/nearest_name.h"

namespace {

// The subcommand that was chosen, innermost, or the program itself.
const CLI::App* Chosen(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? &app : Chosen(*chosen.front());
}

// The names of the options, or of the subcommands, that `app` has.
std::vector<std::string> KnownNames(const CLI::App& app, bool options) {
  std::vector<std::string> names;
  if (!options) {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(command->get_name());
    }
    return names;
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// What is wrong, with what the user may have meant by an argument that nothing takes.
std::string Fault(const CLI::App& app, const CLI::ParseError& error) {
  const auto unknown = app.remaining(/*recurse=*/true);
  if (unknown.empty()) return error.what();
  std::string first = unknown.front();
  for (const std::string& argument : unknown) {
    if (argument.starts_with("-") && !first.starts_with("-")) first = argument;
  }
  const bool option = first.starts_with("-");
  const CLI::App& chosen = *Chosen(app);
  const bool command = !option && !KnownNames(chosen, false).empty();
  return std::string("unknown ") +
         (option    ? "option"
          : command ? "command"
                    : "argument") +
         " \"" + first + "\"" + simulator::DidYouMean(first, KnownNames(chosen, option));
}

// Prints the error and where to find help.
void PrintUsageError(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = "iamsim";
  for (const CLI::App* chosen = &app; !chosen->get_subcommands().empty();) {
    chosen = chosen->get_subcommands().front();
    command += " " + chosen->get_name();
  }
  simulator::PrintError(Fault(app, error));
  simulator::PrintRaw("run `" + command + " --help` for what is allowed\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("iamsim: an offline AWS IAM and STS");
  app.name("iamsim");
  app.set_version_flag("--version", "iamsim " IAMSIM_VERSION);
  app.require_subcommand(1);
  int exit_code = 0;
  simulator::AddRunCommand(&app, &exit_code);
  simulator::AddServeCommand(&app, &exit_code);
  simulator::AddEvalCommand(&app, &exit_code);
  simulator::AddExplainCommand(&app, &exit_code);
  simulator::AddQuestionCommands(&app, &exit_code);
  simulator::AddMinimizeCommand(&app, &exit_code);
  simulator::AddTransferCommands(&app, &exit_code);
  simulator::AddLearnCommand(&app, &exit_code);
  simulator::AddNewCommand(&app, &exit_code);
  simulator::AddFmtCommand(&app, &exit_code);
  simulator::AddLintCommand(&app, &exit_code);
  simulator::AddPoliciesCommand(&app, &exit_code);
  simulator::AddCompletionCommand(&app, &exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    PrintUsageError(app, error);
    return 2;
  }
  return exit_code;
}
