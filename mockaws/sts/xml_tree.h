// XML as libxml2 keeps it, for SAML. For this folder's files alone: it brings libxml2's header.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockaws {

inline constexpr std::string_view kAssertionNs = "urn:oasis:names:tc:SAML:2.0:assertion";
inline constexpr std::string_view kSignatureNs = "http://www.w3.org/2000/09/xmldsig#";

struct XmlFree {
  void operator()(xmlDoc* document) const;
};
using XmlDocumentPtr = std::unique_ptr<xmlDoc, XmlFree>;

// Without network, entities or document types: those have no place in SAML. Null if it is no XML.
// Starts xmlsec as well. Thread-safe.
XmlDocumentPtr ParseSamlXml(std::string_view xml);

bool Is(const xmlNode* node, std::string_view name_space, std::string_view name);
std::vector<xmlNode*> Children(const xmlNode* parent, std::string_view name_space,
                               std::string_view name);
// The only child of that name; nullptr if there is none or several.
xmlNode* OnlyChild(const xmlNode* parent, std::string_view name_space, std::string_view name);
std::optional<std::string> Attribute(const xmlNode* node, const char* name);
// All character data, comments left out: what canonicalization has signed.
std::string Text(const xmlNode* node);

std::string Trimmed(std::string text);
std::string WithoutBlanks(std::string_view text);

}  // namespace mockaws
