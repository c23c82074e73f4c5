// Which files `iamsim run PATH...` means.
#pragma once

#include <string>
#include <vector>

#include "policy_engine/result.h"

namespace simulator {

// Files as they are given; of directories every *.yaml and *.yml below them, those whose name
// begins with `.` or `_` left out, in the order of their paths. Each file once. Errors: a path that
// isn't there.
policy_engine::Result<std::vector<std::string>> FindScenarios(
    const std::vector<std::string>& paths);

}  // namespace simulator
