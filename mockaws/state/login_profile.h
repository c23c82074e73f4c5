// Console passwords.
#pragma once

#include <optional>
#include <vector>

#include "mockaws/crypto/password.h"
#include "mockaws/runtime/clock.h"

namespace mockaws {

struct LoginProfile {
  Instant created;
  Instant changed;  // when the present password was set
  bool reset_required = false;
  std::optional<PasswordHash> password;  // none: the root user's, recovered through AssumeRoot
  std::vector<PasswordHash> earlier;     // newest first, at most kRememberedPasswords
  std::optional<Instant> last_used;
};

// The longest memory that a password policy may ask for.
inline constexpr size_t kRememberedPasswords = 24;

// What UpdateAccountPasswordPolicy sets; its defaults are the operation's.
struct PasswordPolicy {
  int64_t minimum_length = 6;
  bool require_symbols = false;
  bool require_numbers = false;
  bool require_uppercase = false;
  bool require_lowercase = false;
  bool users_may_change = false;
  std::optional<int64_t> max_age_days;
  std::optional<int64_t> reuse_prevention;
  bool hard_expiry = false;
  bool hard_expiry_given = false;
};

}  // namespace mockaws
