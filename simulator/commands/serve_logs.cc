#include "simulator/commands/serve_logs.h"

#include <CLI/CLI.hpp>

namespace simulator {

using policy_engine::Result;

Result<void> OpenLogs(const LogOptions& options, mockaws::Service* service) {
  mockaws::Observers& observers = service->parts().observers;
  if (!options.access_log.empty()) {
    ASSIGN_OR_RETURN(auto file, mockaws::LineFile::Open(options.access_log));
    const auto format =
        options.access_log_format == "json" ? mockaws::LogFormat::kJson : mockaws::LogFormat::kText;
    observers.access_log = std::make_unique<mockaws::AccessLog>(std::move(file), format);
  }
  if (!options.cloud_trail.empty()) {
    ASSIGN_OR_RETURN(auto file, mockaws::LineFile::Open(options.cloud_trail));
    observers.cloud_trail =
        std::make_unique<mockaws::CloudTrail>(std::move(file), service->parts().environment.ids);
  }
  return {};
}

void AddLogOptions(CLI::App* serve, LogOptions* options) {
  serve->add_option("--access-log", options->access_log,
                    "File (or - for standard output) that gets a line for each request");
  serve->add_option("--access-log-format", options->access_log_format, "text or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}));
  serve->add_option("--cloudtrail", options->cloud_trail,
                    "File (or -) that gets CloudTrail's record of each call, one JSON object a "
                    "line");
}

}  // namespace simulator
