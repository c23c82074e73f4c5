// POST /_iamsim/authorize: one question to the engine about the server's state.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// Decides the question (docs/control-api.md, `POST /_iamsim/authorize`) about `state` and adds the
// judgement to `record`, whose caller it fills in. Nothing is logged.
ControlResult<void> JudgeQuestion(ServerParts& parts, const State& state,
                                  const policy_engine::Json& question, DecisionRecord* record);

// The decision's record, kept in the log like any other. Errors: docs/control-api.md.
ControlResult<DecisionRecordPtr> AuthorizeQuestion(ServerParts& parts,
                                                   const policy_engine::Json& question);

}  // namespace mockaws
