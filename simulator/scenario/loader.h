// From the text of a scenario file to a Scenario, checked as far as can be without running it.
#pragma once

#include <string>
#include <string_view>

#include "simulator/scenario/format.h"

namespace simulator {

// Errors: everything that is wrong, in the order of the file: YAML, unknown keys with the nearest
// allowed one, wrong types, identities and variables that nothing defines, unreadable `file:`
// references (relative to the scenario's directory).
SourceResult<Scenario> LoadScenario(std::string_view text, const std::string& file);

// Reads the file first.
SourceResult<Scenario> LoadScenarioFile(const std::string& path);

// A seed file: `seed: 1`, `vars`, and `accounts` as in a scenario, where access keys have id and
// secret and an account may have `root_access_keys`. The rest of the scenario is empty. Errors: as
// of scenarios.
SourceResult<Scenario> LoadSeed(std::string_view text, const std::string& file);
SourceResult<Scenario> LoadSeedFile(const std::string& path);

}  // namespace simulator
