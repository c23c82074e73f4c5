// Pieces of HTML and SVG. Texts are escaped here and nowhere else.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace simulator {

using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

// `markup` stands inside as it is.
std::string Element(std::string_view name, const Attributes& attributes, std::string_view markup);
// `text` is escaped.
std::string TextElement(std::string_view name, const Attributes& attributes, std::string_view text);
// An element of SVG without content, or of HTML without end.
std::string EmptyElement(std::string_view name, const Attributes& attributes);

// Something to unfold, by the browser itself.
std::string Details(std::string_view css_class, bool open, std::string_view summary_markup,
                    std::string_view body_markup);

// `text` cut to `characters` at most, with an ellipsis.
std::string Shortened(std::string_view text, size_t characters);

}  // namespace simulator
