#include "mockaws/operation/mfa_codes.h"

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/totp.h"

namespace mockaws {
namespace {

constexpr int64_t kStepsBehindMax = 998;
constexpr int64_t kStepsAheadMax = 1'000;
constexpr int64_t kTolerance = 2;

bool IsPair(const MfaDevice& device, int64_t second_step, std::string_view first_code,
            std::string_view second_code) {
  return second_step - 1 > device.last_step &&
         ConstantTimeEqual(TotpCode(device.seed, second_step), second_code) &&
         ConstantTimeEqual(TotpCode(device.seed, second_step - 1), first_code);
}

// The step of the second code; nothing if the codes are no pair within the window. The nearest step
// is tried first.
std::optional<int64_t> FindPair(const MfaDevice& device, int64_t clock_step,
                                std::string_view first_code, std::string_view second_code) {
  for (int64_t distance = 0; distance <= kStepsAheadMax; ++distance) {
    if (IsPair(device, clock_step + distance, first_code, second_code)) {
      return clock_step + distance;
    }
    if (distance > 0 && distance <= kStepsBehindMax &&
        IsPair(device, clock_step - distance, first_code, second_code)) {
      return clock_step - distance;
    }
  }
  return std::nullopt;
}

ApiError UnableToValidate() {
  return AccessDenied(
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA "
      "serial number is valid and associated with this user.");
}

// The calling user's own device, nullptr if the serial number names none.
const MfaDevice* CallersDevice(const OpContext& context, std::string_view serial) {
  const MfaDevice* device = context.account().mfa_devices.Find(NameKey(serial));
  if (device == nullptr || device->user_id.empty() || device->is_security_key) return nullptr;
  if (context.caller.kind == Caller::Kind::kRoot) {
    return device->user_id == context.caller.account_id ? device : nullptr;
  }
  if (context.caller.kind != Caller::Kind::kUser) return nullptr;
  return device->user_id == context.caller.user->id ? device : nullptr;
}

// Uses up the step of this code, if there is one near the device's clock that wasn't used before.
bool UseCode(const MfaDevice& device, Instant now, std::string_view code, MfaCodeUse* use) {
  const int64_t clock_step = TotpStepAt(now) + device.drift_steps;
  for (int64_t step = clock_step - kTolerance; step <= clock_step + kTolerance; ++step) {
    if (!ConstantTimeEqual(TotpCode(device.seed, step), code)) continue;
    if (use->UseStep(step)) return true;
  }
  return false;
}

}  // namespace

ApiResult<void> SynchronizeDevice(MfaDevice* device, Instant now, std::string_view first_code,
                                  std::string_view second_code) {
  if (device->is_security_key) return InvalidAuthenticationCode();
  const int64_t server_step = TotpStepAt(now);
  const auto second_step =
      FindPair(*device, server_step + device->drift_steps, first_code, second_code);
  if (!second_step) return InvalidAuthenticationCode();
  device->drift_steps = *second_step - server_step;
  device->last_step = *second_step;
  return {};
}

ApiResult<void> TakeMfaCode(State& state, const std::string& account_id, const MfaDevice& device,
                            Instant now, std::string_view code) {
  if (device.is_security_key) return UnableToValidate();
  MfaCodeUse use = device.code_use;
  if (!use.TakeTry(now)) return UnableToValidate();
  const bool good = UseCode(device, now, code, &use);
  state.ChangeForGood([account_id, key = NameKey(device.serial), use](State& changed) {
    Account* account = changed.FindAccount(account_id);
    if (account == nullptr || !account->mfa_devices.Contains(key)) return;
    account->mfa_devices.Edit(key)->code_use = use;
  });
  if (good) return {};
  return AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
}

ApiResult<std::optional<Instant>> VerifyMfaInput(OpContext& context) {
  const auto serial = context.in.OptStr("SerialNumber");
  const auto code = context.in.OptStr("TokenCode");
  if (!serial && !code) return std::optional<Instant>();
  if (!serial || !code) return UnableToValidate();
  const MfaDevice* device = CallersDevice(context, *serial);
  if (device == nullptr) return UnableToValidate();
  RETURN_IF_ERROR(
      TakeMfaCode(context.edit_state(), context.caller.account_id, *device, context.now, *code));
  return std::optional(context.now);
}

}  // namespace mockaws
