// Temporary credentials: made from a Session, shown in answers.
#pragma once

#include "mockaws/operation/context.h"
#include "mockaws/state/session.h"

namespace mockaws {

// Completes the session (access key id of `account_id`, secret, instants from context.now and
// `duration_seconds`, cut to whole seconds as shown) and gives it as the answer's Credentials.
Value IssueCredentials(OpContext& context, Session* session, int64_t duration_seconds);

// Session ARN, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`: no path (recorded).
std::string AssumedRoleArn(std::string_view account_id, std::string_view role_name,
                           std::string_view session_name);

}  // namespace mockaws
