// iamsim run PATH...: replays scenario files.

#include <CLI/CLI.hpp>

#include "simulator/commands/commands.h"
#include "simulator/commands/folder_watch.h"
#include "simulator/commands/output.h"
#include "simulator/commands/progress.h"
#include "simulator/commands/run_files.h"
#include "simulator/commands/run_outputs.h"
#include "simulator/least_privilege/record.h"
#include "simulator/report/text_report.h"
#include "simulator/runner/find_scenarios.h"
#include "simulator/runner/local_world.h"
#include "simulator/runner/remote_world.h"
#include "simulator/runner/runner.h"

namespace simulator {
namespace {

struct RunOptions {
  std::vector<std::string> paths;
  std::string via = "http";
  RunOutputs outputs;
  RunFilesOptions files;
  std::string record;
  RemoteOptions remote;
  bool watch = false;
};

ScenarioRunner MakeRunner(const RunOptions& options) {
  const Via via = options.via == "engine" ? Via::kEngine : Via::kHttp;
  const RunSettings settings = {
      .trace = options.outputs.needs_trace(), .record = !options.record.empty(), .replacement = {}};
  const RemoteOptions remote = options.remote;
  return [via, remote, settings](const Scenario& scenario) {
    return RunScenario(
        scenario,
        [&](policy_engine::Instant start, uint64_t seed) {
          return remote.url.empty() ? MakeLocalWorld(via, start, seed)
                                    : MakeRemoteWorld(remote, start);
        },
        settings);
  };
}

// What to say as files end.
FileObserver MakeObserver(const RunOptions& options, size_t files, Progress* progress) {
  return [&options, files, progress](size_t done, const std::vector<ScenarioResult>& results) {
    progress->Clear();
    for (const ScenarioResult& result : results) {
      if (options.outputs.streams_text()) Print(ScenarioText(result) + "\n");
    }
    progress->Show("[" + std::to_string(done) + "/" + std::to_string(files) + "]" +
                   (results.empty() ? "" : " " + results.back().file));
  };
}

int Run(const RunOptions& options) {
  const auto files = FindScenarios(options.paths);
  if (!files.ok()) {
    PrintError(files.error().message);
    return 2;
  }
  Progress progress;
  const RunResult run = RunFiles(*files, options.files, MakeRunner(options),
                                 MakeObserver(options, files->size(), &progress));
  progress.Clear();
  if (run.scenarios.empty()) {
    const FileSelection& selection = options.files.selection;
    const bool any = selection.filter.empty() && selection.tags.empty();
    PrintError(any ? "no scenario found" : "no scenario matches --filter and --tag");
  }
  if (options.outputs.streams_text()) Print(SummaryText(run));
  if (!options.record.empty()) {
    const auto written = WriteFile(options.record, RecordJson(run).Dump(1) + "\n");
    if (!written.ok()) {
      PrintError(written.error().message);
      return std::max(run.exit_code(), 2);
    }
  }
  if (!WriteReports(options.outputs, run)) return std::max(run.exit_code(), 2);
  return run.exit_code();
}

// Runs again whenever a file in the folders of the scenarios has changed, until it is interrupted.
int Watch(const RunOptions& options) {
  FolderWatch watch(options.paths);
  do {
    Run(options);
    PrintRaw("waiting for changes; Ctrl-C ends\n");
  } while (watch.WaitForChange());
  PrintError("changes of files can't be watched here");
  return 3;
}

}  // namespace

void AddRunCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* run = app->add_subcommand("run", "Replay scenario files and report what differs");
  run->add_option("PATH", options->paths,
                  "Scenario files, directories with *.yaml files, or patterns of these")
      ->required();
  run->add_option("--via", options->via,
                  "http: real requests over a loopback socket; engine: without the socket")
      ->check(CLI::IsMember({"http", "engine"}))
      ->capture_default_str();
  AddOutputOptions(run, &options->outputs);
  run->add_option("--filter", options->files.selection.filter,
                  "Only scenarios whose file or name has this text in it");
  run->add_option("--tag", options->files.selection.tags,
                  "Only scenarios with this tag, or with one of several");
  run->add_option("--jobs", options->files.jobs, "Files run side by side")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  run->add_option("--record", options->record,
                  "A file that gets what users and roles made use of, for `iamsim minimize`");
  run->add_flag("--fail-fast", options->files.fail_fast,
                "Stop after the first file with a failure");
  run->add_option("--endpoint", options->remote.url,
                  "A running server, http://HOST:PORT, in place of one of our own")
      ->excludes("--via");
  run->add_flag("--reset", options->remote.reset,
                "Empty the iamsim server at --endpoint before each scenario")
      ->needs("--endpoint");
  run->add_flag("--watch", options->watch,
                "Run again whenever a file beside the scenarios has changed");
  run->callback([options, exit_code] {
    if (!options->remote.url.empty()) options->files.jobs = 1;  // one server, one at a time
    *exit_code = options->watch ? Watch(*options) : Run(*options);
  });
}

}  // namespace simulator
