// Case of ASCII letters, without any locale.
#pragma once

#include <string>
#include <string_view>

namespace mockaws {

constexpr char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string LowerAscii(std::string_view text);

bool EqualsIgnoringCase(std::string_view a, std::string_view b);

}  // namespace mockaws
