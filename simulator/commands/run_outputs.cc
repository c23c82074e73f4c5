#include "simulator/commands/run_outputs.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "simulator/commands/output.h"

namespace simulator {
namespace {

bool WriteFile(const std::string& path, const std::string& text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file.good()) return true;
  PrintError(path + ": cannot be written: " + std::strerror(errno));
  return false;
}

}  // namespace

bool RunOutputs::needs_trace() const {
  for (const ReportFormat& known : ReportFormats()) {
    const auto file = files.find(std::string(known.name));
    const bool used = format == known.name || (file != files.end() && !file->second.empty());
    if (used && known.needs_trace) return true;
  }
  return false;
}

void AddOutputOptions(CLI::App* run, RunOutputs* outputs) {
  std::vector<std::string> names;
  std::string help = "What goes to standard output:";
  for (const ReportFormat& format : ReportFormats()) {
    const std::string name(format.name);
    help += (names.empty() ? " " : "; ") + name + ", " + std::string(format.what);
    names.push_back(name);
  }
  run->add_option("--format", outputs->format, help)
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  run->add_option("--output", outputs->output, "A file for --format instead of standard output");
  for (const std::string& name : names) {
    run->add_option("--" + name, outputs->files[name], "A file that gets the " + name + " report");
  }
}

bool WriteReports(const RunOutputs& outputs, const RunResult& run) {
  bool written = true;
  if (!outputs.output.empty()) {
    written = WriteFile(outputs.output, ReportFormatNamed(outputs.format).make(run));
  } else if (!outputs.streams_text()) {
    Print(ReportFormatNamed(outputs.format).make(run));
  }
  for (const auto& [name, path] : outputs.files) {
    if (!path.empty() && !WriteFile(path, ReportFormatNamed(name).make(run))) written = false;
  }
  return written;
}

}  // namespace simulator
