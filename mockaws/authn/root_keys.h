// Root users' access keys, which no API call of AWS makes: seed files and scenarios do.
#pragma once

#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/state/state.h"

namespace mockaws {

// Gives the account's root user an access key, making the account if need be. Errors:
// ValidationError for an id or secret that no client could use; EntityAlreadyExists.
ApiResult<void> AddRootAccessKey(State& state, std::string_view account_id,
                                 std::string_view access_key_id, std::string_view secret,
                                 Instant now);

}  // namespace mockaws
