// Base64 with the alphabet of URLs, without padding, as JSON Web Tokens use it (RFC 7515).
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mockaws {

std::string Base64UrlEncode(std::string_view bytes);
// Nothing for any other spelling than the canonical one.
std::optional<std::string> Base64UrlDecode(std::string_view text);

}  // namespace mockaws
