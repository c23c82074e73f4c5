// Reads XML into a plain tree; the one wrapper around pugixml.
//
// Entities beyond XML's own five and character references are not expanded, document types are
// skipped: hostile text costs no more than its length. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/result.h"

namespace mockaws {

struct XmlElement {
  std::string name;  // as written, prefix and all
  std::string text;  // its own character data, in one piece; empty for elements with children
  std::vector<XmlElement> children;
  std::vector<std::pair<std::string, std::string>> attributes;  // names as written

  // The first child of that name, or nullptr.
  const XmlElement* Find(std::string_view child) const;
  // The text of the first child of that name; empty if there is none.
  std::string TextOf(std::string_view child) const;
  // The name without its prefix.
  std::string_view local_name() const { return std::string_view(name).substr(name.find(':') + 1); }
  // The attribute's value, or nullptr.
  const std::string* Attribute(std::string_view attribute) const;
};

// The root element. Errors: what is no well-formed XML, nested more than 200 deep.
policy_engine::Result<XmlElement> ParseXml(std::string_view text);

}  // namespace mockaws
