// Time-based one-time passwords (RFC 6238) as AWS uses them: SHA-1, steps of 30 seconds, six
// digits.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace mockaws {

inline constexpr std::chrono::seconds kTotpStep{30};

// The step in which an instant lies.
int64_t TotpStepAt(std::chrono::sys_time<std::chrono::milliseconds> instant);

// The code of a step; `seed` is raw bytes.
std::string TotpCode(std::string_view seed, int64_t step);

}  // namespace mockaws
