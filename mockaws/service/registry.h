// Registry: every operation that iamsim implements, by service and name.
#pragma once

#include <string_view>
#include <vector>

#include "mockaws/operation/operation.h"

namespace mockaws {

// Null if the operation isn't implemented. `service` is "iam" or "sts".
const Operation* FindOperation(std::string_view service, std::string_view name);

// All rows of a service, for checks against the model.
std::vector<const Operation*> OperationsOf(std::string_view service);

}  // namespace mockaws
