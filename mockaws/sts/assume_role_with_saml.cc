// AssumeRoleWithSAML: a role for whom a SAML identity provider vouches. Takes no signature: the
// assertion is the proof.
#include <array>
#include <charconv>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/operation/arn.h"
#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/federated_role.h"
#include "mockaws/sts/saml_response.h"
#include "policy_engine/pattern/regex.h"

namespace mockaws {

using policy_engine::PrincipalType;

namespace {

constexpr std::string_view kAttributes = "https://aws.amazon.com/SAML/Attributes/";
constexpr std::string_view kFormats = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
constexpr auto kRedeemWithin = std::chrono::minutes(5);
constexpr int64_t kAssertionPackedBytes = 200;

// Attributes that become condition keys, by their names in directories ("IAM and AWS STS condition
// context keys", SAML-based federation).
struct KeyOfAttribute {
  std::string_view attribute;
  std::string_view key;
};
constexpr std::array<KeyOfAttribute, 25> kDirectoryKeys = {{
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "saml:edupersonaffiliation"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "saml:edupersonnickname"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "saml:edupersonorgdn"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "saml:edupersonorgunitdn"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "saml:edupersonprimaryaffiliation"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "saml:edupersonprincipalname"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "saml:edupersonentitlement"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.8", "saml:edupersonprimaryorgunitdn"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "saml:edupersonscopedaffiliation"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "saml:edupersontargetedid"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "saml:edupersonassurance"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.2", "saml:eduorghomepageuri"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.3", "saml:eduorgidentityauthnpolicyuri"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.4", "saml:eduorglegalname"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.5", "saml:eduorgsuperioruri"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.6", "saml:eduorgwhitepagesuri"},
    {"urn:oid:2.5.4.3", "saml:cn"},
    {"urn:oid:2.5.4.4", "saml:surname"},
    {"urn:oid:2.5.4.41", "saml:name"},
    {"urn:oid:2.5.4.42", "saml:givenName"},
    {"urn:oid:2.5.4.45", "saml:x500UniqueIdentifier"},
    {"urn:oid:0.9.2342.19200300.100.1.1", "saml:uid"},
    {"urn:oid:0.9.2342.19200300.100.1.3", "saml:mail"},
    {"urn:oid:0.9.2342.19200300.100.1.45", "saml:organizationStatus"},
    {"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/primaryGroupSID",
     "saml:primaryGroupSID"},
}};

std::string AttributeName(std::string_view name) {
  return std::string(kAttributes) + std::string(name);
}

std::string FirstValue(const SamlAssertion& assertion, std::string_view name) {
  const auto values = assertion.ValuesOf(AttributeName(name));
  return values.empty() ? std::string() : values[0];
}

std::string Tail(const OpContext& context) {
  return " (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: "
         "AuthSamlInvalidSamlResponseException; Request ID: " +
         NewUuid(context.ids, "saml") + "; Proxy: null)";
}

ApiError Malformed(const OpContext& context) {
  return InvalidIdentityToken("Invalid base64 SAMLResponse" + Tail(context));
}

ApiError Refusal(const OpContext& context, SamlFault fault) {
  switch (fault) {
    case SamlFault::kUnsigned:
      return InvalidIdentityToken(
          "Response (with optional signature) must contain an assertion with a mandatory "
          "signature" +
          Tail(context));
    case SamlFault::kSignature:
      return InvalidIdentityToken("Response signature invalid");
    case SamlFault::kMalformed:
      break;
  }
  return Malformed(context);
}

ApiResult<const SamlProvider*> FindProvider(const OpContext& context) {
  const std::string& arn = context.in.Str("PrincipalArn");
  const auto parts = SplitArn(arn);
  if (!parts) return ValidationError(arn + " is invalid");
  if (parts->service != "iam" || !parts->resource.starts_with("saml-provider/")) {
    return ValidationError("Request ARN is invalid");
  }
  const Account* account = context.state.in_effect().FindAccount(parts->account);
  const SamlProvider* provider = account == nullptr ? nullptr : account->saml_providers.Find(arn);
  if (provider == nullptr) return InvalidIdentityToken("Specified provider doesn't exist");
  return provider;
}

ApiResult<SamlAssertion> Verify(const OpContext& context, const SamlProvider& provider) {
  const auto metadata = ReadSamlMetadata(provider.metadata);
  if (!metadata) return InvalidIdentityToken("Issuer not present in specified provider");
  std::string text = context.in.Str("SAMLAssertion");
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
  const auto xml = Base64Decode(text);
  if (!xml) return Malformed(context);
  std::vector<std::string> private_keys;
  for (const SamlPrivateKey& key : provider.private_keys) private_keys.push_back(key.pem);
  auto read = ReadSamlResponse(*xml, *metadata, private_keys);
  if (!read.ok()) return Refusal(context, read.error());
  if (provider.encryption_required && !read->was_encrypted) return Malformed(context);
  if (read->issuer != metadata->entity_id) {
    return InvalidIdentityToken("Issuer not present in specified provider");
  }
  return *std::move(read);
}

ApiResult<void> CheckTimes(const OpContext& context, const SamlAssertion& assertion) {
  const Instant now = context.now;
  const bool expired = now >= assertion.subject_ends ||
                       (assertion.conditions_end && now >= *assertion.conditions_end) ||
                       (assertion.session_ends && now >= *assertion.session_ends);
  if (expired) return ExpiredTokenException("Response has expired");
  if (now > assertion.issued + kRedeemWithin) {
    return ExpiredTokenException("Token must be redeemed within 5 minutes of issuance");
  }
  return {};
}

std::string Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

// A pair of role and provider, in either order, must stand among the Role attribute's values.
ApiResult<void> CheckRole(const OpContext& context, const SamlAssertion& assertion) {
  const std::string& role = context.in.Str("RoleArn");
  const std::string& provider = context.in.Str("PrincipalArn");
  for (const std::string& pair : assertion.ValuesOf(AttributeName("Role"))) {
    const size_t comma = pair.find(',');
    if (comma == std::string::npos) continue;
    const std::string one = Trimmed(std::string_view(pair).substr(0, comma));
    const std::string two = Trimmed(std::string_view(pair).substr(comma + 1));
    if ((one == role && two == provider) || (one == provider && two == role)) return {};
  }
  return InvalidIdentityToken(
      "SAML Assertion doesn't contain the requested Role and Metadata in the attributes");
}

ApiResult<void> ReadNames(const SamlAssertion& assertion, FederatedSubject* subject) {
  static const auto* const kName = new policy_engine::Regex("[a-zA-Z_0-9+=,.@-]{2,64}");
  static const auto* const kIdentity = new policy_engine::Regex("[a-zA-Z_0-9+=,.@-]{2,256}");
  subject->session_name = FirstValue(assertion, "RoleSessionName");
  if (subject->session_name.empty()) {
    return InvalidIdentityToken("RoleSessionName is required in AuthnResponse");
  }
  if (!kName->Matches(subject->session_name)) {
    return InvalidIdentityToken(
        "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
  }
  subject->source_identity = FirstValue(assertion, "SourceIdentity");
  if (!subject->source_identity.empty() && !kIdentity->Matches(subject->source_identity)) {
    return InvalidIdentityToken(
        "SourceIdentity in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,256}");
  }
  return {};
}

ApiResult<void> ReadTags(const SamlAssertion& assertion, SessionTags* tags) {
  const std::string prefix = AttributeName("PrincipalTag:");
  for (const SamlAttribute& attribute : assertion.attributes) {
    if (!attribute.name.starts_with(prefix)) continue;
    if (attribute.values.size() != 1) {
      return InvalidIdentityToken("PrincipalTag attributes must have exactly one value");
    }
    tags->passed.push_back({attribute.name.substr(prefix.size()), attribute.values[0]});
  }
  RETURN_IF_ERROR(CheckDistinctTagKeys(tags->passed));
  for (const std::string& key : assertion.ValuesOf(AttributeName("TransitiveTagKeys"))) {
    if (FindTag(tags->passed, key) == nullptr) {
      return InvalidParameterValue(
          "The specified transitive tag key must be included in the requested tags.");
    }
    tags->transitive_keys.push_back(key);
  }
  return {};
}

// The subject's format without its usual prefix.
std::string SubjectType(const SamlAssertion& assertion) {
  std::string type = assertion.name_format;
  if (type.starts_with(kFormats)) type.erase(0, kFormats.size());
  return type;
}

std::string NameQualifier(const SamlAssertion& assertion, const SamlProvider& provider,
                          std::string_view account) {
  const Sha1Digest digest = Sha1(assertion.issuer + std::string(account) + "/" + provider.name);
  return Base64Encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

void FillKeys(const SamlAssertion& assertion, const std::string& qualifier,
              const std::string& provider_path, FederatedSubject* subject) {
  subject->session_keys = {{"saml:namequalifier", qualifier},
                           {"saml:sub", assertion.name_id},
                           {"saml:sub_type", SubjectType(assertion)}};
  auto& keys = subject->trust_keys;
  keys = subject->session_keys;
  keys.emplace_back("saml:iss", assertion.issuer);
  keys.emplace_back("saml:aud", assertion.recipient);
  keys.emplace_back("saml:doc", provider_path);
  for (const auto& [attribute, key] : kDirectoryKeys) {
    for (const std::string& value : assertion.ValuesOf(attribute)) keys.emplace_back(key, value);
  }
}

ApiResult<FederatedSubject> SubjectOf(const OpContext& context, const SamlProvider& provider,
                                      const SamlAssertion& assertion) {
  FederatedSubject subject;
  RETURN_IF_ERROR(ReadNames(assertion, &subject));
  RETURN_IF_ERROR(ReadTags(assertion, &subject.tags));
  // As recorded, a subject without a name is refused like an untrusted one.
  if (!assertion.has_name_id) return AccessDenied("Not authorized to perform " + context.action());
  const std::string account(SplitArn(provider.arn)->account);
  subject.provider.type = PrincipalType::kSamlProvider;
  subject.provider.arn = provider.arn;
  subject.provider.account = account;
  subject.provider_account = account;
  subject.ends = assertion.session_ends;
  subject.packed_bytes = kAssertionPackedBytes;
  const std::string duration = FirstValue(assertion, "SessionDuration");
  int64_t seconds = 0;
  const auto [end, error] =
      std::from_chars(duration.data(), duration.data() + duration.size(), seconds);
  if (error == std::errc() && end == duration.data() + duration.size()) subject.duration = seconds;
  FillKeys(assertion, NameQualifier(assertion, provider, account), account + "/" + provider.name,
           &subject);
  return subject;
}

ApiResult<Value> AssumeRoleWithSaml(OpContext& context) {
  ASSIGN_OR_RETURN(const RoleTarget target, FindRoleTarget(context));
  ASSIGN_OR_RETURN(const SamlProvider* provider, FindProvider(context));
  ASSIGN_OR_RETURN(const SamlAssertion assertion, Verify(context, *provider));
  RETURN_IF_ERROR(CheckTimes(context, assertion));
  RETURN_IF_ERROR(CheckRole(context, assertion));
  ASSIGN_OR_RETURN(const FederatedSubject subject, SubjectOf(context, *provider, assertion));
  ASSIGN_OR_RETURN(FederatedSession session, AssumeFederatedRole(context, target, subject));
  Value result;
  result.Set("Credentials", std::move(session.credentials));
  result.Set("AssumedRoleUser", std::move(session.user));
  if (session.has_policies_or_tags) result.Set("PackedPolicySize", session.packed_size);
  result.Set("Subject", assertion.name_id);
  result.Set("SubjectType", SubjectType(assertion));
  result.Set("Issuer", assertion.issuer);
  result.Set("Audience", assertion.recipient);
  result.Set("NameQualifier", subject.session_keys[0].second);
  if (!subject.source_identity.empty()) result.Set("SourceIdentity", subject.source_identity);
  SetTokenSize(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"AssumeRoleWithSAML", AssumeRoleWithSaml, Mode::kRead, nullptr, true},
};

}  // namespace

OperationFamily AssumeRoleWithSamlOperations() { return kOperations; }

}  // namespace mockaws
