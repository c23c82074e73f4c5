#include "mockaws/wire/utf8.h"

#include <algorithm>
#include <cstdint>

namespace mockaws {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

uint8_t Byte(std::string_view text, size_t at) { return static_cast<uint8_t>(text[at]); }

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

// How many bytes a sequence with this first byte has; 0 if none begins so.
size_t ExpectedBytes(uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

// The second byte's range is narrower after some first bytes.
bool SecondByteFits(uint8_t first, uint8_t second) {
  switch (first) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return second >= 0x80 && second <= 0xBF;
  }
}

}  // namespace

size_t Utf8SequenceBytes(std::string_view text) {
  if (text.empty()) return 0;
  const uint8_t first = Byte(text, 0);
  const size_t bytes = ExpectedBytes(first);
  if (bytes == 0 || text.size() < bytes) return 0;
  if (bytes >= 2 && !SecondByteFits(first, Byte(text, 1))) return 0;
  for (size_t i = 2; i < bytes; ++i) {
    if ((Byte(text, i) & 0xC0) != 0x80) return 0;
  }
  return bytes;
}

size_t CountCodePoints(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

void RepairUtf8(std::string* text) {
  if (IsAscii(*text)) return;
  std::string repaired;
  bool changed = false;
  for (std::string_view rest = *text; !rest.empty();) {
    const size_t bytes = Utf8SequenceBytes(rest);
    changed = changed || bytes == 0;
    repaired += bytes == 0 ? kReplacement : rest.substr(0, bytes);
    rest.remove_prefix(std::max<size_t>(bytes, 1));
  }
  if (changed) *text = std::move(repaired);
}

}  // namespace mockaws
