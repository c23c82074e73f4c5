// Questions about the whole state: who may do something, and what somebody may do.
#pragma once

#include <string>
#include <vector>

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"

namespace mockaws {

// Somebody who can act: a user, a role or a root user.
struct StatePrincipal {
  std::string arn;
  std::string kind;  // "user", "role", "root"
  std::string account;
};

// Account by account, the root user first, then users, then roles, each by name.
std::vector<StatePrincipal> PrincipalsOf(const State& state);

// All that the principal may do: the list that what-can answers in `actions`. `context` may be
// null. Errors: as `authorize`.
ControlResult<policy_engine::Json> WhatCan(ServerParts& parts, const State& state,
                                           const std::string& principal,
                                           const policy_engine::Json* context);

// GET /_iamsim/principals
ControlResult<HttpResponse> PrincipalsPath(ServerParts& parts, const HttpRequest& request);
// POST /_iamsim/who-can: {"action","resource","context"}
ControlResult<HttpResponse> WhoCanPath(ServerParts& parts, const HttpRequest& request);
// POST /_iamsim/what-can: {"principal","context"} and, if only they are asked, "questions":
// [{"action","resource"}]
ControlResult<HttpResponse> WhatCanPath(ServerParts& parts, const HttpRequest& request);

}  // namespace mockaws
