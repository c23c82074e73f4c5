// Results of scenario runs as text for people.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// One scenario: its steps with their marks, and what differs, with the engine's explanation.
std::string ScenarioText(const ScenarioResult& result);

// The last line: how many scenarios and steps passed and failed.
std::string SummaryText(const RunResult& run);

// All scenarios and the summary. The same run gives the same bytes.
std::string TextReport(const RunResult& run);

}  // namespace simulator
