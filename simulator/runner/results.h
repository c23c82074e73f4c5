// What came of running scenarios; reports are made from it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "simulator/runner/exchange.h"
#include "simulator/scenario/source.h"

namespace simulator {

// One expectation that was not met.
struct Mismatch {
  std::string what;  // `error`, `body User.Arn`, `explain decision`
  std::string expected;
  std::string actual;
  SourcePlace place;
};

enum class StepStatus {
  kPassed,
  kFailed,
  kKnownGap,  // failed as `known_gap` says it does
  kNotRun,    // it needs what an earlier step, which failed, was to save
  kSkipped,   // it needs what the endpoint doesn't have; no failure
};

// `passed`, `failed`, `knownGap`, `notRun`, `skipped`.
std::string_view StepStatusName(StepStatus status);

struct StepResult {
  size_t number = 0;
  std::string title;  // the step's name, else its action
  std::string actor;  // `acme/user/ana`; empty where nobody acts
  std::string on_behalf_of;
  std::string action;   // `sts:AssumeRole`, `check`, `advance 1h1s`
  std::string time;     // simulated, at the step's start
  std::string outcome;  // `200`, `AccessDenied`, `2 allowed, 1 denied`
  StepStatus status = StepStatus::kPassed;
  std::string known_gap;
  std::string note;  // why it did not run, or was skipped
  std::vector<Mismatch> mismatches;
  std::string explanation;                // the engine's, where an expectation was not met
  std::vector<Exchange> exchanges;        // in a traced run
  std::vector<IssuedCredentials> issued;  // what the step kept as sessions
  SourcePlace place;
};

struct ScenarioResult {
  std::string file;
  std::string name;
  std::string story;
  std::string notice;
  std::string exercise;
  std::vector<std::string> tags;
  std::vector<std::pair<std::string, std::string>> combination;  // of the matrix
  std::vector<std::pair<std::string, std::string>> accounts;     // names and ids
  std::vector<StepResult> steps;
  // In a recorded run: what users and roles made use of (docs/control-api.md, usage).
  policy_engine::Json usage;
  // Why the scenario could not be run at all: what is wrong with the file, AWS's refusal of what
  // it declares.
  SourceIssues problems;
  // A fault of iamsim's own; the run ends there.
  std::string internal_error;

  size_t Count(StepStatus status) const;
  bool passed() const;
};

struct RunTotals {
  size_t steps = 0;
  size_t failed_steps = 0;
  size_t unmade_steps = 0;
  size_t skipped_steps = 0;
  size_t gaps = 0;
  size_t failed_scenarios = 0;
};

struct RunResult {
  std::vector<ScenarioResult> scenarios;

  // 0: every expectation met; 1: one was not; 2: a file is invalid, or there is none; 3: internal.
  int exit_code() const;
  RunTotals Totals() const;
};

}  // namespace simulator
