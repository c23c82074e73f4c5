// Random bytes fit for keys, from OpenSSL's generator.
#pragma once

#include <cstddef>
#include <string>

namespace mockaws {

// `count` bytes. Thread-safe. Ends the program (CHECK) if the system has no entropy to give.
std::string RandomBytes(size_t count);

}  // namespace mockaws
