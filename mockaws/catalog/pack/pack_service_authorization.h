// data/service_authorization.json as the packed table that mockaws/catalog/service_authorization.h
// reads.
#pragma once

#include <string>

#include "policy_engine/base/json.h"
#include "policy_engine/result.h"

namespace mockaws {

// `tables` is the whole file. Errors: an unknown access level or key type, an action that names a
// resource type which its service lacks.
policy_engine::Result<std::string> PackServiceAuthorization(const policy_engine::Json& tables);

}  // namespace mockaws
