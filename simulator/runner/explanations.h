// Compares the engine's explanation of a decision with what a scenario expects of it.
#pragma once

#include <string>
#include <vector>

#include "policy_engine/base/json.h"
#include "simulator/runner/results.h"
#include "simulator/scenario/format.h"
#include "simulator/scenario/variables.h"

namespace simulator {

// `record` is a decision as docs/control-api.md describes it. Of several authorizations the first
// that was refused counts, else the first; `matched` and `ignored` look at all of them. Errors:
// unset variables.
SourceResult<std::vector<Mismatch>> MatchExplanation(const policy_engine::Json& record,
                                                     const ExplainExpectation& expected,
                                                     const Scenario& scenario,
                                                     const Variables& variables);

// The statements that matched, as `matched` names them: ACCOUNT/OWNER TYPE/OWNER/POLICY/SID, with
// `#N` (from 1) where there is no Sid, and the account by its name in the scenario.
std::vector<std::string> MatchedStatements(const policy_engine::Json& record,
                                           const Scenario& scenario);

}  // namespace simulator
