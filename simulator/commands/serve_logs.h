// What `iamsim serve` writes down: the access log and CloudTrail's records.
#pragma once

#include <string>

#include "mockaws/service/service.h"
#include "policy_engine/result.h"

namespace CLI {
class App;
}

namespace simulator {

struct LogOptions {
  std::string access_log;  // path or "-"; empty: none
  std::string access_log_format = "text";
  std::string cloud_trail;  // path or "-"; empty: none
};

void AddLogOptions(CLI::App* serve, LogOptions* options);

// Opens what is asked for. Before the server starts. Error: a file can't be opened.
policy_engine::Result<void> OpenLogs(const LogOptions& options, mockaws::Service* service);

}  // namespace simulator
