// Text as AWS compares it: in UTF-16 units, lower-cased by Unicode with context.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oracle {

std::u16string ToUtf16(std::string_view utf8);

// A to Z only: for actions, context keys, `true`.
std::string AsciiLower(std::string_view text);

// Unicode lower case with the final sigma judged by its neighbours. Characters above U+FFFF stay
// as they are, but count as letters beside a sigma.
std::u16string Lower(std::u16string_view text);

// One place of a pattern: a unit of text, or a wildcard.
struct Atom {
  enum class Kind { kUnit, kOne, kAny };
  Kind kind = Kind::kUnit;
  char16_t unit = 0;
};
using Pattern = std::vector<Atom>;

// `*` and `?` become wildcards if `wildcards`, all else plain units.
Pattern ToPattern(std::u16string_view text, bool wildcards);

// The text of a pattern without wildcards; wildcards come back as `*` and `?`.
std::u16string TextOf(const Pattern& pattern);

// `?` takes one unit, `*` any number, newlines included. Time is |pattern| x |text|.
bool Matches(const Pattern& pattern, std::u16string_view text);

std::vector<std::u16string> Split(std::u16string_view text, char16_t separator, size_t fields_max);
std::vector<Pattern> Split(const Pattern& pattern, char16_t separator, size_t fields_max);

}  // namespace oracle
