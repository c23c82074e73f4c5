#include "policy_engine/condition/lower_case.h"

#include <utf8proc.h>

#include <cstdint>

#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

constexpr int32_t kCapitalSigma = 0x3A3;
constexpr int32_t kFinalSigma = 0x3C2;
constexpr int32_t kCapitalIWithDot = 0x130;
constexpr int32_t kDotAbove = 0x307;

struct Range {
  int32_t first;
  int32_t last;
};

// Other_Lowercase and Other_Uppercase: cased though their category doesn't say so.
constexpr Range kOtherCased[] = {
    {0xAA, 0xAA},       {0xBA, 0xBA},       {0x2B0, 0x2B8},     {0x2C0, 0x2C1},
    {0x2E0, 0x2E4},     {0x345, 0x345},     {0x37A, 0x37A},     {0x10FC, 0x10FC},
    {0x1D2C, 0x1D6A},   {0x1D78, 0x1D78},   {0x1D9B, 0x1DBF},   {0x2071, 0x2071},
    {0x207F, 0x207F},   {0x2090, 0x209C},   {0x2160, 0x217F},   {0x24B6, 0x24E9},
    {0x2C7C, 0x2C7D},   {0xA69C, 0xA69D},   {0xA770, 0xA770},   {0xA7F2, 0xA7F4},
    {0xA7F8, 0xA7F9},   {0xAB5C, 0xAB5F},   {0xAB69, 0xAB69},   {0x10780, 0x10780},
    {0x10783, 0x10785}, {0x10787, 0x107B0}, {0x107B2, 0x107BA}, {0x1F130, 0x1F149},
    {0x1F150, 0x1F169}, {0x1F170, 0x1F189},
};

// Word_Break MidLetter, MidNumLet and Single_Quote.
constexpr int32_t kInsideWords[] = {0x27,   0x2E,   0x3A,   0xB7,   0x387,  0x55F,
                                    0x5F4,  0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                    0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};

bool IsCased(int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
      category == UTF8PROC_CATEGORY_LT) {
    return true;
  }
  for (const Range range : kOtherCased) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

bool IsCaseIgnorable(int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      break;
  }
  for (const int32_t inside : kInsideWords) {
    if (c == inside) return true;
  }
  return false;
}

// The lower-cased code points of a text, one at a time. Bytes that are no UTF-8 stand for
// themselves.
class LowerCaser {
 public:
  explicit LowerCaser(std::string_view text) : text_(text) {}

  // -1 at the end.
  int32_t Next() {
    if (pending_ >= 0) {
      const int32_t c = pending_;
      pending_ = -1;
      return c;
    }
    if (at_ >= text_.size()) return -1;
    const int32_t c = Decode(&at_);
    const int32_t lower = Lower(c);
    if (IsCased(c)) {
      after_cased_ = true;
    } else if (!IsCaseIgnorable(c)) {
      after_cased_ = false;
    }
    return lower;
  }

 private:
  int32_t Decode(size_t* at) const {
    int32_t c = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data());
    const auto left = static_cast<utf8proc_ssize_t>(text_.size() - *at);
    const utf8proc_ssize_t length = utf8proc_iterate(bytes + *at, left, &c);
    if (length <= 0) return 0x110000 + static_cast<unsigned char>(text_[(*at)++]);
    *at += static_cast<size_t>(length);
    return c;
  }

  int32_t Lower(int32_t c) {
    if (c > 0xFFFF) return c;
    if (c == kCapitalIWithDot) {
      pending_ = kDotAbove;
      return 'i';
    }
    if (c == kCapitalSigma && after_cased_ && !BeforeCased()) return kFinalSigma;
    return utf8proc_tolower(c);
  }

  // Whether a cased letter follows, case-ignorable characters skipped.
  bool BeforeCased() const {
    for (size_t at = at_; at < text_.size();) {
      const int32_t c = Decode(&at);
      if (IsCased(c)) return true;
      if (!IsCaseIgnorable(c)) return false;
    }
    return false;
  }

  std::string_view text_;
  size_t at_ = 0;
  int32_t pending_ = -1;
  bool after_cased_ = false;
};

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

bool EqualsLowerCased(std::string_view a, std::string_view b) {
  if (IsAscii(a) && IsAscii(b)) return EqualsIgnoringAsciiCase(a, b);
  LowerCaser x(a);
  LowerCaser y(b);
  while (true) {
    const int32_t c = x.Next();
    if (c != y.Next()) return false;
    if (c < 0) return true;
  }
}

}  // namespace policy_engine
