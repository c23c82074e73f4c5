#include "mockaws/sts/saml_response.h"

#include <xmlsec/crypto.h>
#include <xmlsec/xmldsig.h>

#include <array>
#include <memory>
#include <set>

#include "mockaws/crypto/encoding.h"
#include "mockaws/sts/saml_encryption.h"
#include "mockaws/sts/xml_tree.h"
#include "policy_engine/check.h"

namespace mockaws {

using policy_engine::Instant;
using policy_engine::Result;

namespace {

constexpr std::string_view kProtocol = "urn:oasis:names:tc:SAML:2.0:protocol";
constexpr std::string_view kMetadataNs = "urn:oasis:names:tc:SAML:2.0:metadata";

struct SignatureFree {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};
using SignaturePtr = std::unique_ptr<xmlSecDSigCtx, SignatureFree>;

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
  const XmlDocumentPtr document = ParseSamlXml(xml);
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
                                                  const SamlMetadata& metadata,
                                                  const std::vector<std::string>& private_keys) {
  const XmlDocumentPtr document = ParseSamlXml(xml);
  if (document == nullptr) return SamlFault::kMalformed;
  xmlNode* response = xmlDocGetRootElement(document.get());
  SamlAssertion read;
  const auto encrypted = Children(response, kAssertionNs, "EncryptedAssertion");
  if (!encrypted.empty()) {
    if (encrypted.size() > 1 || !DecryptAssertion(encrypted[0], private_keys)) {
      return SamlFault::kMalformed;
    }
    read.was_encrypted = true;
  }
  std::set<std::string> ids;
  if (!RegisterIds(document.get(), response, &ids)) return SamlFault::kMalformed;
  ASSIGN_OR_RETURN(xmlNode* const assertion, FindAssertion(response));
  xmlNode* signature = OnlyChild(assertion, kSignatureNs, "Signature");
  if (signature == nullptr) return SamlFault::kUnsigned;
  for (xmlNode* of_response : Children(response, kSignatureNs, "Signature")) {
    if (!IsSigned(of_response, response, metadata)) return SamlFault::kSignature;
  }
  if (!IsSigned(signature, assertion, metadata)) return SamlFault::kSignature;

  const xmlNode* issuer = OnlyChild(assertion, kAssertionNs, "Issuer");
  if (issuer == nullptr) return SamlFault::kMalformed;
  read.issuer = Trimmed(Text(issuer));
  if (!ReadSubject(assertion, &read) || !ReadTimes(assertion, &read)) return SamlFault::kMalformed;
  ReadAttributes(assertion, &read);
  return read;
}

}  // namespace mockaws
