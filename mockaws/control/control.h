// The control API, /_iamsim/…: what AWS doesn't have. docs/control-api.md describes it.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

// True for paths of the control API.
bool IsControlPath(std::string_view path);

// Answers one request of the control API, refusing peers that it doesn't serve. Thread-safe.
HttpResponse HandleControl(ServerParts& parts, const HttpRequest& request);

}  // namespace mockaws
