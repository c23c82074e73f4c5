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

}  // namespace simulator
