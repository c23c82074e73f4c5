#include "simulator/runner/saml_responses.h"

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"

namespace simulator {
namespace {

using policy_engine::FormatIso8601;
using policy_engine::Instant;

constexpr const char* kAssertionNs = "urn:oasis:names:tc:SAML:2.0:assertion";
constexpr const char* kProtocolNs = "urn:oasis:names:tc:SAML:2.0:protocol";
constexpr const char* kMetadataNs = "urn:oasis:names:tc:SAML:2.0:metadata";
constexpr const char* kSignatureNs = "http://www.w3.org/2000/09/xmldsig#";
constexpr const char* kCanonical = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr const char* kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
constexpr const char* kSha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
constexpr const char* kRsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
constexpr const char* kSignIn = "https://signin.aws.amazon.com/saml";
constexpr const char* kAttributes = "https://aws.amazon.com/SAML/Attributes/";

// Texts and attribute values as canonical XML writes them.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// What stands in texts: quotes stay.
std::string EscapedText(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '"' ? "\"" : Escaped(std::string_view(&c, 1));
  return escaped;
}

std::string Attribute(std::string_view name, const std::vector<std::string>& values) {
  std::string text = "<saml:Attribute Name=\"" + Escaped(name) + "\">";
  for (const std::string& value : values) {
    text += "<saml:AttributeValue>" + EscapedText(value) + "</saml:AttributeValue>";
  }
  return text + "</saml:Attribute>";
}

std::string Sha256Base64(std::string_view text) {
  const auto digest = mockaws::Sha256(text);
  return mockaws::Base64Encode(mockaws::AsView(digest));
}

std::string Method(const std::string& element, const std::string& algorithm) {
  return "<ds:" + element + " Algorithm=\"" + algorithm + "\"></ds:" + element + ">";
}

// Written canonically, so that its bytes are what is signed.
class ResponseWriter {
 public:
  ResponseWriter(const SamlResponseValue& value, const SeededProvider& provider,
                 const Variables& variables, Instant now)
      : value_(value), provider_(provider), variables_(variables), now_(now) {}

  SourceResult<std::string> Write() const {
    ASSIGN_OR_RETURN(const std::string rest, AssertionRest());
    const std::string id = "_" + mockaws::Sha256Hex(rest).substr(0, 32);
    const std::string head = "<saml:Assertion xmlns:saml=\"" + std::string(kAssertionNs) +
                             "\" ID=\"" + id + "\" IssueInstant=\"" + FormatIso8601(now_) +
                             "\" Version=\"2.0\">" + Issuer();
    const std::string tail = rest + "</saml:Assertion>";
    const std::string response = "<samlp:Response xmlns:samlp=\"" + std::string(kProtocolNs) +
                                 "\" ID=\"_r" + id + "\" IssueInstant=\"" + FormatIso8601(now_) +
                                 "\" Version=\"2.0\">" + Success() + head +
                                 Signature(id, head + tail) + tail + "</samlp:Response>";
    return mockaws::Base64Encode(response);
  }

 private:
  std::string Issuer() const {
    return "<saml:Issuer>" + EscapedText(provider_.issuer) + "</saml:Issuer>";
  }
  static std::string Success() {
    return "<samlp:Status><samlp:StatusCode "
           "Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"></samlp:StatusCode>"
           "</samlp:Status>";
  }

  std::string Signature(const std::string& id, const std::string& assertion) const {
    const std::string inside =
        Method("CanonicalizationMethod", kCanonical) + Method("SignatureMethod", kRsaSha256) +
        "<ds:Reference URI=\"#" + id + "\"><ds:Transforms>" + Method("Transform", kEnveloped) +
        Method("Transform", kCanonical) + "</ds:Transforms>" + Method("DigestMethod", kSha256) +
        "<ds:DigestValue>" + Sha256Base64(assertion) + "</ds:DigestValue></ds:Reference>" +
        "</ds:SignedInfo>";
    const std::string name_space = std::string(" xmlns:ds=\"") + kSignatureNs + "\"";
    const mockaws::IssuerKey& key = value_.forged ? *provider_.other : *provider_.key;
    // By itself the signed part has the namespace that it inherits in the document.
    const std::string signature = key.Sign("<ds:SignedInfo" + name_space + ">" + inside);
    return "<ds:Signature" + name_space + "><ds:SignedInfo>" + inside + "<ds:SignatureValue>" +
           mockaws::Base64Encode(signature) + "</ds:SignatureValue></ds:Signature>";
  }

