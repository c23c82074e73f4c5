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

// What the user may have meant by an argument that nothing takes.
std::string Hint(const CLI::App& app) {
  const auto extras = app.remaining(/*recurse=*/true);
  if (extras.empty()) return "";
  std::vector<std::string> names;
  const CLI::App* chosen = Chosen(app);
  if (extras.front().starts_with("-")) {
    for (const CLI::Option* option : chosen->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  } else {
    for (const CLI::App* command : chosen->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(command->get_name());
    }
  }
  return simulator::DidYouMean(extras.front(), names);
}

// Prints the error and where to find help.
void PrintUsageError(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = "iamsim";
  for (const CLI::App* chosen = &app; !chosen->get_subcommands().empty();) {
    chosen = chosen->get_subcommands().front();
    command += " " + chosen->get_name();
  }
  simulator::PrintError(std::string(error.what()) + Hint(app));
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
  simulator::AddLintCommand(&app, &exit_code);
  simulator::AddPoliciesCommand(&app, &exit_code);
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
