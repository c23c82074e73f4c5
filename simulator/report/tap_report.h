// Results of scenario runs by the Test Anything Protocol, version 14.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// A test point for each scenario, with its steps as a subtest. Known gaps are TODO, skipped steps
// SKIP; what differs stands in a YAML block after its point.
std::string TapReport(const RunResult& run);

}  // namespace simulator
