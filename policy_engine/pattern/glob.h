// Glob: `*` any run, `?` one UTF-16 unit; everything else is itself.
//
// AWS counts UTF-16 units, so a character above U+FFFF needs `??`, and `?*` may split it [r]. In
// UTF-8 such a character has four bytes: its first two stand for the first unit here, its last two
// for the second.
//
// Patterns are encoded once: wildcards become bytes that no UTF-8 text contains, so that a literal
// `*` (from `${*}` or a variable's value) stays a character.
#pragma once

#include <string>
#include <string_view>

namespace policy_engine {

inline constexpr char kAnyRun = static_cast<char>(0xFF);
inline constexpr char kAnyOne = static_cast<char>(0xFE);

inline bool IsWildcard(char c) { return c == kAnyRun || c == kAnyOne; }

// `text` with `*` and `?` turned into wildcards.
std::string EncodeGlob(std::string_view text);

// True if `text` holds a byte that would read as a wildcard (it is then no valid UTF-8).
bool HasWildcardByte(std::string_view text);

// Bytes before the first wildcard.
size_t LiteralPrefixLength(std::string_view encoded);

// Time at most proportional to the product of both lengths; no allocation, no recursion.
bool GlobMatch(std::string_view encoded, std::string_view text);

}  // namespace policy_engine
