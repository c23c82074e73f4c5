// POST /_iamsim/security-keys: registers a FIDO security key, as the console's page does. IAM's API
// has no operation for it.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// The new key's serial number. Errors: docs/control-api.md.
ControlResult<policy_engine::Json> RegisterSecurityKey(ServerParts& parts,
                                                       const policy_engine::Json& request);

}  // namespace mockaws
