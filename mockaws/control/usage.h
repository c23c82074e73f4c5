// GET /_iamsim/usage: what users and roles were allowed and did, and what they may do and didn't.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// `?principal=ARN` tells of one, `?unused=false` leaves out what was not used.
ControlResult<HttpResponse> UsagePath(ServerParts& parts, const HttpRequest& request,
                                      std::string_view principal, bool unused);

}  // namespace mockaws
