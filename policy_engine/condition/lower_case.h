// Lower-casing by Unicode with context, as `…IgnoreCase` operators compare [r]; the one wrapper
// around utf8proc.
#pragma once

#include <string_view>

namespace policy_engine {

// Both texts are equal once lower-cased. İ becomes i + U+0307; Σ at the end of a word becomes ς;
// characters above U+FFFF stay as they are, but count as letters beside a Σ. No allocation.
bool EqualsLowerCased(std::string_view a, std::string_view b);

}  // namespace policy_engine
