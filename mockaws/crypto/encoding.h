// Hex, base64 and base32 text of bytes (RFC 4648). Thread-safe; decoders take nothing but the one
// canonical spelling of a value, so that no two texts stand for the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mockaws {

// Lower case.
std::string HexEncode(std::string_view bytes);
// Takes both cases. Nothing if the length is odd or a character is no hex digit.
std::optional<std::string> HexDecode(std::string_view text);

// With padding, in one line.
std::string Base64Encode(std::string_view bytes);
// Nothing if padding is missing or misplaced, a character is none of the alphabet's (white space
// too), or unused bits are set.
std::optional<std::string> Base64Decode(std::string_view text);

// A-Z2-7 without padding.
std::string Base32Encode(std::string_view bytes);
// Of text without padding. Nothing if the length can't be, a character is none of A-Z2-7 (lower
// case too), or unused bits are set.
std::optional<std::string> Base32Decode(std::string_view text);

}  // namespace mockaws
