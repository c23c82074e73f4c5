#include "mockaws/sts/saml_response.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>

#include <array>
#include <memory>
#include <set>

#include "mockaws/crypto/encoding.h"
#include "policy_engine/check.h"

namespace mockaws {

using policy_engine::Instant;
using policy_engine::Result;

namespace {

constexpr std::string_view kProtocol = "urn:oasis:names:tc:SAML:2.0:protocol";
constexpr std::string_view kAssertionNs = "urn:oasis:names:tc:SAML:2.0:assertion";
constexpr std::string_view kMetadataNs = "urn:oasis:names:tc:SAML:2.0:metadata";
constexpr std::string_view kSignatureNs = "http://www.w3.org/2000/09/xmldsig#";

struct DocumentFree {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using DocumentPtr = std::unique_ptr<xmlDoc, DocumentFree>;

struct SignatureFree {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};
using SignaturePtr = std::unique_ptr<xmlSecDSigCtx, SignatureFree>;

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

// Without network, entities or document types: those have no place in SAML.
DocumentPtr Parse(std::string_view xml) {
  StartLibraries();
  DocumentPtr document(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
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

// The only child of that name; nullptr if there is none or several.
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

// All character data, comments left out: what canonicalization has signed.
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

// ----------------------------------------------------------------------- signatures

// Registers every ID, so that references find them. False if one stands twice.
bool RegisterIds(xmlDoc* document, xmlNode* node, std::set<std::string>* seen) {
  for (xmlNode* at = node; at != nullptr; at = at->next) {
    if (at->type != XML_ELEMENT_NODE) continue;
    if (xmlAttr* id = xmlHasProp(at, reinterpret_cast<const xmlChar*>("ID"))) {
      const std::string value = Attribute(at, "ID").value_or("");
      if (value.empty() || !seen->insert(value).second) return false;
      xmlAddID(nullptr, document, reinterpret_cast<const xmlChar*>(value.c_str()), id);
    }
    if (!RegisterIds(document, at->children, seen)) return false;
  }
  return true;
}

// The signature has one reference, and that to `signed_node` by its ID.
bool RefersTo(const xmlNode* signature, const xmlNode* signed_node) {
  const xmlNode* info = OnlyChild(signature, kSignatureNs, "SignedInfo");
  const xmlNode* reference = info == nullptr ? nullptr : OnlyChild(info, kSignatureNs, "Reference");
  const auto id = Attribute(signed_node, "ID");
  return reference != nullptr && id && Attribute(reference, "URI") == "#" + *id;
}

// Nothing but these: no XPath, no XSLT, no SHA-1, no other way to say what is signed.
void AllowOnlyPlainTransforms(xmlSecDSigCtx* context) {
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  for (const xmlSecTransformId id :
       {xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId,
        xmlSecTransformExclC14NWithCommentsId, xmlSecTransformInclC14NId, xmlSecTransformSha256Id,
        xmlSecTransformSha384Id, xmlSecTransformSha512Id}) {
    CHECK(xmlSecDSigCtxEnableReferenceTransform(context, id) >= 0, "xmlsec fails");
  }
  for (const xmlSecTransformId id :
       {xmlSecTransformExclC14NId, xmlSecTransformExclC14NWithCommentsId, xmlSecTransformInclC14NId,
        xmlSecTransformRsaSha256Id, xmlSecTransformRsaSha384Id, xmlSecTransformRsaSha512Id,
        xmlSecTransformEcdsaSha256Id, xmlSecTransformEcdsaSha384Id, xmlSecTransformEcdsaSha512Id}) {
    CHECK(xmlSecDSigCtxEnableSignatureTransform(context, id) >= 0, "xmlsec fails");
  }
}

bool VerifiesWith(xmlNode* signature, const std::string& certificate) {
  const SignaturePtr context(xmlSecDSigCtxCreate(nullptr));
  CHECK(context != nullptr, "xmlsec fails");
  AllowOnlyPlainTransforms(context.get());
  // The key comes from the metadata, never from the message.
  context->signKey =
      xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(certificate.data()),
                                   static_cast<xmlSecSize>(certificate.size()),
                                   xmlSecKeyDataFormatCertDer, nullptr, nullptr, nullptr);
  if (context->signKey == nullptr) return false;
  return xmlSecDSigCtxVerify(context.get(), signature) >= 0 &&
         context->status == xmlSecDSigStatusSucceeded;
}

bool IsSigned(xmlNode* signature, const xmlNode* signed_node, const SamlMetadata& metadata) {
  if (!RefersTo(signature, signed_node)) return false;
  for (const std::string& certificate : metadata.signing_certificates) {
    if (VerifiesWith(signature, certificate)) return true;
  }
  return false;
}

// ----------------------------------------------------------------------- the assertion's parts

// Reads one attribute that holds an instant. False: it is there, but no instant.
bool ReadInstant(const xmlNode* node, const char* name, std::optional<Instant>* instant) {
  const auto text = Attribute(node, name);
  if (!text) return true;
  *instant = policy_engine::ParseIso8601(*text);
  return instant->has_value();
}

bool ReadSubject(const xmlNode* assertion, SamlAssertion* read) {
  const xmlNode* subject = OnlyChild(assertion, kAssertionNs, "Subject");
  if (subject == nullptr) return false;
  if (const xmlNode* name_id = OnlyChild(subject, kAssertionNs, "NameID")) {
    const auto format = Attribute(name_id, "Format");
    if (!format) return false;
    read->name_format = *format;
    read->name_id = Trimmed(Text(name_id));
    read->has_name_id = true;
  }
  const xmlNode* confirmation = OnlyChild(subject, kAssertionNs, "SubjectConfirmation");
  const xmlNode* data = confirmation == nullptr
                            ? nullptr
                            : OnlyChild(confirmation, kAssertionNs, "SubjectConfirmationData");
  if (data == nullptr) return false;
  std::optional<Instant> ends;
  const auto recipient = Attribute(data, "Recipient");
  if (!ReadInstant(data, "NotOnOrAfter", &ends) || !ends || !recipient) return false;
  read->subject_ends = *ends;
  read->recipient = *recipient;
  return true;
}

bool ReadTimes(const xmlNode* assertion, SamlAssertion* read) {
  std::optional<Instant> issued;
  std::optional<Instant> not_before;
  if (!ReadInstant(assertion, "IssueInstant", &issued) || !issued) return false;
  read->issued = *issued;
  const xmlNode* conditions = OnlyChild(assertion, kAssertionNs, "Conditions");
  if (conditions == nullptr || !ReadInstant(conditions, "NotBefore", &not_before) ||
      !ReadInstant(conditions, "NotOnOrAfter", &read->conditions_end)) {
    return false;
  }
  const auto statements = Children(assertion, kAssertionNs, "AuthnStatement");
  return !statements.empty() &&
         ReadInstant(statements[0], "SessionNotOnOrAfter", &read->session_ends);
}

void ReadAttributes(const xmlNode* assertion, SamlAssertion* read) {
  for (const xmlNode* statement : Children(assertion, kAssertionNs, "AttributeStatement")) {
    for (const xmlNode* attribute : Children(statement, kAssertionNs, "Attribute")) {
      SamlAttribute one;
      one.name = Attribute(attribute, "Name").value_or("");
      for (const xmlNode* value : Children(attribute, kAssertionNs, "AttributeValue")) {
        one.values.push_back(Trimmed(Text(value)));
      }
      read->attributes.push_back(std::move(one));
    }
  }
}

// nullptr if the response is none, or hasn't just one assertion.
Result<xmlNode*, SamlFault> FindAssertion(const xmlNode* response) {
  if (!Is(response, kProtocol, "Response")) return SamlFault::kMalformed;
  if (!Children(response, kAssertionNs, "EncryptedAssertion").empty()) {
    return SamlFault::kEncrypted;
  }
  const auto assertions = Children(response, kAssertionNs, "Assertion");
  if (assertions.empty()) return SamlFault::kUnsigned;
  if (assertions.size() > 1) return SamlFault::kMalformed;
  return assertions[0];
}

}  // namespace

std::vector<std::string> SamlAssertion::ValuesOf(std::string_view name) const {
  std::vector<std::string> values;
  for (const SamlAttribute& attribute : attributes) {
    if (attribute.name != name) continue;
    values.insert(values.end(), attribute.values.begin(), attribute.values.end());
  }
  return values;
}

std::optional<SamlMetadata> ReadSamlMetadata(std::string_view xml) {
  const DocumentPtr document = Parse(xml);
  if (document == nullptr) return std::nullopt;
  const xmlNode* entity = xmlDocGetRootElement(document.get());
  if (Is(entity, kMetadataNs, "EntitiesDescriptor")) {
    const auto entities = Children(entity, kMetadataNs, "EntityDescriptor");
    if (entities.empty()) return std::nullopt;
    entity = entities[0];
  }
  if (!Is(entity, kMetadataNs, "EntityDescriptor")) return std::nullopt;
  SamlMetadata metadata;
  metadata.entity_id = Attribute(entity, "entityID").value_or("");
  for (const xmlNode* role : Children(entity, kMetadataNs, "IDPSSODescriptor")) {
    for (const xmlNode* descriptor : Children(role, kMetadataNs, "KeyDescriptor")) {
      if (Attribute(descriptor, "use") == "encryption") continue;
      for (const xmlNode* info : Children(descriptor, kSignatureNs, "KeyInfo")) {
        for (const xmlNode* data : Children(info, kSignatureNs, "X509Data")) {
          for (const xmlNode* certificate : Children(data, kSignatureNs, "X509Certificate")) {
            const auto der = Base64Decode(WithoutBlanks(Text(certificate)));
            if (der) metadata.signing_certificates.push_back(*der);
          }
        }
      }
    }
  }
  return metadata;
}

Result<SamlAssertion, SamlFault> ReadSamlResponse(std::string_view xml,
                                                  const SamlMetadata& metadata) {
  const DocumentPtr document = Parse(xml);
  if (document == nullptr) return SamlFault::kMalformed;
  xmlNode* response = xmlDocGetRootElement(document.get());
  std::set<std::string> ids;
  if (!RegisterIds(document.get(), response, &ids)) return SamlFault::kMalformed;
  ASSIGN_OR_RETURN(xmlNode* const assertion, FindAssertion(response));
  xmlNode* signature = OnlyChild(assertion, kSignatureNs, "Signature");
  if (signature == nullptr) return SamlFault::kUnsigned;
  for (xmlNode* of_response : Children(response, kSignatureNs, "Signature")) {
    if (!IsSigned(of_response, response, metadata)) return SamlFault::kSignature;
  }
  if (!IsSigned(signature, assertion, metadata)) return SamlFault::kSignature;

  SamlAssertion read;
  const xmlNode* issuer = OnlyChild(assertion, kAssertionNs, "Issuer");
  if (issuer == nullptr) return SamlFault::kMalformed;
  read.issuer = Trimmed(Text(issuer));
  if (!ReadSubject(assertion, &read) || !ReadTimes(assertion, &read)) return SamlFault::kMalformed;
  ReadAttributes(assertion, &read);
  return read;
}

}  // namespace mockaws
