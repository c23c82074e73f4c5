// XML 1.0 text.
#pragma once

#include <string>
#include <string_view>

namespace mockaws {

// Whether `text` stands for itself in XML, without any escape.
bool IsPlainXmlText(std::string_view text);

// Appends `text`, escaped so that any parser reads the same characters again. What XML can't hold
// (most control characters, bytes that are no UTF-8) becomes U+FFFD. Thread-safe.
void AppendXmlText(std::string_view text, std::string* out);

}  // namespace mockaws
