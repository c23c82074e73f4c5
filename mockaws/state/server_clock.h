// What the server as a whole remembers beside accounts.
#pragma once

#include "mockaws/runtime/clock.h"

namespace mockaws {

// An account, as far as it isn't in its tables.
struct AccountCreation {
  Instant created;
};

}  // namespace mockaws
