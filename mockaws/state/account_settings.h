// What an account has only once.
#pragma once

#include <string>

namespace mockaws {

struct AccountSettings {
  std::string alias;  // empty: none
};

}  // namespace mockaws
