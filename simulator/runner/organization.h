// A file's organization as the control API takes it (docs/control-api.md).
#pragma once

#include "policy_engine/base/json.h"
#include "simulator/scenario/format.h"
#include "simulator/scenario/variables.h"

namespace simulator {

// CHECKs that the scenario has an organization. Errors: unset variables.
SourceResult<policy_engine::Json> OrganizationJson(const Scenario& scenario,
                                                   const Variables& variables);

}  // namespace simulator
