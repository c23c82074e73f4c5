// The subcommands of iamsim. Each function adds one to the program; when it is chosen, it runs and
// sets the program's exit code: 0 success, 1 a finding or an unmet expectation, 2 bad usage or
// input, 3 a fault of iamsim's own.
#pragma once

namespace CLI {
class App;
}

namespace simulator {

void AddRunCommand(CLI::App* app, int* exit_code);
void AddServeCommand(CLI::App* app, int* exit_code);
void AddLintCommand(CLI::App* app, int* exit_code);
void AddPoliciesCommand(CLI::App* app, int* exit_code);
void AddEvalCommand(CLI::App* app, int* exit_code);
void AddNewCommand(CLI::App* app, int* exit_code);
void AddFmtCommand(CLI::App* app, int* exit_code);
void AddCompletionCommand(CLI::App* app, int* exit_code);
void AddLearnCommand(CLI::App* app, int* exit_code);
void AddExplainCommand(CLI::App* app, int* exit_code);
// who-can, can, what-can, trust-graph, diff
void AddQuestionCommands(CLI::App* app, int* exit_code);
void AddMinimizeCommand(CLI::App* app, int* exit_code);
// import, export
void AddTransferCommands(CLI::App* app, int* exit_code);

}  // namespace simulator
