#include "tests/oracle/text.h"

#include <utf8proc.h>

#include <algorithm>

namespace oracle {
namespace {

std::vector<char32_t> ToCodePoints(std::u16string_view text) {
  std::vector<char32_t> points;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool high = text[i] >= 0xD800 && text[i] < 0xDC00;
    if (high && i + 1 < text.size()) {
      points.push_back(0x10000 + ((text[i] - 0xD800u) << 10) + (text[i + 1] - 0xDC00u));
      ++i;
    } else {
      points.push_back(text[i]);
    }
  }
  return points;
}

void AppendUtf16(char32_t point, std::u16string& out) {
  if (point < 0x10000) {
    out.push_back(static_cast<char16_t>(point));
    return;
  }
  out.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
  out.push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
}

// Unicode's "Cased": a letter with case.
bool IsCased(char32_t point) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
  if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
      category == UTF8PROC_CATEGORY_LT || point == 0xAA || point == 0xBA) {
    return true;
  }
  const auto value = static_cast<utf8proc_int32_t>(point);
  return utf8proc_tolower(value) != value || utf8proc_toupper(value) != value;
}

// Unicode's "Case_Ignorable": marks, format and modifier characters, and punctuation inside words.
bool IsCaseIgnorable(char32_t point) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      break;
  }
  constexpr std::u32string_view kInsideWords =
      U"'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";
  return kInsideWords.find(point) != std::u32string_view::npos;
}

// A sigma at the end of a word: a cased letter before it, none after it.
bool IsFinalSigma(const std::vector<char32_t>& points, size_t at) {
  bool cased_before = false;
  for (size_t i = at; i > 0 && !cased_before; --i) {
    cased_before = IsCased(points[i - 1]);
    if (!IsCaseIgnorable(points[i - 1])) break;
  }
  bool cased_after = false;
  for (size_t i = at + 1; i < points.size() && !cased_after; ++i) {
    cased_after = IsCased(points[i]);
    if (!IsCaseIgnorable(points[i])) break;
  }
  return cased_before && !cased_after;
}

template <typename Sequence, typename IsSeparator>
std::vector<Sequence> SplitSequence(const auto& whole, size_t fields_max, IsSeparator separates) {
  std::vector<Sequence> fields(1);
  for (const auto& element : whole) {
    if (fields.size() < fields_max && separates(element)) {
      fields.emplace_back();
    } else {
      fields.back().push_back(element);
    }
  }
  return fields;
}

}  // namespace

std::u16string ToUtf16(std::string_view utf8) {
  std::u16string out;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  auto left = static_cast<utf8proc_ssize_t>(utf8.size());
  while (left > 0) {
    utf8proc_int32_t point = 0;
    auto taken = utf8proc_iterate(bytes, left, &point);
    if (taken <= 0) {
      point = 0xFFFD;
      taken = 1;
    }
    AppendUtf16(static_cast<char32_t>(point), out);
    bytes += taken;
    left -= taken;
  }
  return out;
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::u16string Lower(std::u16string_view text) {
  const std::vector<char32_t> points = ToCodePoints(text);
  std::u16string out;
  for (size_t i = 0; i < points.size(); ++i) {
    if (points[i] == 0x3A3) {
      out.push_back(IsFinalSigma(points, i) ? u'\u03C2' : u'\u03C3');
    } else if (points[i] == 0x130) {
      out += u"i\u0307";
    } else if (points[i] > 0xFFFF) {
      AppendUtf16(points[i], out);
    } else {
      AppendUtf16(static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(points[i]))),
                  out);
    }
  }
  return out;
}

Pattern ToPattern(std::u16string_view text, bool wildcards) {
  Pattern pattern;
  for (const char16_t unit : text) {
    Atom::Kind kind = Atom::Kind::kUnit;
    if (wildcards && unit == u'*') kind = Atom::Kind::kAny;
    if (wildcards && unit == u'?') kind = Atom::Kind::kOne;
    pattern.push_back({kind, unit});
  }
  return pattern;
}

std::u16string TextOf(const Pattern& pattern) {
  std::u16string text;
  for (const Atom& atom : pattern) text.push_back(atom.unit);
  return text;
}

// reachable[i]: the pattern so far can have taken exactly the first i units.
bool Matches(const Pattern& pattern, std::u16string_view text) {
  std::vector<bool> reachable(text.size() + 1, false);
  reachable[0] = true;
  for (const Atom& atom : pattern) {
    std::vector<bool> next(text.size() + 1, false);
    bool any_before = false;
    for (size_t i = 0; i <= text.size(); ++i) {
      any_before = any_before || reachable[i];
      if (atom.kind == Atom::Kind::kAny) {
        next[i] = any_before;
      } else if (i > 0 && reachable[i - 1]) {
        next[i] = atom.kind == Atom::Kind::kOne || atom.unit == text[i - 1];
      }
    }
    reachable = next;
  }
  return reachable[text.size()];
}

std::vector<std::u16string> Split(std::u16string_view text, char16_t separator, size_t fields_max) {
  return SplitSequence<std::u16string>(text, fields_max,
                                       [=](char16_t unit) { return unit == separator; });
}

std::vector<Pattern> Split(const Pattern& pattern, char16_t separator, size_t fields_max) {
  return SplitSequence<Pattern>(pattern, fields_max, [=](const Atom& atom) {
    return atom.kind == Atom::Kind::kUnit && atom.unit == separator;
  });
}

}  // namespace oracle
