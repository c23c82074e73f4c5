// The control API's snapshots: the state by name, to go back to.
#pragma once

#include <string_view>

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// Answers `snapshots`, `snapshots/NAME`, `snapshots/NAME/restore`; `path` is what follows
// "snapshots". Errors: names that aren't 1 to 64 letters, digits, `.`, `_`, `-`; unknown ones; too
// many.
ControlResult<HttpResponse> SnapshotsPath(ServerParts& parts, const HttpRequest& request,
                                          std::string_view path);

}  // namespace mockaws
