// Results of scenario runs as workflow commands of GitHub Actions, which show them as annotations
// at the lines of the scenario files.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// An error for everything that differs or could not be run, a notice for each known gap and skipped
// step, and the summary as a plain last line.
std::string GithubReport(const RunResult& run);

}  // namespace simulator
