// What a password must be like.
#pragma once

#include <optional>
#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/state/login_profile.h"

namespace mockaws {

// Checks length and character classes; without a policy AWS asks for eight characters of three of
// the four classes. Error: PasswordPolicyViolation.
ApiResult<void> CheckPassword(const std::optional<PasswordPolicy>& policy,
                              std::string_view password);

// Checks the memory that the policy asks for. Error: PasswordPolicyViolation.
ApiResult<void> CheckPasswordReuse(const std::optional<PasswordPolicy>& policy,
                                   const LoginProfile& profile, std::string_view password);

}  // namespace mockaws
