// Instants and ISO 8601 text; the one wrapper around Howard Hinnant's date library.
//
// No function here reads a clock: time is always handed in (mockaws/runtime/clock.h).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace policy_engine {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// `2026-01-02T03:04:05Z`, fractions cut off.
std::string FormatIso8601(Instant instant);
// `2026-01-02T03:04:05.678Z`.
std::string FormatIso8601Millis(Instant instant);
// `20260102T030405Z`, as SigV4 writes it.
std::string FormatIso8601Basic(Instant instant);
// `20260102`.
std::string FormatBasicDate(Instant instant);
// `Fri, 02 Jan 2026 03:04:05 GMT`, as HTTP writes it.
std::string FormatHttpDate(Instant instant);

// Reads `2026-01-02T03:04:05Z`, with optional fraction (cut to milliseconds) and offset.
std::optional<Instant> ParseIso8601(std::string_view text);
// Reads `20260102T030405Z` only.
std::optional<Instant> ParseIso8601Basic(std::string_view text);
// Reads `Fri, 02 Jan 2026 03:04:05 GMT` only.
std::optional<Instant> ParseHttpDate(std::string_view text);
// Reads ISO 8601 durations of days and less (`P1D`, `PT1H30M`, `PT0.5S`) and the scenario form
// (`1h1s`, `90d`). Months and years, having no fixed length, are refused.
std::optional<std::chrono::milliseconds> ParseDuration(std::string_view text);

}  // namespace policy_engine
