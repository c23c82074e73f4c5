// The HTML report's style sheet.
#pragma once

#include <string_view>

namespace simulator {

// Light and dark by what the reader's system prefers. Nothing is loaded.
std::string_view HtmlStyle();

}  // namespace simulator
