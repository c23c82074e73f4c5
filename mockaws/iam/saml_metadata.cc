#include "mockaws/iam/saml_metadata.h"

#include <string>

#include "mockaws/crypto/certificate.h"
#include "mockaws/wire/xml_reader.h"

namespace mockaws {
namespace {

ApiError Unreadable() { return InvalidInput("Could not parse metadata"); }

// The base64 text of an X509Certificate element as PEM.
std::string PemOf(std::string_view base64) {
  constexpr size_t kLine = 64;
  std::string compact;
  for (const char c : base64) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') compact += c;
  }
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  for (size_t i = 0; i < compact.size(); i += kLine) pem += compact.substr(i, kLine) + "\n";
  return pem + "-----END CERTIFICATE-----\n";
}

bool CertificatesAreReadable(const XmlElement& element) {
  if (element.local_name() == "X509Certificate") {
    return Certificate::FromPem(PemOf(element.text)).has_value();
  }
  for (const XmlElement& child : element.children) {
    if (!CertificatesAreReadable(child)) return false;
  }
  return true;
}

const XmlElement* FindEntity(const XmlElement& root) {
  if (root.local_name() == "EntityDescriptor") return &root;
  if (root.local_name() != "EntitiesDescriptor") return nullptr;
  for (const XmlElement& child : root.children) {
    if (const XmlElement* entity = FindEntity(child)) return entity;
  }
  return nullptr;
}

bool DescribesIdentityProvider(const XmlElement& entity) {
  for (const XmlElement& child : entity.children) {
    if (child.local_name() == "IDPSSODescriptor") return true;
  }
  return false;
}

}  // namespace

ApiResult<void> CheckSamlMetadata(std::string_view document) {
  const auto root = ParseXml(document);
  if (!root.ok()) return Unreadable();
  const XmlElement* entity = FindEntity(*root);
  if (entity == nullptr) return Unreadable();
  const std::string* entity_id = entity->Attribute("entityID");
  if (entity_id == nullptr || entity_id->empty()) return Unreadable();
  if (!CertificatesAreReadable(*entity)) return Unreadable();
  if (!DescribesIdentityProvider(*entity)) {
    return InvalidInput("SAML Providers must reference at least one SAML assertion issuer.");
  }
  return {};
}

}  // namespace mockaws
