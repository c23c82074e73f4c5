#include "mockaws/sts/xml_tree.h"

#include <libxml/parser.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/xmlsec.h>

#include <algorithm>

#include "policy_engine/check.h"

namespace mockaws {

namespace {

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

void SayNothing(const char*, int, const char*, const char*, const char*, int, const char*) {}

void StartLibraries() {
  static const bool started = [] {
    xmlInitParser();
    CHECK(xmlSecInit() >= 0 && xmlSecCryptoAppInit(nullptr) >= 0 && xmlSecCryptoInit() >= 0,
          "xmlsec doesn't start");
    xmlSecErrorsSetCallback(SayNothing);
    return true;
  }();
  (void)started;
}

}  // namespace

void XmlFree::operator()(xmlDoc* document) const { xmlFreeDoc(document); }

XmlDocumentPtr ParseSamlXml(std::string_view xml) {
  StartLibraries();
  XmlDocumentPtr document(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (document == nullptr || document->intSubset != nullptr ||
      xmlDocGetRootElement(document.get()) == nullptr) {
    return nullptr;
  }
  return document;
}

bool Is(const xmlNode* node, std::string_view name_space, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && View(node->name) == name && node->ns != nullptr &&
         View(node->ns->href) == name_space;
}

std::vector<xmlNode*> Children(const xmlNode* parent, std::string_view name_space,
                               std::string_view name) {
  std::vector<xmlNode*> found;
  for (xmlNode* child = parent->children; child != nullptr; child = child->next) {
    if (Is(child, name_space, name)) found.push_back(child);
  }
  return found;
}

xmlNode* OnlyChild(const xmlNode* parent, std::string_view name_space, std::string_view name) {
  const auto found = Children(parent, name_space, name);
  return found.size() == 1 ? found[0] : nullptr;
}

std::optional<std::string> Attribute(const xmlNode* node, const char* name) {
  xmlChar* raw = xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name));
  if (raw == nullptr) return std::nullopt;
  std::string text(View(raw));
  xmlFree(raw);
  return text;
}

std::string Text(const xmlNode* node) {
  std::string text;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      text += View(child->content);
    }
    if (child->type == XML_ELEMENT_NODE) text += Text(child);
  }
  return text;
}

std::string Trimmed(std::string text) {
  const char* blanks = " \t\r\n";
  text.erase(0, std::min(text.find_first_not_of(blanks), text.size()));
  const size_t last = text.find_last_not_of(blanks);
  text.resize(last == std::string::npos ? 0 : last + 1);
  return text;
}

std::string WithoutBlanks(std::string_view text) {
  std::string bare;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') bare += c;
  }
  return bare;
}

}  // namespace mockaws
