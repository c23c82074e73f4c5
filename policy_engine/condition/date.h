// Dates of conditions: W3C forms of ISO 8601, or seconds since 1970 [r].
#pragma once

#include <cstdint>
#include <string_view>

namespace policy_engine {

// Milliseconds since 1970, finer fractions cut. Forms: `2026`, `2026-01`, `2026-01-02`,
// `2026-01-02T03:04`, `…:05`, `…:05.678`, with `Z`, `+01:00` or no zone (UTC); or whole seconds
// since 1970 with optional sign (four bare digits are a year).
bool ReadDate(std::string_view text, int64_t* milliseconds);

}  // namespace policy_engine
