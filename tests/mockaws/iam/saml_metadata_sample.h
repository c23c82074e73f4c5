// SAML metadata for tests: an identity provider without certificate, long enough for the API.
#pragma once

#include <string>

namespace mockaws {

inline std::string SamlMetadata(const std::string& entity_id = "https://idp.example.com/saml") {
  return R"(<?xml version="1.0"?><md:EntityDescriptor )"
         R"(xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID=")" +
         entity_id +
         R"("><md:IDPSSODescriptor )"
         R"(protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">)"
         R"(<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" )"
         R"(Location="https://idp.example.com/sso"/></md:IDPSSODescriptor><!--)" +
         std::string(1000, 'x') + "--></md:EntityDescriptor>";
}

}  // namespace mockaws
