// The control API, /_iamsim/…: what AWS doesn't have. docs/control-api.md describes it.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

// True for paths of the control API.
bool IsControlPath(std::string_view path);

// True for requests to the host name of an account's issuer of tokens
// (UUID.tokens.sts.global.api.aws): a resolver that names the server so makes its tokens
// verifiable.
bool IsForTokenIssuer(const HttpRequest& request);
// Its public documents, for everybody. Thread-safe.
HttpResponse HandleTokenIssuer(ServerParts& parts, const HttpRequest& request);

// Answers one request of the control API, refusing peers that it doesn't serve. Thread-safe.
HttpResponse HandleControl(ServerParts& parts, const HttpRequest& request);

}  // namespace mockaws
