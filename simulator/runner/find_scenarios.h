// Which files `iamsim run PATH...` means.
#pragma once

#include <string>
#include <vector>

#include "policy_engine/result.h"

namespace simulator {

// Files as they are given; of directories every *.yaml and *.yml below them, those whose name
// begins with `.` or `_` left out, in the order of their paths. A path that isn't there may be a
// pattern, as of a shell that leaves them alone: `*` and `?` within a name, `[a-z]`, and `**` for
// any folders or none; what it matches counts as given. Each file once. Errors: a path that isn't
// there, a pattern that matches nothing.
policy_engine::Result<std::vector<std::string>> FindScenarios(
    const std::vector<std::string>& paths);

}  // namespace simulator
