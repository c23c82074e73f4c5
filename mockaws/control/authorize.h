// POST /_iamsim/authorize: one question to the engine about the server's state.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// The decision's record, kept in the log like any other. Errors: docs/control-api.md.
ControlResult<DecisionRecordPtr> AuthorizeQuestion(ServerParts& parts,
                                                   const policy_engine::Json& question);

}  // namespace mockaws
