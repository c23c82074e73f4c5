// What an account has only once.
#pragma once

#include <optional>
#include <string>

#include "mockaws/state/login_profile.h"

namespace mockaws {

struct AccountSettings {
  std::string alias;                       // empty: none
  std::optional<LoginProfile> root_login;  // the root user's, as AssumeRoot sessions make it
  std::optional<PasswordPolicy> password_policy;
};

}  // namespace mockaws
