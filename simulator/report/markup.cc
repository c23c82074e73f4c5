#include "simulator/report/markup.h"

#include "mockaws/wire/utf8.h"

namespace simulator {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string_view Reference(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    case '\t':
      return "&#9;";
    default:
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? kReplacement : std::string_view();
  }
}

}  // namespace

std::string EscapeMarkup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t bytes = mockaws::Utf8SequenceBytes(text);
    const std::string_view sequence = text.substr(0, bytes);
    const std::string_view reference = bytes == 1 ? Reference(text[0]) : std::string_view();
    // U+FFFE and U+FFFF are no characters of XML.
    if (bytes == 0 || sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF") {
      out += kReplacement;
    } else if (!reference.empty()) {
      out += reference;
    } else {
      out += sequence;
    }
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return out;
}

}  // namespace simulator
