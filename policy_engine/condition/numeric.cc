#include "policy_engine/condition/numeric.h"

#include <algorithm>

#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

bool ReadExponent(std::string_view text, int64_t* exponent) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  int64_t value = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
    value = std::min<int64_t>(value * 10 + (c - '0'), int64_t{1} << 40);
  }
  *exponent = negative ? -value : value;
  return value <= INT32_MAX;
}

// Compares digit by digit, points skipped, the shorter one going on with zeros.
int CompareDigits(std::string_view a, std::string_view b) {
  size_t i = 0;
  size_t j = 0;
  while (true) {
    if (i < a.size() && a[i] == '.') ++i;
    if (j < b.size() && b[j] == '.') ++j;
    if (i >= a.size() && j >= b.size()) return 0;
    const char x = i < a.size() ? a[i++] : '0';
    const char y = j < b.size() ? b[j++] : '0';
    if (x != y) return x < y ? -1 : 1;
  }
}

}  // namespace

bool ReadDecimal(std::string_view text, Decimal* decimal) {
  *decimal = Decimal();
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    decimal->negative = text.front() == '-';
    text.remove_prefix(1);
  }
  int64_t exponent = 0;
  const size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    if (!ReadExponent(text.substr(e + 1), &exponent)) return false;
    text = text.substr(0, e);
  }
  size_t point = text.size();
  size_t digit_count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.') {
      if (point != text.size()) return false;
      point = i;
    } else if (IsDigit(text[i])) {
      ++digit_count;
    } else {
      return false;
    }
  }
  if (digit_count == 0) return false;
  const size_t first = text.find_first_not_of("0.");
  if (first == std::string_view::npos) {
    decimal->negative = false;
    return true;
  }
  const size_t last = text.find_last_not_of("0.");
  decimal->digits = text.substr(first, last - first + 1);
  const auto at = static_cast<int64_t>(first);
  const auto dot = static_cast<int64_t>(point);
  decimal->magnitude = exponent + (at < dot ? dot - at : dot - at + 1);
  return true;
}

int CompareDecimals(const Decimal& a, const Decimal& b) {
  if (a.digits.empty() || b.digits.empty()) {
    if (a.digits.empty() && b.digits.empty()) return 0;
    if (a.digits.empty()) return b.negative ? 1 : -1;
    return a.negative ? -1 : 1;
  }
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  int order = 0;
  if (a.magnitude != b.magnitude) {
    order = a.magnitude < b.magnitude ? -1 : 1;
  } else {
    order = CompareDigits(a.digits, b.digits);
  }
  return a.negative ? -order : order;
}

}  // namespace policy_engine
