// AssumeRoleWithSAML, rule by rule.
#include "mockaws/crypto/signature_keys.h"
#include "tests/mockaws/sts/saml_encrypter.h"
#include "tests/mockaws/sts/saml_response_writer.h"
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kProvider = "arn:aws:iam::111122223333:saml-provider/corp";
constexpr const char* kRole = "arn:aws:iam::111122223333:role/staff";
constexpr const char* kRefused =
    "AccessDenied (403): Not authorized to perform sts:AssumeRoleWithSAML";
constexpr const char* kExpired = "ExpiredTokenException (400): Response has expired";

const IssuerKey& Key() {
  static const auto* const key = new IssuerKey(IssuerKey::FromSeed("corp"));
  return *key;
}

std::string Invalid(const std::string& message) { return "InvalidIdentityToken (400): " + message; }

class Saml : public StsTest {
 protected:
  void SetUp() override {
    StsTest::SetUp();
    Must("CreateSAMLProvider",
         {{"Name", "corp"}, {"SAMLMetadataDocument", SamlResponseWriter::Metadata(Key(), now())}});
    NewRole("staff", TrustProvider());
    writer_.attributes = {{"Role", {std::string(kRole) + "," + kProvider}},
                          {"RoleSessionName", {"ana"}}};
  }
  static IssuerKey::Time now() {
    return IssuerKey::Time(std::chrono::seconds(1'767'323'045));  // when the tests begin
  }
  static std::string TrustProvider(
      const std::string& condition = "",
      const std::string& actions = R"("sts:AssumeRoleWithSAML","sts:TagSession")") {
    return Trust(R"("Principal":{"Federated":")" + std::string(kProvider) + R"("},"Action":[)" +
                 actions + "]" + condition);
  }
  Answer Present(const Parameters& more = {}, const std::string& role = kRole) {
    Parameters parameters = {
        {"RoleArn", role}, {"PrincipalArn", kProvider}, {"SAMLAssertion", writer_.Write()}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Unsigned("AssumeRoleWithSAML", parameters);
  }
  void TrustOnly(const std::string& condition) {
    Must("UpdateAssumeRolePolicy",
         {{"RoleName", "staff"}, {"PolicyDocument", TrustProvider("," + condition)}});
  }

  SamlResponseWriter writer_{.key = Key()};
};

TEST_F(Saml, GivesASessionOfTheRoleAndTellsOfTheAssertion) {
  const Answer answer = Present();
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("AssumedRoleUser.Arn"), "arn:aws:sts::111122223333:assumed-role/staff/ana");
  EXPECT_EQ(answer.Text("Subject"), "ana@example.com");
  EXPECT_EQ(answer.Text("SubjectType"), "persistent");
  EXPECT_EQ(answer.Text("Issuer"), SamlResponseWriter::kEntity);
  EXPECT_EQ(answer.Text("Audience"), "https://signin.aws.amazon.com/saml");
  EXPECT_EQ(answer.Text("NameQualifier").size(), 28U);  // SHA-1 in base64
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
  EXPECT_OUTCOME(Sts("GetCallerIdentity", {}, CredentialsOf(answer)), "ok");
}

TEST_F(Saml, TokensArePaddedToTheMinimumSize) {
  const Answer answer = Present({{"MinimumSessionTokenSize", "4000"}});
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_GE(answer.Text("Credentials.SessionToken").size(), 4000U);
  EXPECT_EQ(answer.Text("SessionTokenSize"),
            std::to_string(answer.Text("Credentials.SessionToken").size()));
}

TEST_F(Saml, AnUnsignedAssertionIsRefused) {
  writer_.is_signed = false;
  const Answer answer = Present();
  EXPECT_EQ(answer.code, "InvalidIdentityToken");
  EXPECT_TRUE(answer.message.starts_with(
      "Response (with optional signature) must contain an assertion with a mandatory signature "
      "(Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: "
      "AuthSamlInvalidSamlResponseException; Request ID: "))
      << answer.message;
}

TEST_F(Saml, TamperedAssertionsAndForeignKeysAreRefused) {
  writer_.after_signing = Replace("ana@example.com", "eve@example.com");
  EXPECT_OUTCOME(Present(), Invalid("Response signature invalid"));
  const IssuerKey other = IssuerKey::FromSeed("other");
  SamlResponseWriter forged{.key = other, .attributes = writer_.attributes};
  EXPECT_OUTCOME(Unsigned("AssumeRoleWithSAML", {{"RoleArn", kRole},
                                                 {"PrincipalArn", kProvider},
                                                 {"SAMLAssertion", forged.Write()}}),
                 Invalid("Response signature invalid"));
}

// A signed assertion that is moved aside, for another one to be read.
TEST_F(Saml, WrappedSignaturesAreRefused) {
  writer_.after_signing = [](std::string* text) {
    const size_t at = text->find("<a:Assertion");
    std::string evil = text->substr(at, text->find("</p:Response>") - at);
    Replace("ana@example.com", "eve@example.com")(&evil);
    Replace("ID=\"_a\"", "ID=\"_b\"")(&evil);
    text->insert(at, evil);
  };
  EXPECT_EQ(Present().code, "InvalidIdentityToken");
}

TEST_F(Saml, WhatAnAssertionMustHave) {
  const std::pair<const char*, const char*> removed[] = {
      {" Recipient=\"https://signin.aws.amazon.com/saml\"", ""},
      {" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"", ""},
      {"NotBefore=\"2026-01-02T03:00:00Z\"", "NotBefore=\"yesterday\""},
      {"<a:AuthnStatement AuthnInstant=\"2026-01-02T03:04:00Z\"></a:AuthnStatement>", ""},
      {"</a:Subject>", "<a:SubjectConfirmation></a:SubjectConfirmation></a:Subject>"},
  };
  for (const auto& [from, to] : removed) {
    writer_.before_signing = Replace(from, to);
    const Answer answer = Present();
    EXPECT_EQ(answer.code, "InvalidIdentityToken") << from;
    EXPECT_TRUE(answer.message.starts_with("Invalid base64 SAMLResponse (Service: ")) << from;
  }
}

TEST_F(Saml, ExpiredAssertionsAreRefused) {
  writer_.ends = "2026-01-02T03:04:05Z";
  EXPECT_OUTCOME(Present(), kExpired);
  writer_.ends = "2026-01-02T03:09:05Z";
  writer_.before_signing = Replace(
      "></a:AuthnStatement>", " SessionNotOnOrAfter=\"2026-01-02T03:04:05Z\"></a:AuthnStatement>");
  EXPECT_OUTCOME(Present(), kExpired);
}

TEST_F(Saml, AnAssertionIsGoodForFiveMinutes) {
  writer_.issued = "2026-01-02T02:59:05Z";
  EXPECT_OUTCOME(Present(), "ok");
  writer_.issued = "2026-01-02T02:59:04Z";
  EXPECT_OUTCOME(
      Present(),
      "ExpiredTokenException (400): Token must be redeemed within 5 minutes of issuance");
}

TEST_F(Saml, NotBeforeAndReplayDoNotMatter) {
  writer_.before_signing = Replace("2026-01-02T03:00:00Z", "2026-01-03T03:00:00Z");
  EXPECT_OUTCOME(Present(), "ok");
  EXPECT_OUTCOME(Present(), "ok");
}

TEST_F(Saml, RoleAndProviderStandTogetherInEitherOrder) {
  writer_.attributes[0].second = {std::string(kProvider) + ", " + kRole};
  EXPECT_OUTCOME(Present(), "ok");
  writer_.attributes[0].second = {std::string(kRole) + "-other," + kProvider};
  EXPECT_OUTCOME(
      Present(),
      Invalid("SAML Assertion doesn't contain the requested Role and Metadata in the attributes"));
}

TEST_F(Saml, SessionNamesAreRequiredAndChecked) {
  writer_.attributes[1].second = {"a b"};
  EXPECT_OUTCOME(Present(),
                 Invalid("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"));
  writer_.attributes.pop_back();
  EXPECT_OUTCOME(Present(), Invalid("RoleSessionName is required in AuthnResponse"));
}

TEST_F(Saml, UnknownRolesRefusedTrustsAndNamelessSubjectsReadAlike) {
  EXPECT_OUTCOME(Present(), "ok");
  TrustOnly(R"("Condition":{"StringEquals":{"saml:sub":"eve"}})");
  EXPECT_OUTCOME(Present(), kRefused);
  const std::string ghost = "arn:aws:iam::111122223333:role/ghost";
  writer_.attributes[0].second = {ghost + "," + kProvider};
  EXPECT_OUTCOME(Present({}, ghost), kRefused);
}

TEST_F(Saml, AnyoneInATrustPolicyIsNoProvider) {
  Must("UpdateAssumeRolePolicy",
       {{"RoleName", "staff"},
        {"PolicyDocument", Trust(R"("Principal":{"AWS":"*"},"Action":"sts:AssumeRoleWithSAML")")}});
  EXPECT_OUTCOME(Present(), kRefused);
}

TEST_F(Saml, UnknownProvidersAndIssuersAreRefused) {
  Must("DeleteSAMLProvider", {{"SAMLProviderArn", kProvider}});
  EXPECT_OUTCOME(Present(), Invalid("Specified provider doesn't exist"));
  std::string metadata = SamlResponseWriter::Metadata(Key(), now());
  Replace("entityID=\"https://idp.example.com/saml\"",
          "entityID=\"https://else.example.com\"")(&metadata);
  Must("CreateSAMLProvider", {{"Name", "corp"}, {"SAMLMetadataDocument", metadata}});
  EXPECT_OUTCOME(Present(), Invalid("Issuer not present in specified provider"));
}

TEST_F(Saml, ConditionKeysComeFromTheAssertion) {
  writer_.attributes.push_back({"urn:oid:1.3.6.1.4.1.5923.1.1.1.1", {"staff", "faculty"}});
  for (const char* condition :
       {R"({"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}})",
        R"({"StringEquals":{"saml:iss":"https://idp.example.com/saml"}})",
        R"({"StringEquals":{"saml:sub":"ana@example.com","saml:sub_type":"persistent"}})",
        R"({"StringEquals":{"saml:doc":"111122223333/corp"}})",
        R"({"ForAnyValue:StringEquals":{"saml:edupersonaffiliation":"faculty"}})",
        R"({"StringEquals":{"aws:PrincipalType":"User","aws:PrincipalAccount":"111122223333"}})",
        R"({"Null":{"aws:PrincipalArn":"true"}})"}) {
    TrustOnly("\"Condition\":" + std::string(condition));
    EXPECT_OUTCOME(Present(), "ok") << condition;
  }
}

