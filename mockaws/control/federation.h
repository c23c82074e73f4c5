// Token issuers: the keys of others, which are given to the server, and the public documents of the
// accounts' own.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// GET and POST /_iamsim/oidc: the keys that an issuer publishes, and providers that trust it.
ControlResult<HttpResponse> OidcPath(ServerParts& parts, const HttpRequest& request);

// `/.well-known/openid-configuration` and `/.well-known/jwks.json` of the issuer with this UUID.
ControlResult<HttpResponse> DiscoveryPath(ServerParts& parts, std::string_view issuer_id,
                                          std::string_view path);

}  // namespace mockaws
