// The channel over which a product's maker would get a trade-in token.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// POST /_iamsim/delegation-tokens: the trade-in token of a delegation request that is FINALIZED.
ControlResult<HttpResponse> DelegationTokensPath(ServerParts& parts, const HttpRequest& request);

}  // namespace mockaws
