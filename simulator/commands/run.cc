// iamsim run PATH...: replays scenario files.

#include <CLI/CLI.hpp>

#include "simulator/client/parameters.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/output.h"
#include "simulator/report/json_report.h"
#include "simulator/report/text_report.h"
#include "simulator/runner/find_scenarios.h"
#include "simulator/runner/local_world.h"
#include "simulator/runner/runner.h"
#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

struct RunOptions {
  std::vector<std::string> paths;
  std::string via = "http";
  std::string format = "text";
  std::string filter;
};

// Whether the scenario's file or name has the filter's text in it.
bool Wanted(const RunOptions& options, const std::string& file, const std::string& name) {
  return options.filter.empty() || file.find(options.filter) != std::string::npos ||
         name.find(options.filter) != std::string::npos;
}

std::vector<ScenarioResult> RunFile(const RunOptions& options, const std::string& file) {
  auto scenario = LoadScenarioFile(file);
  if (!scenario.ok()) {
    return {UnloadedScenario(file, scenario.error())};
  }
  if (!Wanted(options, file, scenario->name.value)) return {};
  SourceIssues issues;
  CheckCalls(*scenario, &issues);
  if (!issues.empty()) return {UnloadedScenario(file, issues)};
  const Via via = options.via == "engine" ? Via::kEngine : Via::kHttp;
  return RunScenario(*scenario, [via](policy_engine::Instant start, uint64_t seed) {
    return MakeLocalWorld(via, start, seed);
  });
}

int Run(const RunOptions& options) {
  const auto files = FindScenarios(options.paths);
  if (!files.ok()) {
    PrintError(files.error().message);
    return 2;
  }
  RunResult run;
  const bool text = options.format == "text";
  for (const std::string& file : *files) {
    for (ScenarioResult& result : RunFile(options, file)) {
      if (text) Print(ScenarioText(result) + "\n");
      run.scenarios.push_back(std::move(result));
    }
  }
  if (run.scenarios.empty()) {
    PrintError(options.filter.empty() ? "no scenario found"
                                      : "no scenario matches --filter \"" + options.filter + "\"");
  }
  Print(text ? SummaryText(run) : JsonReport(run));
  return run.exit_code();
}

}  // namespace

void AddRunCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* run = app->add_subcommand("run", "Replay scenario files and report what differs");
  run->add_option("PATH", options->paths, "Scenario files, or directories with *.yaml files")
      ->required();
  run->add_option("--via", options->via,
                  "http: real requests over a loopback socket; engine: without the socket")
      ->check(CLI::IsMember({"http", "engine"}))
      ->capture_default_str();
  run->add_option("--format", options->format, "text for people, json for programs")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  run->add_option("--filter", options->filter,
                  "Only scenarios whose file or name has this text in it");
  run->callback([options, exit_code] { *exit_code = Run(*options); });
}

}  // namespace simulator
