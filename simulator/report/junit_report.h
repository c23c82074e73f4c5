// Results of scenario runs as JUnit XML, the dialect that CI servers read.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// A test suite for each scenario, a test case for each step. Steps that differ are failures; steps
// and files that could not be run are errors; known gaps and skipped steps count as skipped. Times
// are 0: a run's time is simulated, and the same run gives the same bytes.
std::string JunitReport(const RunResult& run);

}  // namespace simulator
