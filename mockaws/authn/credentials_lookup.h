// Authentication: from a verified signature to the Caller.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/runtime/settings.h"
#include "mockaws/sts/session_tokens.h"

namespace mockaws {

// Who an access key id (with its session token, if any) stands for.
struct Identity {
  std::string secret;
  // Complete but for arn and user_id's entities of an account that doesn't exist yet.
  Caller caller;
  // The bootstrap credentials of an account that is yet to be made.
  bool account_missing = false;
};

// Resolves credentials against `state`. Errors, in the recorded order: InvalidClientTokenId
// (unknown or inactive key, temporary key without its own token, a token that doesn't open),
// ExpiredToken, InvalidClientTokenId (session whose user or role is gone).
ApiResult<Identity> ResolveCredentials(const State& state, SessionTokens& tokens,
                                       const Settings& settings, std::string_view access_key_id,
                                       std::optional<std::string_view> session_token, Instant now);

// What sessions may not call by their kind (GetSessionToken and federation credentials), judged
// before authorization. `service` is "iam" or "sts".
ApiResult<void> CheckSessionMayCall(const Caller& caller, std::string_view service,
                                    std::string_view operation);

}  // namespace mockaws
