// Export: an account as `aws iam get-account-authorization-details` prints it.
#pragma once

#include <string>

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// Documents are objects and times have offsets, as the AWS CLI shows them. Error: no such account.
ControlResult<policy_engine::Json> ExportAuthorizationDetails(ServerParts& parts,
                                                              const std::string& account_id);

}  // namespace mockaws
