// A scenario's handshake as a sequence diagram in SVG.
#pragma once

#include <string>

#include "simulator/runner/results.h"

namespace simulator {

// Who acts stands left, the accounts that are asked right; a session's lane begins where it is
// issued and ends where it expires. Each step links to `#` + `anchor_prefix` + its number. Empty if
// no step acts. Colours come from the page's style sheet.
std::string SequenceDiagram(const ScenarioResult& scenario, const std::string& anchor_prefix);

}  // namespace simulator
