// iamsim run PATH...: replays scenario files.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <thread>

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
  std::vector<std::string> tags;
  size_t jobs = 1;
  bool fail_fast = false;
};

// Whether the scenario's file or name has the filter's text in it.
bool PassesFilter(const RunOptions& options, const Scenario& scenario) {
  return options.filter.empty() || scenario.file.find(options.filter) != std::string::npos ||
         scenario.name.value.find(options.filter) != std::string::npos;
}

bool HasTag(const RunOptions& options, const Scenario& scenario) {
  return options.tags.empty() ||
         std::any_of(scenario.tags.begin(), scenario.tags.end(), [&](const std::string& tag) {
           return std::find(options.tags.begin(), options.tags.end(), tag) != options.tags.end();
         });
}

std::vector<ScenarioResult> RunFile(const RunOptions& options, const std::string& file) {
  auto scenario = LoadScenarioFile(file);
  if (!scenario.ok()) {
    return {UnloadedScenario(file, scenario.error())};
  }
  if (!PassesFilter(options, *scenario) || !HasTag(options, *scenario)) return {};
  SourceIssues issues;
  CheckCalls(*scenario, &issues);
  if (!issues.empty()) return {UnloadedScenario(file, issues)};
  const Via via = options.via == "engine" ? Via::kEngine : Via::kHttp;
  return RunScenario(*scenario, [via](policy_engine::Instant start, uint64_t seed) {
    return MakeLocalWorld(via, start, seed);
  });
}

bool AllPassed(const std::vector<ScenarioResult>& results) {
  return std::all_of(results.begin(), results.end(),
                     [](const ScenarioResult& result) { return result.passed(); });
}

// Results by file, in the files' order whatever the number of jobs. With fail-fast nothing stands
// after the first file with a failure.
std::vector<std::vector<ScenarioResult>> RunFiles(const RunOptions& options,
                                                  const std::vector<std::string>& files) {
  std::vector<std::vector<ScenarioResult>> results(files.size());
  std::atomic<size_t> next = 0;
  std::atomic<bool> stop = false;
  const auto work = [&] {
    while (!stop) {
      const size_t i = next++;
      if (i >= files.size()) return;
      results[i] = RunFile(options, files[i]);
      if (options.fail_fast && !AllPassed(results[i])) stop = true;
    }
  };
  std::vector<std::jthread> helpers;
  for (size_t i = 1; i < std::min(options.jobs, files.size()); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  if (options.fail_fast) {
    const auto failed = std::find_if_not(results.begin(), results.end(), AllPassed);
    if (failed != results.end()) results.erase(failed + 1, results.end());
  }
  return results;
}

int Run(const RunOptions& options) {
  const auto files = FindScenarios(options.paths);
  if (!files.ok()) {
    PrintError(files.error().message);
    return 2;
  }
  RunResult run;
  const bool text = options.format == "text";
  for (std::vector<ScenarioResult>& results : RunFiles(options, *files)) {
    for (ScenarioResult& result : results) {
      if (text) Print(ScenarioText(result) + "\n");
      run.scenarios.push_back(std::move(result));
    }
  }
  if (run.scenarios.empty()) {
    const bool any = options.filter.empty() && options.tags.empty();
    PrintError(any ? "no scenario found" : "no scenario matches --filter and --tag");
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
  run->add_option("--tag", options->tags, "Only scenarios with this tag, or with one of several");
  run->add_option("--jobs", options->jobs, "Files run side by side")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  run->add_flag("--fail-fast", options->fail_fast, "Stop after the first file with a failure");
  run->callback([options, exit_code] { *exit_code = Run(*options); });
}

}  // namespace simulator
