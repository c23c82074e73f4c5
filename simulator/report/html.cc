#include "simulator/report/html.h"

#include <algorithm>

#include "mockaws/wire/utf8.h"
#include "simulator/report/markup.h"

namespace simulator {
namespace {

std::string Tag(std::string_view name, const Attributes& attributes) {
  std::string tag = "<" + std::string(name);
  for (const auto& [attribute, value] : attributes) {
    tag += " " + std::string(attribute) + "=\"" + EscapeMarkup(value) + "\"";
  }
  return tag;
}

}  // namespace

std::string Element(std::string_view name, const Attributes& attributes, std::string_view markup) {
  return Tag(name, attributes) + ">" + std::string(markup) + "</" + std::string(name) + ">";
}

std::string TextElement(std::string_view name, const Attributes& attributes,
                        std::string_view text) {
  return Element(name, attributes, EscapeMarkup(text));
}

std::string EmptyElement(std::string_view name, const Attributes& attributes) {
  return Tag(name, attributes) + "/>";
}

std::string Details(std::string_view css_class, bool open, std::string_view summary_markup,
                    std::string_view body_markup) {
  return "<details class=\"" + EscapeMarkup(css_class) + "\"" + (open ? " open" : "") + ">" +
         Element("summary", {}, summary_markup) + std::string(body_markup) + "</details>\n";
}

std::string Shortened(std::string_view text, size_t characters) {
  std::string out;
  for (size_t count = 0; !text.empty(); ++count) {
    if (count + 1 == characters) {
      const size_t bytes = std::max<size_t>(mockaws::Utf8SequenceBytes(text), 1);
      return out + (bytes == text.size() ? std::string(text) : "…");
    }
    const size_t bytes = std::max<size_t>(mockaws::Utf8SequenceBytes(text), 1);
    out += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return out;
}

}  // namespace simulator
