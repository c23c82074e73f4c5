// The trust graph: who can become which role.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// GET /_iamsim/trust-graph: nodes (users and roles of the state, and what trust policies name
// beside them) and edges, each with the conditions that a request must meet.
ControlResult<HttpResponse> TrustGraphPath(ServerParts& parts, const HttpRequest& request);

}  // namespace mockaws
