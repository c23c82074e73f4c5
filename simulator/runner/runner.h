// Runner: seeds a world with a scenario's accounts, makes its steps, and compares each answer with
// what is expected.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "simulator/runner/replace_policies.h"
#include "simulator/runner/results.h"
#include "simulator/runner/world.h"
#include "simulator/scenario/format.h"

namespace simulator {

// Gives the scenario's own, empty server. Errors: it could not be started.
using WorldMaker = std::function<policy_engine::Result<std::unique_ptr<World>>(
    policy_engine::Instant start, uint64_t seed)>;

struct RunSettings {
  bool trace = false;   // keep what was sent and what came back, with its decision
  bool record = false;  // keep what users and roles made use of
  // Once the scenario's declarations are made, this user or role gets this policy in place of all
  // its own.
  std::optional<PolicyReplacement> replacement;
};

// Runs each combination of the scenario's matrix; one result for each. Never fails: what goes wrong
// stands in the results.
std::vector<ScenarioResult> RunScenario(const Scenario& scenario, const WorldMaker& make_world,
                                        const RunSettings& settings = {});

// The result of a file that can't be loaded.
ScenarioResult UnloadedScenario(const std::string& file, const SourceIssues& issues);

}  // namespace simulator
