#include "tests/mockaws/sts/saml_response_writer.h"

#include <gtest/gtest.h>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"

namespace mockaws {
namespace {

constexpr const char* kSignatureNs = " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
constexpr const char* kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

std::string Element(const std::string& name, const std::string& algorithm) {
  return "<ds:" + name + " Algorithm=\"" + algorithm + "\"></ds:" + name + ">";
}

}  // namespace

SamlResponseWriter::Edit Replace(std::string from, std::string to) {
  return [from = std::move(from), to = std::move(to)](std::string* text) {
    const size_t at = text->find(from);
    ASSERT_NE(at, std::string::npos) << from << " is not in " << *text;
    text->replace(at, from.size(), to);
  };
}

std::string SamlResponseWriter::Metadata(const IssuerKey& key, IssuerKey::Time now) {
  const std::string filler(800, 'x');  // metadata has at least 1,000 characters
  return "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"" +
         std::string(kEntity) + "\"><!--" + filler +
         "--><IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
         "<KeyDescriptor use=\"signing\"><ds:KeyInfo" +
         kSignatureNs + "><ds:X509Data><ds:X509Certificate>" +
         Base64Encode(key.Certificate("idp", now)) +
         "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor><SingleSignOnService "
         "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"" +
         kEntity + "\"/></IDPSSODescriptor></EntityDescriptor>";
}

std::string SamlResponseWriter::Assertion() const {
  std::string statement;
  for (const auto& [name, values] : attributes) {
    const bool whole = name.find("urn:") == 0;
    statement += "<a:Attribute Name=\"" +
                 (whole ? name : "https://aws.amazon.com/SAML/Attributes/" + name) + "\">";
    for (const std::string& value : values) {
      statement += "<a:AttributeValue>" + value + "</a:AttributeValue>";
    }
    statement += "</a:Attribute>";
  }
  std::string text =
      "<a:Assertion xmlns:a=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a\" IssueInstant=\"" +
      issued + "\" Version=\"2.0\"><a:Issuer>" + kEntity +
      "</a:Issuer><a:Subject><a:NameID "
      "Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">ana@example.com</a:NameID>"
      "<a:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">"
      "<a:SubjectConfirmationData NotOnOrAfter=\"" +
      ends +
      "\" Recipient=\"https://signin.aws.amazon.com/saml\"></a:SubjectConfirmationData>"
      "</a:SubjectConfirmation></a:Subject><a:Conditions NotBefore=\"2026-01-02T03:00:00Z\" "
      "NotOnOrAfter=\"" +
      ends +
      "\"></a:Conditions><a:AuthnStatement AuthnInstant=\"2026-01-02T03:04:00Z\">"
      "</a:AuthnStatement><a:AttributeStatement>" +
      statement + "</a:AttributeStatement></a:Assertion>";
  if (before_signing) before_signing(&text);
  return text;
}

std::string SamlResponseWriter::Signature(const std::string& assertion) const {
  const auto digest = Sha256(assertion);
  const std::string inside =
      Element("CanonicalizationMethod", kExclusive) +
      Element("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256") +
      "<ds:Reference URI=\"#_a\"><ds:Transforms>" +
      Element("Transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature") +
      Element("Transform", kExclusive) + "</ds:Transforms>" +
      Element("DigestMethod", "http://www.w3.org/2001/04/xmlenc#sha256") + "<ds:DigestValue>" +
      Base64Encode(AsView(digest)) + "</ds:DigestValue></ds:Reference></ds:SignedInfo>";
  const std::string value = key.Sign(std::string("<ds:SignedInfo") + kSignatureNs + ">" + inside);
  return std::string("<ds:Signature") + kSignatureNs + "><ds:SignedInfo>" + inside +
         "<ds:SignatureValue>" + Base64Encode(value) + "</ds:SignatureValue></ds:Signature>";
}

std::string SamlResponseWriter::Write() const {
  const std::string assertion = Assertion();
  const std::string issuer_end = "</a:Issuer>";
  const size_t at = assertion.find(issuer_end) + issuer_end.size();
  std::string response =
      "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_r\" Version=\"2.0\" "
      "IssueInstant=\"" +
      issued + "\">" + assertion.substr(0, at) + (is_signed ? Signature(assertion) : "") +
      assertion.substr(at) + "</p:Response>";
  if (after_signing) after_signing(&response);
  return Base64Encode(response);
}

}  // namespace mockaws
