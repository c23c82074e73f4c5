// Texts as they stand in XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace simulator {

// `text` for an element's content or a quoted attribute, of XML 1.0 and HTML alike. What is no
// UTF-8 and what XML has no way to write (most control characters) becomes U+FFFD; line ends and
// tabs become references, so that attributes keep them.
std::string EscapeMarkup(std::string_view text);

}  // namespace simulator
