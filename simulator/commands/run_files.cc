#include "simulator/commands/run_files.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>

#include "simulator/client/parameters.h"
#include "simulator/runner/runner.h"
#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

bool PassesFilter(const FileSelection& selection, const Scenario& scenario) {
  return selection.filter.empty() || scenario.file.find(selection.filter) != std::string::npos ||
         scenario.name.value.find(selection.filter) != std::string::npos;
}

bool HasTag(const FileSelection& selection, const Scenario& scenario) {
  const auto& wanted = selection.tags;
  return wanted.empty() ||
         std::any_of(scenario.tags.begin(), scenario.tags.end(), [&](const std::string& tag) {
           return std::find(wanted.begin(), wanted.end(), tag) != wanted.end();
         });
}

std::vector<ScenarioResult> RunFile(const std::string& file, const FileSelection& selection,
                                    const ScenarioRunner& run) {
  auto scenario = LoadScenarioFile(file);
  if (!scenario.ok()) return {UnloadedScenario(file, scenario.error())};
  if (!PassesFilter(selection, *scenario) || !HasTag(selection, *scenario)) return {};
  SourceIssues issues;
  CheckCalls(*scenario, &issues);
  if (!issues.empty()) return {UnloadedScenario(file, issues)};
  return run(*scenario);
}

bool AllPassed(const std::vector<ScenarioResult>& results) {
  return std::all_of(results.begin(), results.end(),
                     [](const ScenarioResult& result) { return result.passed(); });
}

// Takes results as they come and hands them on in the files' order.
class Sequencer {
 public:
  Sequencer(size_t files, bool fail_fast, const FileObserver& observe)
      : fail_fast_(fail_fast), observe_(observe), waiting_(files) {}

  // The next file to run; nothing once there is none left.
  std::optional<size_t> Next() {
    const std::lock_guard lock(mutex_);
    if (stopped_ || next_ == waiting_.size()) return std::nullopt;
    return next_++;
  }

  void Finish(size_t file, std::vector<ScenarioResult> results) {
    const std::lock_guard lock(mutex_);
    if (fail_fast_ && !AllPassed(results)) stopped_ = true;
    waiting_[file] = std::move(results);
    while (!closed_ && delivered_ < waiting_.size() && waiting_[delivered_]) {
      Deliver(*waiting_[delivered_++]);
    }
  }

  RunResult TakeResult() { return std::move(run_); }

 private:
  void Deliver(std::vector<ScenarioResult>& results) {
    observe_(delivered_, results);
    closed_ = fail_fast_ && !AllPassed(results);
    std::move(results.begin(), results.end(), std::back_inserter(run_.scenarios));
  }

  const bool fail_fast_;
  const FileObserver& observe_;
  std::mutex mutex_;
  size_t next_ = 0;
  size_t delivered_ = 0;
  bool stopped_ = false;  // no further file is begun
  bool closed_ = false;   // no further result is handed on
  std::vector<std::optional<std::vector<ScenarioResult>>> waiting_;
  RunResult run_;
};

}  // namespace

RunResult RunFiles(const std::vector<std::string>& files, const RunFilesOptions& options,
                   const ScenarioRunner& run, const FileObserver& observe) {
  Sequencer sequencer(files.size(), options.fail_fast, observe);
  const auto work = [&] {
    while (const auto file = sequencer.Next()) {
      sequencer.Finish(*file, RunFile(files[*file], options.selection, run));
    }
  };
  std::vector<std::jthread> helpers;
  for (size_t i = 1; i < std::min(options.jobs, files.size()); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  return sequencer.TakeResult();
}

}  // namespace simulator
