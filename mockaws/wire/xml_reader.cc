#include "mockaws/wire/xml_reader.h"

#include <pugixml.hpp>

namespace mockaws {
namespace {

using policy_engine::Error;
using policy_engine::Result;

constexpr int kDepthMax = 200;

// False if the tree is too deep.
bool Copy(const pugi::xml_node& from, int depth, XmlElement* to) {
  if (depth > kDepthMax) return false;
  to->name = from.name();
  for (const pugi::xml_attribute& attribute : from.attributes()) {
    to->attributes.emplace_back(attribute.name(), attribute.value());
  }
  for (const pugi::xml_node& child : from.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      to->text += child.value();
    } else if (child.type() == pugi::node_element) {
      to->children.emplace_back();
      if (!Copy(child, depth + 1, &to->children.back())) return false;
    }
  }
  // Between child elements there is only the white space of the layout.
  if (!to->children.empty()) to->text.clear();
  return true;
}

}  // namespace

const XmlElement* XmlElement::Find(std::string_view child) const {
  for (const XmlElement& element : children) {
    if (element.name == child) return &element;
  }
  return nullptr;
}

std::string XmlElement::TextOf(std::string_view child) const {
  const XmlElement* element = Find(child);
  return element == nullptr ? "" : element->text;
}

const std::string* XmlElement::Attribute(std::string_view attribute) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute) return &value;
  }
  return nullptr;
}

Result<XmlElement> ParseXml(std::string_view text) {
  pugi::xml_document document;
  // White space alone is a value too (a tag's, say).
  const unsigned flags =
      pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata_single;
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
  if (!parsed) {
    return Error{"not well-formed XML at byte " + std::to_string(parsed.offset) + ": " +
                 parsed.description()};
  }
  const pugi::xml_node root = document.document_element();
  if (!root) return Error{"no XML element"};
  if (root.next_sibling()) return Error{"XML with more than one root element"};
  XmlElement element;
  if (!Copy(root, 1, &element)) {
    return Error{"XML nested more than " + std::to_string(kDepthMax) + " deep"};
  }
  return element;
}

}  // namespace mockaws
