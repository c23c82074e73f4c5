// Members of JSON objects that may be absent.
#pragma once

#include <string>
#include <string_view>

#include "policy_engine/base/json.h"

namespace simulator {

// The member's text; empty if it is absent or no text.
std::string TextOf(const policy_engine::Json& object, std::string_view member);

// The member's items; none if it is absent or no list.
const policy_engine::Json::Array& ItemsOf(const policy_engine::Json& object,
                                          std::string_view member);

}  // namespace simulator
