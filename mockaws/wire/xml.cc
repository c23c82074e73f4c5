#include "mockaws/wire/xml.h"

#include <algorithm>
#include <cstdint>

#include "mockaws/wire/utf8.h"

namespace mockaws {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// 0 for characters that stand for themselves in any text; in bytes, so that the compiler looks at
// many at once.
uint8_t IsSpecial(char c) {
  const auto byte = static_cast<uint8_t>(c);
  return static_cast<uint8_t>(byte < 0x20) | static_cast<uint8_t>(byte >= 0x7F) |
         static_cast<uint8_t>(byte == '&') | static_cast<uint8_t>(byte == '<') |
         static_cast<uint8_t>(byte == '>');
}

// What to write for the ASCII character `c`.
std::string_view Escaped(const char& c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':  // as it stands a parser would make it a newline
      return "&#xD;";
    default: {
      const bool allowed = c == '\t' || c == '\n' || static_cast<uint8_t>(c) >= 0x20;
      return allowed ? std::string_view(&c, 1) : kReplacement;
    }
  }
}

// U+FFFE and U+FFFF are well-formed UTF-8 but no XML characters.
bool IsNoncharacter(std::string_view sequence) {
  return sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF";
}

}  // namespace

bool IsPlainXmlText(std::string_view text) {
  uint8_t special = 0;
  for (const char c : text) special |= IsSpecial(c);
  return special == 0;
}

void AppendXmlText(std::string_view text, std::string* out) {
  while (!text.empty()) {
    const auto special = std::find_if(text.begin(), text.end(), IsSpecial);
    const auto plain = static_cast<size_t>(special - text.begin());
    out->append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) return;
    const size_t bytes = Utf8SequenceBytes(text);
    if (bytes == 1) {
      *out += Escaped(text.front());
    } else {
      const std::string_view sequence = text.substr(0, bytes);
      *out += bytes == 0 || IsNoncharacter(sequence) ? kReplacement : sequence;
    }
    text.remove_prefix(std::max<size_t>(bytes, 1));
  }
}

}  // namespace mockaws
