// Results of scenario runs as JSON for programs. docs/scenarios.md names the members.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// One JSON text, indented, with a final newline. The same run gives the same bytes.
std::string JsonReport(const RunResult& run);

}  // namespace simulator
