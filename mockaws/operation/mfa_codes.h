// Codes of virtual MFA devices: pairs that synchronize a device, and single ones that STS takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"

namespace mockaws {

// Sets the device's clock by two codes of consecutive steps. The second may lie 998 steps behind
// to 1,000 ahead of where the device's clock is thought to be, and both must be newer than those of
// the last pair (recorded). Error: InvalidAuthenticationCode; the device is then as it was.
ApiResult<void> SynchronizeDevice(MfaDevice* device, Instant now, std::string_view first_code,
                                  std::string_view second_code);

// Takes one code of a device: it is good within two steps of the device's clock, once, and each try
// counts against the device's budget, whatever becomes of the call. `device` is the account's and
// stays as it was. Error: AccessDenied in AWS's two sentences.
ApiResult<void> TakeMfaCode(State& state, const std::string& account_id, const MfaDevice& device,
                            Instant now, std::string_view code);

// What AssumeRole and GetSessionToken do with SerialNumber and TokenCode: the instant of
// verification, or nothing if the input names neither. A call with a TokenCode writes. Errors as
// above, also for a device that isn't the caller's.
ApiResult<std::optional<Instant>> VerifyMfaInput(OpContext& context);

}  // namespace mockaws
