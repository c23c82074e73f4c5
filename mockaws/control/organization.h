// `/_iamsim/organization`: the organizations that the server's accounts belong to.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"
#include "mockaws/state/organization.h"
#include "mockaws/wire/http_message.h"
#include "policy_engine/base/json.h"

namespace mockaws {

// Reads an organization as the control API and seed files write it (docs/control-api.md). Ids that
// are left out are made. Errors: members that are unknown, missing or of the wrong type; ids that
// aren't AWS's; accounts named twice; policies that Organizations would refuse or that don't exist.
ControlResult<Organization> ReadOrganization(const policy_engine::Json& json, IdSource* ids);

// Stores it, in place of the present one of the same management account, and makes its accounts.
// Error: an account that belongs to another organization.
ControlResult<void> StoreOrganization(State* state, Organization organization, Instant now);

// GET, PUT and DELETE of the path.
ControlResult<HttpResponse> OrganizationPath(ServerParts& parts, const HttpRequest& request);

}  // namespace mockaws
