// A policy that grants what was used and no more.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy_engine/base/json.h"

namespace simulator {

struct Wildcards {
  bool resources = false;  // resources alike but for their last part become one pattern
  bool actions = false;    // actions of a service with one verb (Get, List) become one pattern
};

// Actions on the same resources share a statement; everything is sorted.
policy_engine::Json MinimizedPolicy(
    const std::map<std::string, std::vector<std::string>>& resources_by_action,
    const Wildcards& wildcards);

}  // namespace simulator
