// Temporary credentials: made from a Session, shown in answers.
#pragma once

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/state/session.h"

namespace mockaws {

// The largest session token in bytes. AWS's own isn't public; see docs/fidelity.md.
inline constexpr int64_t kSessionTokenBytesMax = 8192;

// Completes the session (access key id of `account_id`, secret, instants from context.now and
// `duration_seconds`, cut to whole seconds as shown) and gives it as the answer's Credentials. The
// token is padded to the input's MinimumSessionTokenSize. Error: PackedPolicyTooLarge.
ApiResult<Value> IssueCredentials(OpContext& context, Session* session, int64_t duration_seconds);

// The same for a session whose instants are settled already.
ApiResult<Value> IssueCredentials(OpContext& context, Session* session);

// SessionTokenSize and SessionTokenUtilization (percentage of the largest token, rounded up) of the
// Credentials in `result`.
void SetTokenSize(Value* result);

// Session ARN, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`: no path (recorded).
std::string AssumedRoleArn(std::string_view account_id, std::string_view role_name,
                           std::string_view session_name);

// `arn:aws:sts::ACCOUNT:federated-user/NAME`.
std::string FederatedUserArn(std::string_view account_id, std::string_view name);

}  // namespace mockaws
