// A session as the bytes that its token seals.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/state/session.h"

namespace mockaws {

std::string WriteSession(const Session& session);

// What WriteSession wrote; bytes behind it (padding) don't matter. Only for bytes whose seal was
// good: anything else ends the program.
Session ReadSession(std::string_view bytes);

}  // namespace mockaws
