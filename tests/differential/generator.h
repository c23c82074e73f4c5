// Random cases of `iamsim eval`, skewed so that policies and requests collide.
#pragma once

#include <cstdint>

#include "policy_engine/base/json.h"
#include "tests/differential/random.h"

namespace differential {

// The same case for the same seed, on every machine.
policy_engine::Json GenerateCase(uint64_t seed);

// A further policy document for a case of this seed: one statement of the given effect that suits
// the policy member (`identityPolicies`, `serviceControlPolicies` …).
policy_engine::Json GenerateDocument(uint64_t seed, const char* member, const char* effect);

}  // namespace differential
