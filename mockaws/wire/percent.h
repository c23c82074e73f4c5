// Percent-encoding by RFC 3986: all but A-Z a-z 0-9 - . _ ~, upper-case hex, space as %20.
#pragma once

#include <string>
#include <string_view>

namespace mockaws {

std::string PercentEncode(std::string_view text);

}  // namespace mockaws
