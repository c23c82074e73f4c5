// Trade-in tokens: what SendDelegationToken sends to a product's maker over a channel that isn't
// here, and what GetDelegatedAccessToken takes in exchange for credentials.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/runtime/clock.h"
#include "mockaws/state/delegation_request.h"
#include "mockaws/sts/session_tokens.h"

namespace mockaws {

// The token for one finalized request. `policy` is what its policy template grants; templates
// aren't public, so without one (empty) the credentials may do nothing. Thread-safe.
std::string MakeTradeInToken(SessionTokens& tokens, std::string_view request_id,
                             std::string_view policy);

// When a finalized request's tokens and credentials end.
Instant EndOfDelegation(const DelegationRequest& request);

}  // namespace mockaws
