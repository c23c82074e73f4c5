// The formats of `iamsim run`'s reports, by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/runner/results.h"

namespace simulator {

struct ReportFormat {
  std::string_view name;
  std::string_view what;  // for --help
  std::string (*make)(const RunResult& run);
  bool needs_trace = false;  // of what the steps sent and got
};

const std::vector<ReportFormat>& ReportFormats();

// CHECKs that there is one of this name.
const ReportFormat& ReportFormatNamed(std::string_view name);

}  // namespace simulator
