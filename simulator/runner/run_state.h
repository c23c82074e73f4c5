// RunState: what a scenario's run has gathered so far.
#pragma once

#include <map>
#include <set>
#include <string>

#include "simulator/runner/seeder.h"
#include "simulator/runner/world.h"
#include "simulator/scenario/format.h"
#include "simulator/scenario/variables.h"

namespace simulator {

struct RunState {
  RunState(const Scenario& scenario_run, World& world_used, Variables variables_set, Seeded seeded)
      : scenario(scenario_run),
        world(world_used),
        variables(std::move(variables_set)),
        credentials(std::move(seeded.credentials)),
        devices(std::move(seeded.devices)),
        providers(std::move(seeded.providers)) {}

  const Scenario& scenario;
  World& world;
  Variables variables;
  CredentialsByIdentity credentials;  // of users by identity, of sessions by `session/NAME`
  std::map<std::string, SeededDevice, std::less<>> devices;      // as Seeded has them
  std::map<std::string, SeededProvider, std::less<>> providers;  // likewise
  // Variables and `session/NAME`s that a step should have saved but did not, with its number.
  std::map<std::string, size_t, std::less<>> unsaved;
  bool trace = false;  // steps keep their exchanges
};

}  // namespace simulator
