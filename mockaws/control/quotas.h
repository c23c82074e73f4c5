// /_iamsim/quotas: an account's quotas, told and changed.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// All quotas of the account by name, as they stand after `change` (null: none). Makes the account
// if need be. Errors: docs/control-api.md; nothing is changed then.
ControlResult<policy_engine::Json> AccountQuotas(ServerParts& parts, std::string_view account_id,
                                                 const policy_engine::Json* change);

}  // namespace mockaws
