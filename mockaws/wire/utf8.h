// UTF-8, strictly (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mockaws {

// Bytes (1 to 4) of the well-formed sequence at the head of `text`; 0 if it begins with none.
size_t Utf8SequenceBytes(std::string_view text);

// Code points of well-formed `text`: the length that AWS's limits count.
size_t CountCodePoints(std::string_view text);

// Replaces every byte that is no part of a well-formed sequence by U+FFFD.
void RepairUtf8(std::string* text);

}  // namespace mockaws
