// Refusals by the model's name of the error.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"

namespace mockaws {

// For errors that one operation alone has: code, status and type are the model's. CHECKs that the
// model knows `shape_name`, for example "RoleModifiedException".
ApiError ModelledRefusal(const OpContext& context, std::string_view shape_name,
                         std::string message);

}  // namespace mockaws
