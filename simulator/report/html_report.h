// Results of scenario runs as one HTML page that needs nothing else: no script, no network.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// A summary, and for each scenario its story, a sequence diagram, the life of its credentials, and
// each step with request, response and decision (of a traced run). The same run gives the same
// bytes.
std::string HtmlReport(const RunResult& run);

}  // namespace simulator
