// Virtual MFA devices.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "mockaws/state/entities.h"

namespace mockaws {

// What was tried of a device's codes.
struct MfaCodeUse {
  // Steps whose codes were used up.
  std::set<int64_t> used_steps;
  // Tries in the newest window of three minutes.
  int64_t window = 0;
  int tries = 0;

  // Counts one try against the budget: nine in each window (recorded). False: it is spent.
  bool TakeTry(Instant now);
  // Uses a code up. False: it was used before.
  bool UseStep(int64_t step);
};

struct MfaDevice {
  std::string serial;  // its ARN
  // A FIDO security key: it has no codes, so none of what takes codes knows it.
  bool is_security_key = false;
  std::string seed;  // raw bytes
  Tags tags;
  std::string user_id;  // AIDA… of the user it is enabled for; the account id for root; or empty
  std::optional<Instant> enabled;
  // Steps that the device's clock is ahead of the server's, and the second step of the newest pair
  // of codes that synchronized it. Both stay when the device changes hands (recorded).
  int64_t drift_steps = 0;
  int64_t last_step = 0;
  MfaCodeUse code_use;
};

}  // namespace mockaws
