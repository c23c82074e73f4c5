#include "mockaws/crypto/encoding.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace mockaws {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr uint8_t kNone = 0xFF;

using DecodeTable = std::array<uint8_t, 256>;

constexpr DecodeTable MakeTable(std::string_view alphabet) {
  DecodeTable table{};
  for (uint8_t& entry : table) entry = kNone;
  for (size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<uint8_t>(alphabet[i])] = static_cast<uint8_t>(i);
  }
  return table;
}

using HexPairs = std::array<std::array<char, 2>, 256>;

constexpr HexPairs MakeHexPairs() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  HexPairs pairs{};
  for (size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kDigits[i >> 4], kDigits[i & 15]};
  return pairs;
}

// Digits of `bits_per_digit` bits each, most significant first; the last is filled up with zeros.
std::string EncodeBits(std::string_view bytes, std::string_view alphabet, int bits_per_digit) {
  std::string text;
  text.reserve((bytes.size() * 8 + 7) / static_cast<size_t>(bits_per_digit) + 4);
  uint32_t pending = 0;
  int pending_bits = 0;
  const uint32_t mask = (1u << bits_per_digit) - 1;
  for (const char c : bytes) {
    pending = (pending << 8) | static_cast<uint8_t>(c);
    pending_bits += 8;
    while (pending_bits >= bits_per_digit) {
      pending_bits -= bits_per_digit;
      text += alphabet[(pending >> pending_bits) & mask];
    }
  }
  if (pending_bits > 0) {
    text += alphabet[(pending << (bits_per_digit - pending_bits)) & mask];
  }
  return text;
}

// Undoes EncodeBits. Refuses a needless last digit and unused bits that are set.
std::optional<std::string> DecodeBits(std::string_view text, const DecodeTable& table,
                                      int bits_per_digit) {
  std::string bytes;
  bytes.reserve(text.size() * static_cast<size_t>(bits_per_digit) / 8);
  uint32_t pending = 0;
  int pending_bits = 0;
  for (const char c : text) {
    const uint8_t digit = table[static_cast<uint8_t>(c)];
    if (digit == kNone) return std::nullopt;
    pending = (pending << bits_per_digit) | digit;
    pending_bits += bits_per_digit;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      bytes += static_cast<char>((pending >> pending_bits) & 0xFF);
    }
  }
  if (pending_bits >= bits_per_digit) return std::nullopt;
  if ((pending & ((1u << pending_bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

int HexDigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string HexEncode(std::string_view bytes) {
  static constexpr HexPairs kPairs = MakeHexPairs();
  std::string text(bytes.size() * 2, '0');
  char* out = text.data();
  for (const char c : bytes) {
    std::memcpy(out, kPairs[static_cast<uint8_t>(c)].data(), 2);
    out += 2;
  }
  return text;
}

std::optional<std::string> HexDecode(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  for (size_t i = 0; i < bytes.size(); ++i) {
    const int high = HexDigitValue(text[2 * i]);
    const int low = HexDigitValue(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::string Base64Encode(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  const auto byte = [&](size_t at) {
    return static_cast<uint32_t>(static_cast<uint8_t>(bytes[at]));
  };
  char* out = text.data();
  size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    const uint32_t bits = (byte(at) << 16) | (byte(at + 1) << 8) | byte(at + 2);
    *out++ = kBase64[bits >> 18];
    *out++ = kBase64[(bits >> 12) & 63];
    *out++ = kBase64[(bits >> 6) & 63];
    *out++ = kBase64[bits & 63];
  }
  const std::string rest = EncodeBits(bytes.substr(at), kBase64, 6);
  rest.copy(out, rest.size());
  return text;
}

std::optional<std::string> Base64Decode(std::string_view text) {
  static constexpr DecodeTable kTable = MakeTable(kBase64);
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return DecodeBits(text, kTable, 6);
}

std::string Base32Encode(std::string_view bytes) { return EncodeBits(bytes, kBase32, 5); }

std::optional<std::string> Base32Decode(std::string_view text) {
  static constexpr DecodeTable kTable = MakeTable(kBase32);
  return DecodeBits(text, kTable, 5);
}

}  // namespace mockaws
