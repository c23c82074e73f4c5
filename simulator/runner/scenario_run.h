// ScenarioRun: one run of a scenario, step by step.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "simulator/runner/results.h"
#include "simulator/runner/run_state.h"
#include "simulator/runner/runner.h"

namespace simulator {

// Why a run can't begin: what is wrong with the file or refused by AWS, or a fault of iamsim's own.
struct RunFault {
  SourceIssues problems;
  std::string internal_error;
};

class ScenarioRun {
 public:
  // A world with what the scenario declares. `scenario` must outlive the run.
  static policy_engine::Result<std::unique_ptr<ScenarioRun>, RunFault> Start(
      const Scenario& scenario, const std::vector<Variable>& combination,
      const WorldMaker& make_world);

  // Makes the next step; never fails: what goes wrong stands in the result.
  StepResult Make(const Step& step);

  RunState& state() { return state_; }

 private:
  ScenarioRun(const Scenario& scenario, std::unique_ptr<World> world, Variables variables,
              Seeded seeded)
      : world_(std::move(world)),
        state_(scenario, *world_, std::move(variables), std::move(seeded)) {}

  std::unique_ptr<World> world_;
  RunState state_;
};

}  // namespace simulator
