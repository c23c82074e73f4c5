// iamsim minimize FILE: a policy of least privilege from a recorded run, proven by a second run.

#include "simulator/least_privilege/minimize.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"
#include "simulator/least_privilege/record.h"
#include "simulator/runner/local_world.h"
#include "simulator/runner/runner.h"
#include "simulator/scenario/loader.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

constexpr size_t kRecordBytesMax = 256u << 20;

struct MinimizeOptions {
  std::string file;
  std::string principal;
  std::string wildcards = "none";
  std::string output;
};

using Used = std::map<std::string, std::vector<std::string>>;

Used UsedBy(const std::string& principal, const std::vector<RecordedRun>& runs) {
  Used all;
  for (const RecordedRun& run : runs) {
    const auto found = run.used.find(principal);
    if (found == run.used.end()) continue;
    for (const auto& [action, resources] : found->second) {
      all[action].insert(all[action].end(), resources.begin(), resources.end());
    }
  }
  return all;
}

int NobodyOfThatName(const std::string& principal, const std::vector<RecordedRun>& runs) {
  std::set<std::string> known;
  for (const RecordedRun& run : runs) {
    for (const auto& [arn, used] : run.used) known.insert(arn);
  }
  const std::vector<std::string> names(known.begin(), known.end());
  PrintError("the record knows of no use that \"" + principal + "\" made" +
             DidYouMean(principal, names));
  return 2;
}

// Runs the recorded scenarios that the principal took part in again, with the policy. The first
// thing that came out differently, or nothing.
std::string FirstDifference(const PolicyReplacement& replacement,
                            const std::vector<RecordedRun>& runs, size_t* steps) {
  std::map<std::string, std::vector<ScenarioResult>> again;
  std::map<std::string, size_t> next;
  for (const RecordedRun& run : runs) {
    if (!run.used.contains(replacement.principal)) {
      ++next[run.file];
      continue;
    }
    if (!again.contains(run.file)) {
      const auto scenario = LoadScenarioFile(run.file);
      if (!scenario.ok()) return run.file + " can't be loaded any more";
      again[run.file] = RunScenario(*scenario,
                                    [](policy_engine::Instant start, uint64_t seed) {
                                      return MakeLocalWorld(Via::kEngine, start, seed);
                                    },
                                    {.trace = false, .record = false, .replacement = replacement});
    }
    const size_t index = next[run.file]++;
    const auto& results = again[run.file];
    if (index >= results.size()) return run.file + " has fewer combinations than were recorded";
    const ScenarioResult& result = results[index];
    if (!result.internal_error.empty()) return run.file + ": " + result.internal_error;
    if (result.steps.size() != run.outcomes.size()) {
      return run.file + " has other steps than were recorded";
    }
    for (size_t i = 0; i < result.steps.size(); ++i) {
      ++*steps;
      const std::string outcome = OutcomeOfStep(result.steps[i]);
      if (outcome == run.outcomes[i]) continue;
      return run.file + ", step " + std::to_string(i + 1) + ": was \"" + run.outcomes[i] +
             "\", is \"" + outcome + "\"";
    }
  }
  return "";
}

int Minimize(const MinimizeOptions& options) {
  const auto text = ReadInput(options.file, kRecordBytesMax);
  if (!text.ok()) {
    PrintError(text.error().message);
    return 2;
  }
  const auto runs = ReadRecord(*text);
  if (!runs.ok()) {
    PrintError(options.file + ": " + runs.error().message);
    return 2;
  }
  const Used used = UsedBy(options.principal, *runs);
  if (used.empty()) return NobodyOfThatName(options.principal, *runs);
  const bool all = options.wildcards == "all";
  const Wildcards wildcards = {.resources = all || options.wildcards == "resource",
                               .actions = all || options.wildcards == "action"};
  const std::string policy = MinimizedPolicy(used, wildcards).Dump(2) + "\n";
  if (options.output.empty()) {
    Print(policy);
  } else if (const auto written = WriteFile(options.output, policy); !written.ok()) {
    PrintError(written.error().message);
    return 2;
  }
  size_t steps = 0;
  const std::string difference = FirstDifference({options.principal, policy}, *runs, &steps);
  if (!difference.empty()) {
    PrintError("NOT proven: with this policy the run differs. " + difference);
    return 1;
  }
  PrintRaw("proven: with this policy alone all " + std::to_string(steps) +
           " steps came out as recorded\n");
  return 0;
}

}  // namespace

void AddMinimizeCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<MinimizeOptions>();
  CLI::App* minimize = app->add_subcommand(
      "minimize", "Write a policy that grants what a recorded run used and no more, and prove it");
  minimize->add_option("FILE", options->file, "What `iamsim run --record` wrote")->required();
  minimize->add_option("--principal", options->principal, "The ARN of a user or role")->required();
  minimize
      ->add_option("--wildcards", options->wildcards,
                   "Let patterns stand for several resources or actions")
      ->check(CLI::IsMember({"none", "resource", "action", "all"}))
      ->capture_default_str();
  minimize->add_option("--output", options->output, "A file for the policy");
  minimize->callback([options, exit_code] { *exit_code = Minimize(*options); });
}

}  // namespace simulator
