// The checks of an account's quotas.
#pragma once

#include <cstddef>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"

namespace mockaws {

// Checks that there is room for one more beside the `present` ones. Error: LimitExceeded.
ApiResult<void> CheckRoom(const OpContext& context, int64_t Quotas::*quota, size_t present);

// Checks a document's size. Error: LimitExceeded.
ApiResult<void> CheckSize(const OpContext& context, int64_t Quotas::*quota, size_t size);

}  // namespace mockaws