TEST_F(Saml, TagsNeedTagSessionAndReachTheSession) {
  writer_.attributes.push_back({"PrincipalTag:team", {"red"}});
  writer_.attributes.push_back({"TransitiveTagKeys", {"team"}});
  EXPECT_OUTCOME(Present(), "ok");
  TrustOnly(R"("Condition":{"StringEquals":{"aws:RequestTag/team":"blue"}})");
  EXPECT_OUTCOME(Present(), kRefused);
  Must("UpdateAssumeRolePolicy",
       {{"RoleName", "staff"},
        {"PolicyDocument", TrustProvider("", R"("sts:AssumeRoleWithSAML")")}});
  EXPECT_OUTCOME(Present(), kRefused);
}

TEST_F(Saml, SessionDurationShortensAndNeverLengthens) {
  Must("UpdateRole", {{"RoleName", "staff"}, {"MaxSessionDuration", "43200"}});
  writer_.attributes.push_back({"SessionDuration", {"900"}});
  EXPECT_EQ(Present().Text("Credentials.Expiration"), "2026-01-02T03:19:05Z");
  writer_.attributes.back().second = {"7200"};
  EXPECT_EQ(Present().Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
  EXPECT_EQ(Present({{"DurationSeconds", "7200"}}).Text("Credentials.Expiration"),
            "2026-01-02T05:04:05Z");
}

TEST_F(Saml, SessionNotOnOrAfterEndsTheSession) {
  writer_.before_signing = Replace(
      "></a:AuthnStatement>", " SessionNotOnOrAfter=\"2026-01-02T03:10:00Z\"></a:AuthnStatement>");
  EXPECT_EQ(Present().Text("Credentials.Expiration"), "2026-01-02T03:10:00Z");
}

class EncryptedSaml : public Saml {
 protected:
  void Install(const std::string& mode) {
    Must("UpdateSAMLProvider", {{"SAMLProviderArn", kProvider},
                                {"AddPrivateKey", encrypter_.private_key_pem},
                                {"AssertionEncryptionMode", mode}});
    writer_.after_signing = [this](std::string* text) { encrypter_(text); };
  }
  SamlEncrypter encrypter_{.private_key_pem = PrivateKey::NewRsaPem(2048)};
};

TEST_F(EncryptedSaml, IsReadWithTheProvidersPrivateKey) {
  Install("Allowed");
  for (const bool gcm : {true, false}) {
    for (const int bits : {128, 256}) {
      for (const bool mask_sha256 : {true, false}) {
        encrypter_.gcm = gcm;
        encrypter_.bits = bits;
        encrypter_.mask_sha256 = mask_sha256;
        EXPECT_OUTCOME(Present(), "ok") << gcm << bits << mask_sha256;
      }
    }
  }
}

TEST_F(EncryptedSaml, IsDemandedWhereTheProviderRequiresIt) {
  Install("Required");
  EXPECT_OUTCOME(Present(), "ok");
  writer_.after_signing = nullptr;
  EXPECT_TRUE(Present().message.starts_with("Invalid base64 SAMLResponse (Service: "));
}

TEST_F(EncryptedSaml, ForAnotherKeyOrByAnotherDigestIsRefused) {
  Install("Allowed");
  encrypter_.digest = "http://www.w3.org/2000/09/xmldsig#sha1";
  EXPECT_EQ(Present().code, "InvalidIdentityToken");
  encrypter_ = {.private_key_pem = PrivateKey::NewRsaPem(2048)};
  EXPECT_EQ(Present().code, "InvalidIdentityToken");
}

TEST_F(EncryptedSaml, IsNoLessVerified) {
  Install("Allowed");
  writer_.after_signing = [this](std::string* text) {
    Replace("ana@example.com", "eve@example.com")(text);
    encrypter_(text);
  };
  EXPECT_OUTCOME(Present(), Invalid("Response signature invalid"));
}

TEST_F(Saml, DocumentTypesAndEntitiesAreNotRead) {
  writer_.after_signing = [](std::string* text) {
    *text = "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + *text;
  };
  EXPECT_EQ(Present().code, "InvalidIdentityToken");
}

}  // namespace
}  // namespace mockaws
