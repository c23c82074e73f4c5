// Tasks that delete service-linked roles.
#pragma once

#include <string>

#include "mockaws/runtime/clock.h"

namespace mockaws {

struct RoleDeletion {
  std::string role_key;  // NameKey of the role
  Instant started;
  int64_t asked = 0;  // how often its status was asked for
};

}  // namespace mockaws
