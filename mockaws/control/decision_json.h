// Decision records as docs/control-api.md shows them, JSON and text.
#pragma once

#include <string>

#include "mockaws/authz/decision_record.h"
#include "mockaws/state/state.h"
#include "policy_engine/base/json.h"

namespace mockaws {

// The whole record. `state` tells which entity holds a managed policy, as things now stand. With
// `documents` each policy has its text as it was judged.
policy_engine::Json DecisionJson(const DecisionRecord& record, const State& state,
                                 bool documents = false);

// The same for people.
std::string DecisionText(const DecisionRecord& record);

}  // namespace mockaws
