// The trust graph for people: text, Graphviz's DOT, SVG. It takes what the control API gives
// (docs/control-api.md).
#pragma once

#include <string>

#include "policy_engine/base/json.h"

namespace simulator {

// Each principal that can become a role, and what it reaches by that, role by role.
std::string TrustText(const policy_engine::Json& graph);
std::string TrustDot(const policy_engine::Json& graph);
std::string TrustSvg(const policy_engine::Json& graph);

}  // namespace simulator
