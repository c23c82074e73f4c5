// Exact decimal numbers of any length, read as AWS reads them [r].
#pragma once

#include <cstdint>
#include <string_view>

namespace policy_engine {

// A view of a number's text; the text must outlive it. Value: ±0.DIGITS · 10^magnitude.
struct Decimal {
  bool negative = false;
  int64_t magnitude = 0;
  // First to last digit that isn't zero, perhaps with a point between; empty for zero.
  std::string_view digits;
};

// `1`, `01`, `+1`, `1.0`, `1.`, `.5`, `1e0`; not `NaN`, `Infinity`, `0x10`, nor with spaces.
// Exponents reach as far as 32 bits.
bool ReadDecimal(std::string_view text, Decimal* decimal);

// Negative, zero or positive as a is less than, equal to or greater than b.
int CompareDecimals(const Decimal& a, const Decimal& b);

}  // namespace policy_engine
