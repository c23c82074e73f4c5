// The life of a scenario's credentials on a time line in SVG.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// A row for each identity that acts, a column for each step: from when to when its credentials were
// good, and what came of each use. Empty if nobody acts.
std::string CredentialTimeline(const ScenarioResult& scenario);

}  // namespace simulator