  // What follows the signature.
  SourceResult<std::string> AssertionRest() const {
    ASSIGN_OR_RETURN(const std::string subject,
                     variables_.Expand(value_.subject ? *value_.subject : value_.session_name));
    std::string recipient = kSignIn;
    if (value_.recipient) {
      ASSIGN_OR_RETURN(recipient, variables_.Expand(*value_.recipient));
    }
    const std::string from = FormatIso8601(now_);
    const std::string until = FormatIso8601(now_ + value_.lifetime);
    ASSIGN_OR_RETURN(const std::string attributes, AttributeStatement());
    return "<saml:Subject><saml:NameID "
           "Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">" +
           EscapedText(subject) + "</saml:NameID><saml:SubjectConfirmation " +
           "Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData " +
           "NotOnOrAfter=\"" + until + "\" Recipient=\"" + Escaped(recipient) +
           "\"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>" +
           "<saml:Conditions NotBefore=\"" + from + "\" NotOnOrAfter=\"" + until +
           "\"><saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience>" +
           "</saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant=\"" +
           from + "\"><saml:AuthnContext><saml:AuthnContextClassRef>" +
           "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>" +
           "</saml:AuthnContext></saml:AuthnStatement>" + attributes;
  }

  SourceResult<std::string> AttributeStatement() const {
    std::string text = "<saml:AttributeStatement>";
    std::vector<std::string> pairs;
    for (const Text& role : value_.roles) {
      ASSIGN_OR_RETURN(const std::string arn, variables_.Expand(role));
      pairs.push_back(arn + "," + provider_.arn);
    }
    if (!pairs.empty()) text += Attribute(std::string(kAttributes) + "Role", pairs);
    for (const auto& [name, optional] :
         {std::pair<const char*, std::optional<Text>>("RoleSessionName", value_.session_name),
          {"SessionDuration", value_.session_duration},
          {"SourceIdentity", value_.source_identity}}) {
      if (!optional) continue;
      ASSIGN_OR_RETURN(std::string expanded, variables_.Expand(*optional));
      text += Attribute(std::string(kAttributes) + name, {std::move(expanded)});
    }
    for (const auto& [key, tag] : value_.tags) {
      ASSIGN_OR_RETURN(const std::string name, variables_.Expand(key));
      ASSIGN_OR_RETURN(std::string expanded, variables_.Expand(tag));
      text += Attribute(std::string(kAttributes) + "PrincipalTag:" + name, {std::move(expanded)});
    }
    ASSIGN_OR_RETURN(const auto transitive, Expand(value_.transitive_tags));
    if (!transitive.empty()) {
      text += Attribute(std::string(kAttributes) + "TransitiveTagKeys", transitive);
    }
    for (const auto& [name, texts] : value_.attributes) {
      ASSIGN_OR_RETURN(const auto expanded, Expand(texts));
      text += Attribute(name.value, expanded);
    }
    return text + "</saml:AttributeStatement>";
  }

  SourceResult<std::vector<std::string>> Expand(const std::vector<Text>& texts) const {
    std::vector<std::string> expanded;
    for (const Text& text : texts) {
      ASSIGN_OR_RETURN(std::string one, variables_.Expand(text));
      expanded.push_back(std::move(one));
    }
    return expanded;
  }

  const SamlResponseValue& value_;
  const SeededProvider& provider_;
  const Variables& variables_;
  const Instant now_;
};

}  // namespace

std::string SamlMetadataOf(const mockaws::IssuerKey& key, const std::string& entity_id,
                           Instant now) {
  return "<md:EntityDescriptor xmlns:md=\"" + std::string(kMetadataNs) + "\" entityID=\"" +
         Escaped(entity_id) +
         "\"><md:IDPSSODescriptor "
         "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
         "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo xmlns:ds=\"" +
         kSignatureNs + "\"><ds:X509Data><ds:X509Certificate>" +
         mockaws::Base64Encode(key.Certificate("iamsim identity provider", now)) +
         "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
         "<md:SingleSignOnService "
         "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"" +
         Escaped(entity_id) + "\"></md:SingleSignOnService></md:IDPSSODescriptor>" +
         "</md:EntityDescriptor>";
}

SourceResult<std::string> MakeSamlResponse(const SamlResponseValue& value,
                                           const SeededProvider& provider,
                                           const Variables& variables, Instant now) {
  return ResponseWriter(value, provider, variables, now).Write();
}

}  // namespace simulator
