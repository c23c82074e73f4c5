// POST /_iamsim/sign-in: what the console's sign-in page does with a user's password.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// Checks password and MFA code and notes the use (PasswordLastUsed). Errors: docs/control-api.md.
ControlResult<policy_engine::Json> SignIn(ServerParts& parts, const policy_engine::Json& request);

}  // namespace mockaws
