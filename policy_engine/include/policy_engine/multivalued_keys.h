// The context keys that are lists by their type, in lower case.
#pragma once

#include <string_view>

namespace policy_engine {

inline constexpr std::string_view kMultivaluedKeys[] = {
#include "policy_engine/multivalued_keys.inc"
};

}  // namespace policy_engine
