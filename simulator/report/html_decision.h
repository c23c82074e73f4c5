// A decision's record as HTML: which policies took part, their documents with what matched and what
// nearly did, and what would change the outcome.
#pragma once

#include <string>

#include "policy_engine/base/json.h"
#include "simulator/runner/results.h"

namespace simulator {

// `record` as docs/control-api.md has it, with documents. Accounts are called as in `scenario`.
std::string DecisionHtml(const policy_engine::Json& record, const ScenarioResult& scenario);

// `acme (111122223333)`, or the id alone.
std::string AccountLabel(const std::string& id, const ScenarioResult& scenario);

}  // namespace simulator
