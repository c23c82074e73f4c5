// Managed policies as the engine wants them, the account's own and AWS's alike.
#pragma once

#include <string_view>

#include "mockaws/state/state.h"

namespace mockaws {

// The compiled default version as it now stands; null if there is no such policy (any more).
// AWS's policies are compiled on first use and kept. Thread-safe.
CompiledPolicyPtr CompiledManagedPolicy(const State& state, std::string_view policy_arn);

}  // namespace mockaws
