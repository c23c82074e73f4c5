// Makes the values that stand in a call as made ones (simulator/scenario/made_value.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/runner/run_state.h"

namespace simulator {

// `with`, or null, with texts in place of made values. Errors: unset variables, seeds that aren't.
SourceResult<YamlPointer> MakeValues(const YamlPointer& with, const RunState& state);

// The bytes of an MFA seed as CreateVirtualMFADevice gives it: base32, in base64 on the wire.
std::optional<std::string> ReadTotpSeed(std::string_view text);

}  // namespace simulator
