// Runs many scenario files, side by side if asked.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "simulator/runner/results.h"
#include "simulator/scenario/format.h"

namespace simulator {

struct FileSelection {
  std::string filter;             // text in the file's path or the scenario's name; empty: all
  std::vector<std::string> tags;  // one of them is enough; empty: all
};

struct RunFilesOptions {
  FileSelection selection;
  size_t jobs = 1;
  bool fail_fast = false;  // nothing stands after the first file with a failure
};

// Runs one scenario that could be loaded and was selected.
using ScenarioRunner = std::function<std::vector<ScenarioResult>(const Scenario&)>;
// Gets each file's results, in the files' order whatever the number of jobs, one call at a time.
// `done` counts files, this one included.
using FileObserver = std::function<void(size_t done, const std::vector<ScenarioResult>& results)>;

// Results in the files' order. A file that can't be loaded gives a result that says why.
RunResult RunFiles(const std::vector<std::string>& files, const RunFilesOptions& options,
                   const ScenarioRunner& run, const FileObserver& observe);

}  // namespace simulator
