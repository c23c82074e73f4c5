// Where the reports of `iamsim run` go: one to standard output, others to files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulator/report/report_format.h"

namespace CLI {
class App;
}

namespace simulator {

struct RunOutputs {
  std::string format = "text";               // on standard output, or in `output`
  std::string output;                        // a file; empty: standard output
  std::map<std::string, std::string> files;  // by format's name; empty: not asked for

  // Whether text goes to standard output as the scenarios end.
  bool streams_text() const { return format == "text" && output.empty(); }
  bool needs_trace() const;
};

// --format, --output, and for each format --FORMAT FILE.
void AddOutputOptions(CLI::App* run, RunOutputs* outputs);

// Writes every report but the streamed one. False, with a message for each file that can't be
// written, if there is one.
bool WriteReports(const RunOutputs& outputs, const RunResult& run);

}  // namespace simulator
