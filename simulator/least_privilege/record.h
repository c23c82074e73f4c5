// Records of runs: what users and roles made use of, and what came of each step.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy_engine/base/json.h"
#include "simulator/runner/results.h"

namespace simulator {

// What `iamsim run --record` writes.
policy_engine::Json RecordJson(const RunResult& run);

struct RecordedRun {
  std::string file;
  std::string name;
  std::vector<std::string> outcomes;  // of each step
  // By principal: actions and the resources on which they were used.
  std::map<std::string, std::map<std::string, std::vector<std::string>>> used;
};

// Errors: what makes it no record.
policy_engine::Result<std::vector<RecordedRun>> ReadRecord(const std::string& text);

// What tells one step's result from another's; equal results read alike.
std::string OutcomeOfStep(const StepResult& step);

policy_engine::Result<void> WriteFile(const std::string& path, const std::string& text);

}  // namespace simulator
