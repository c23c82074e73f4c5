// Where the scenarios lie that came with iamsim.
#pragma once

#include <string>

#include "policy_engine/result.h"

namespace simulator {

// `given` if it isn't empty; else `scenarios` here or above the program, else `share/iamsim/
// scenarios` above the program. Error: there is none, and where it was looked for.
policy_engine::Result<std::string> FindLibrary(const std::string& given);

}  // namespace simulator
