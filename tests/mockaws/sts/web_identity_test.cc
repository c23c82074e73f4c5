// AssumeRoleWithWebIdentity and GetWebIdentityToken, rule by rule. Keys are made for each run: what
// is tested holds for any.
#include "mockaws/crypto/base64url.h"
#include "mockaws/crypto/signature_keys.h"
#include "mockaws/sts/json_web_token.h"
#include "policy_engine/base/json.h"
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kIssuer = "https://idp.example.com/path";
constexpr const char* kProviderArn = "arn:aws:iam::111122223333:oidc-provider/idp.example.com/path";
// 2026-01-02T03:04:05Z, when the tests begin.
constexpr int64_t kNow = 1'767'323'045;

struct TestKeys {
  PrivateKey rsa = *PrivateKey::FromPem(PrivateKey::NewRsaPem(2048));
  PrivateKey other_rsa = *PrivateKey::FromPem(PrivateKey::NewRsaPem(2048));
  PrivateKey ec = *PrivateKey::FromPem(PrivateKey::NewEcPem("P-256"));
};

const TestKeys& Keys() {
  static const auto* const keys = new TestKeys;
  return *keys;
}

class WebIdentity : public StsTest {
 protected:
  static std::string RsaKey(const PrivateKey& key, const std::string& kid,
                            const std::string& more = "") {
    const PublicNumbers numbers = key.Numbers();
    return R"({"kty":"RSA","kid":")" + kid + R"(","n":")" + Base64UrlEncode(numbers.modulus) +
           R"(","e":")" + Base64UrlEncode(numbers.exponent) + "\"" + more + "}";
  }
  static std::string EcKey(const std::string& kid) {
    const PublicNumbers numbers = Keys().ec.Numbers();
    return R"({"kty":"EC","crv":"P-256","kid":")" + kid + R"(","x":")" +
           Base64UrlEncode(numbers.x) + R"(","y":")" + Base64UrlEncode(numbers.y) + "\"}";
  }
  void Publish(const std::string& keys, const std::string& issuer = kIssuer) {
    Control("oidc", R"({"issuer":")" + issuer + R"(","jwks":{"keys":[)" + keys + "]}}");
  }
  // Provider, keys and a role `web` that trusts the provider with this further condition.
  void SetUpProvider(const std::string& condition = "") {
    Control("oidc", R"({"issuer":")" + std::string(kIssuer) +
                        R"(","account":"111122223333","clientIds":["app"]})");
    Publish(RsaKey(Keys().rsa, "k1") + "," + EcKey("k2"));
    NewRole("web", Trust(R"("Principal":{"Federated":")" + std::string(kProviderArn) +
                         R"("},"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession",)"
                         R"("sts:SetSourceIdentity"])" +
                         condition));
  }

  static std::string Claims(const std::string& more = "", const std::string& aud = "\"app\"") {
    return R"({"iss":")" + std::string(kIssuer) + R"(","sub":"sub-1","aud":)" + aud + R"(,"iat":)" +
           std::to_string(kNow) + R"(,"exp":)" + std::to_string(kNow + 600) + more + "}";
  }
  static std::string Token(const std::string& claims,
                           const std::string& header = R"({"alg":"RS256","kid":"k1"})",
                           JwsAlgorithm algorithm = JwsAlgorithm::kRs256,
                           const PrivateKey& key = Keys().rsa) {
    const std::string text = Base64UrlEncode(header) + "." + Base64UrlEncode(claims);
    return text + "." + Base64UrlEncode(key.Sign(algorithm, text));
  }
  Answer Present(const std::string& token, const Parameters& more = {},
                 const std::string& role = "web") {
    return Unsigned("AssumeRoleWithWebIdentity", [&] {
      Parameters parameters = Assume(role, more);
      parameters.push_back({"WebIdentityToken", token});
      return parameters;
    }());
  }
  std::string Outcome(const std::string& claims) { return Present(Token(claims)).Outcome(); }

  static std::string Invalid(const std::string& message) {
    return "InvalidIdentityToken (400): " + message;
  }
  static constexpr const char* kNotValidated =
      "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity "
      "documentation for requirements.";
  static constexpr const char* kNoKey =
      "Couldn't retrieve verification key from your identity provider,  please reference "
      "AssumeRoleWithWebIdentity documentation for requirements";
  static constexpr const char* kRefused =
      "AccessDenied (403): Not authorized to perform sts:AssumeRoleWithWebIdentity";
};

TEST_F(WebIdentity, GivesTheRoleToWhomTheTokenNames) {
  SetUpProvider();
  const Answer answer = Present(Token(Claims()));
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("SubjectFromWebIdentityToken"), "sub-1");
  EXPECT_EQ(answer.Text("Audience"), "app");
  EXPECT_EQ(answer.Text("Provider"), kProviderArn);
  EXPECT_EQ(answer.Text("PackedPolicySize"), "25");
  EXPECT_EQ(answer.Text("AssumedRoleUser.Arn"), "arn:aws:sts::111122223333:assumed-role/web/s1");
  EXPECT_EQ(Sts("GetCallerIdentity", {}, CredentialsOf(answer)).Text("Arn"),
            "arn:aws:sts::111122223333:assumed-role/web/s1");
  // The token's expiry doesn't cap the session.
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
}

TEST_F(WebIdentity, TakesEcdsaSignatures) {
  SetUpProvider();
  const std::string header = R"({"alg":"ES256","kid":"k2"})";
  EXPECT_OUTCOME(Present(Token(Claims(), header, JwsAlgorithm::kEs256, Keys().ec)), "ok");
}

TEST_F(WebIdentity, TrustPolicySeesAudienceSubjectAndProvider) {
  SetUpProvider(R"(,"Condition":{"StringEquals":{"idp.example.com/path:aud":"app",)"
                R"("idp.example.com/path:sub":"sub-1","sts:RoleSessionName":"s1",)"
                R"("aws:FederatedProvider":")" +
                std::string(kProviderArn) + R"(","aws:PrincipalType":"User"},)" +
                R"("Null":{"aws:PrincipalArn":"true"}})");
  EXPECT_EQ(Outcome(Claims()), "ok");
  Must("UpdateAssumeRolePolicy",
       {{"RoleName", "web"},
        {"PolicyDocument", Trust(R"("Principal":{"Federated":")" + std::string(kProviderArn) +
                                 R"("},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{)"
                                 R"("StringEquals":{"idp.example.com/path:sub":"other"}})")}});
  EXPECT_EQ(Outcome(Claims()), kRefused);
}

TEST_F(WebIdentity, AuthorizedPartyIsTheAudience) {
  SetUpProvider(R"(,"Condition":{"StringEquals":{"idp.example.com/path:aud":"app"},)"
                R"("ForAnyValue:StringEquals":{"idp.example.com/path:oaud":"api"}})");
  const Answer answer = Present(Token(Claims(R"(,"azp":"app")", R"(["api","b"])")));
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("Audience"), "app");
  EXPECT_EQ(Outcome(Claims(R"(,"azp":"other")")), Invalid(kNotValidated));
}

TEST_F(WebIdentity, MalformedTokens) {
  SetUpProvider();
  const std::string not_a_jwt = Invalid(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access "
      "Token)");
  EXPECT_OUTCOME(Present("access-token"), not_a_jwt);
  EXPECT_OUTCOME(Present("a.b.c"), not_a_jwt);
  EXPECT_OUTCOME(Present(Token(Claims(), R"({"alg":"none","kid":"k1"})")), not_a_jwt);
  EXPECT_OUTCOME(Present(Token(Claims(), R"({"alg":"HS256","kid":"k1"})")), not_a_jwt);
  EXPECT_OUTCOME(Present(Token(Claims(), R"({"alg":"RS256","kid":"k1","crit":["x"]})")), not_a_jwt);
}

TEST_F(WebIdentity, ProviderMustBeInTheRolesAccount) {
  Publish(RsaKey(Keys().rsa, "k1"));
  NewRole("web", TrustAll());
  EXPECT_EQ(Outcome(Claims()), Invalid("No OpenIDConnect provider found in your account for "
                                       "https://idp.example.com/path"));
}

TEST_F(WebIdentity, RequiredClaims) {
  SetUpProvider();
  const std::string iss = R"({"iss":"https://idp.example.com/path")";
  EXPECT_EQ(Outcome("{}"), Invalid("Missing a required claim: iss"));
  EXPECT_EQ(Outcome(iss + "}"), Invalid("Missing a required claim: sub"));
  EXPECT_EQ(Outcome(iss + R"(,"sub":"a"})"), Invalid("Missing a required claim: aud"));
  EXPECT_EQ(Outcome(iss + R"(,"sub":"a","aud":"app"})"), Invalid("Missing a required claim: iat"));
  EXPECT_EQ(Outcome(iss + R"(,"sub":"a","aud":"app","iat":1})"),
            Invalid("Missing a required claim: exp"));
  EXPECT_EQ(Outcome(iss + R"(,"sub":null,"aud":"app","iat":1,"exp":2})"),
            "InternalFailure (500): Unknown error validating third-party token");
}

TEST_F(WebIdentity, Audiences) {
  SetUpProvider();
  EXPECT_EQ(Outcome(Claims("", R"(["app"])")), "ok");
  EXPECT_EQ(Outcome(Claims("", "[]")), Invalid("Claim is not allowed to be empty: aud"));
  EXPECT_EQ(Outcome(Claims("", R"("other")")), Invalid(kNotValidated));
  EXPECT_EQ(Outcome(Claims("", R"("")")), Invalid(kNotValidated));
  EXPECT_EQ(Outcome(Claims("", R"(["app","other"])")),
            Invalid("Token audience contains more than one audience while authorized party is not "
                    "present"));
}

TEST_F(WebIdentity, TimesHaveFiveMinutesOfLeeway) {
  SetUpProvider();
  const auto with = [&](const std::string& iat, const std::string& exp, const std::string& more) {
    return Outcome(R"({"iss":"https://idp.example.com/path","sub":"a","aud":"app","iat":)" + iat +
                   R"(,"exp":)" + exp + more + "}");
  };
  const std::string now = std::to_string(kNow);
  const auto at = [](int64_t offset) { return std::to_string(kNow + offset); };
  EXPECT_EQ(with(now, at(-299), ""), "ok");
  EXPECT_EQ(with(now, at(-300), ""),
            "ExpiredTokenException (400): Token expired: current date/time " + at(-300) +
                " must be before the expiration date/time " + at(-300));
  EXPECT_EQ(with(now, at(600), R"(,"nbf":)" + at(300)), "ok");
  EXPECT_EQ(with(now, at(600), R"(,"nbf":)" + at(301)),
            Invalid("Token not yet valid: current date/time " + at(300) +
                    " must be after or equal to the not-before date/time " + at(301)));
  EXPECT_EQ(with(at(301), at(600), ""), Invalid("Token issued in the future: " + at(301)));
  EXPECT_EQ(with(now, "\"" + at(600) + "\"", ""), "ok");
  for (const char* bad : {"null", "1767323645.5", "\"soon\"", "true"}) {
    EXPECT_EQ(with(now, bad, ""), Invalid("Invalid timestamp in token claims.")) << bad;
  }
}

TEST_F(WebIdentity, KeysAreFoundByTheirId) {
  SetUpProvider();
  const auto by = [&](const std::string& header) {
    return Present(Token(Claims(), header)).Outcome();
  };
  EXPECT_EQ(by(R"({"alg":"RS256","kid":"ghost"})"), Invalid(kNoKey));
  EXPECT_EQ(by(R"({"alg":"RS256","kid":""})"), Invalid(kNoKey));
  // One usable RSA key: a token without kid is verified by it.
  EXPECT_EQ(by(R"({"alg":"RS256"})"), "ok");
  Publish(RsaKey(Keys().rsa, "k1") + "," + RsaKey(Keys().other_rsa, "k3"));
  EXPECT_EQ(by(R"({"alg":"RS256"})"), Invalid(kNoKey));
  Publish(RsaKey(Keys().rsa, "k1", R"(,"use":"enc")"));
  EXPECT_EQ(by(R"({"alg":"RS256","kid":"k1"})"), Invalid(kNoKey));
  Publish(RsaKey(Keys().rsa, "k1", R"(,"key_ops":["verify"])"));
  EXPECT_EQ(by(R"({"alg":"RS256","kid":"k1"})"), Invalid(kNoKey));
  Publish(RsaKey(Keys().other_rsa, "k1") + "," + RsaKey(Keys().rsa, "k1"));
  EXPECT_EQ(by(R"({"alg":"RS256","kid":"k1"})"), "ok");
}

TEST_F(WebIdentity, MoreThanAHundredRsaKeysBreakRsaTokens) {
  SetUpProvider();
  std::string keys = RsaKey(Keys().rsa, "k1");
  for (int i = 0; i < 100; ++i) keys += "," + RsaKey(Keys().rsa, "x" + std::to_string(i));
  Publish(keys);
  EXPECT_EQ(Outcome(Claims()), Invalid(kNoKey));
}

TEST_F(WebIdentity, ForgedTokensAreRefused) {
  SetUpProvider();
  const std::string header = R"({"alg":"RS256","kid":"k1"})";
  EXPECT_OUTCOME(Present(Token(Claims(), header, JwsAlgorithm::kRs256, Keys().other_rsa)),
                 Invalid(kNotValidated));
  const std::string good = Token(Claims());
  const std::string payload = Base64UrlEncode(Claims(R"(,"admin":true)"));
  const size_t first = good.find('.');
  const size_t second = good.find('.', first + 1);
  EXPECT_OUTCOME(Present(good.substr(0, first + 1) + payload + good.substr(second)),
                 Invalid(kNotValidated));
  // An RSA key is no key for an ECDSA signature, whatever the header says.
  EXPECT_OUTCOME(
      Present(Token(Claims(), R"({"alg":"ES256","kid":"k1"})", JwsAlgorithm::kEs256, Keys().ec)),
      Invalid(kNoKey));
}

TEST_F(WebIdentity, UnknownRoleAndRefusedTrustReadAlike) {
  SetUpProvider();
  NewRole("other", TrustAll());
  NewRole("everyone", Trust(R"("Principal":{"AWS":"*"},"Action":"sts:AssumeRoleWithWebIdentity")"));
  EXPECT_OUTCOME(Present(Token(Claims()), {}, "ghost"), kRefused);
  EXPECT_OUTCOME(Present(Token(Claims()), {}, "other"), kRefused);
  EXPECT_OUTCOME(Present(Token(Claims()), {}, "everyone"), kRefused);
}

TEST_F(WebIdentity, TagsAndSourceIdentityComeFromClaims) {
  SetUpProvider();
  const std::string tags =
      R"(,"https://aws.amazon.com/tags":{"principal_tags":{"team":["red"]},)"
      R"("transitive_tag_keys":["team"]},"https://aws.amazon.com/source_identity":"ana")";
  const Answer answer = Present(Token(Claims(tags)));
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("SourceIdentity"), "ana");
  NewRole("next", Trust(R"("Principal":{"AWS":"111122223333"},)"
                        R"("Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],)"
                        R"("Condition":{"StringEquals":{"aws:PrincipalTag/team":"red",)"
                        R"("aws:SourceIdentity":"ana"}})"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("next"), CredentialsOf(answer)), "ok");
  const std::string flat = R"(,"https://aws.amazon.com/tags/principal_tags/team":"red")";
  EXPECT_EQ(Outcome(Claims(flat)), "ok");
  EXPECT_EQ(
      Outcome(Claims(R"(,"https://aws.amazon.com/tags":{"principal_tags":{"team":["a","b"]}})")),
      Invalid("principal_tags passed in claim is not in correct format."));
}

TEST_F(WebIdentity, TagsNeedTagSession) {
  SetUpProvider();
  Must("UpdateAssumeRolePolicy",
       {{"RoleName", "web"},
        {"PolicyDocument", Trust(R"("Principal":{"Federated":")" + std::string(kProviderArn) +
                                 R"("},"Action":"sts:AssumeRoleWithWebIdentity")")}});
  EXPECT_EQ(Outcome(Claims()), "ok");
  EXPECT_EQ(Outcome(Claims(R"(,"https://aws.amazon.com/tags/principal_tags/team":"red")")),
            kRefused);
}

TEST_F(WebIdentity, RolesClaimMustNameTheRole) {
  SetUpProvider(R"(,"Condition":{"Bool":{"sts:RoleAuthorizedByIdp":"true"}})");
  const auto with = [&](const std::string& roles) {
    return Outcome(Claims(R"(,"https://aws.amazon.com/roles":)" + roles));
  };
  const std::string absent =
      Invalid("The target role ARN is not present in the roles claim of the identity token");
  EXPECT_EQ(with("[\"" + Arn("role/web") + "\"]"), "ok");
  EXPECT_EQ(with("\"bad; " + Arn("role/web") + " \""), "ok");
  EXPECT_EQ(with("[\"" + Arn("role/other") + "\"]"), absent);
  EXPECT_EQ(with("[]"), absent);
  EXPECT_EQ(with("null"), kRefused);
}

TEST_F(WebIdentity, SocialProvidersCannotBeAsked) {
  SetUpProvider();
  EXPECT_OUTCOME(Present(Token(Claims()), {{"ProviderId", "www.amazon.com"}}),
                 Invalid("Provided Token is not a Login With Amazon token"));
  EXPECT_EQ(Present("Atza|token", {{"ProviderId", "www.amazon.com"}}).code,
            "IDPCommunicationError");
  EXPECT_OUTCOME(Present(Token(Claims()), {{"ProviderId", "login.example.com"}}), kRefused);
}

TEST_F(WebIdentity, DuplicateClaimsCountByTheLast) {
  SetUpProvider();
  EXPECT_EQ(Present(Token(Claims(R"(,"sub":"sub-2")"))).Text("SubjectFromWebIdentityToken"),
            "sub-2");
  EXPECT_EQ(Present(Token(Claims(R"(,"sub":42)"))).Text("SubjectFromWebIdentityToken"), "42");
}

TEST_F(WebIdentity, ATrustPolicyThatSlippedInWithoutAPinLetsNobodyIn) {
  const std::string issuer = "https://gitlab.com";
  Must("ListRoles");
  Control("oidc", R"({"issuer":")" + issuer + R"(","account":"111122223333","clientIds":["app"]})");
  Publish(RsaKey(Keys().rsa, "k1"), issuer);
  const auto import = [&](const std::string& name, const std::string& condition) {
    Control("import",
            R"({"UserDetailList":[],"GroupDetailList":[],"Policies":[],"RoleDetailList":[{)"
            R"("Path":"/","RoleName":")" +
                name + R"(","RoleId":"AROAIMPORTED)" + name +
                R"(00001","Arn":"arn:aws:iam::111122223333:role/)" + name +
                R"(","CreateDate":"2021-01-01T00:00:00+00:00","AssumeRolePolicyDocument":)" +
                Trust(R"("Principal":{"Federated":)"
                      R"("arn:aws:iam::111122223333:oidc-provider/gitlab.com"},)"
                      R"("Action":"sts:AssumeRoleWithWebIdentity")" +
                      condition) +
                R"(,"InstanceProfileList":[],"RolePolicyList":[],"AttachedManagedPolicies":[],)"
                R"("Tags":[]}]})");
    std::string claims = Claims();
    claims.replace(claims.find(kIssuer), std::string(kIssuer).size(), issuer);
    return Present(Token(claims), {}, name).Outcome();
  };
  EXPECT_EQ(import("PINNED", R"(,"Condition":{"StringEquals":{"gitlab.com:sub":"sub-1"}})"), "ok");
  EXPECT_EQ(import("OPEN", ""), kRefused);
}

TEST_F(WebIdentity, TokensArePaddedToTheMinimumSize) {
  SetUpProvider();
  const Answer answer = Present(Token(Claims()), {{"MinimumSessionTokenSize", "4000"}});
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_GE(answer.Text("Credentials.SessionToken").size(), 4000U);
  EXPECT_EQ(answer.Text("SessionTokenSize"),
            std::to_string(answer.Text("Credentials.SessionToken").size()));
}

TEST_F(WebIdentity, TheSessionKeepsTheOriginsSubjectIssuerAndProvider) {
  SetUpProvider();
  const auto session = CredentialsOf(Present(Token(Claims())));
  const std::string decision =
      Control("authorize", R"({"principal":{"accessKeyId":")" + session.access_key_id +
                               R"(","sessionToken":")" + session.session_token +
                               R"("},"action":"s3:ListAllMyBuckets","resource":"*"})");
  for (const std::string key : {R"("aws:OriginIdentity/Subject": "sub-1")",
                                R"("aws:OriginIdentity/Issuer": "https://idp.example.com/path")",
                                R"("aws:OriginIdentity/FederatedProviderArn": ")"}) {
    EXPECT_NE(decision.find(key), std::string::npos) << key << decision;
  }
}

class OutboundToken : public WebIdentity {
 protected:
  static Parameters Ask(const std::string& algorithm, const Parameters& more = {}) {
    Parameters parameters = {{"Audience.member.1", "https://api.example.com"},
                             {"SigningAlgorithm", algorithm}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return parameters;
  }
};

TEST_F(OutboundToken, IsVerifiedByThePublishedKeys) {
  const auto ana = Ana();
  const std::string issuer = Must("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier");
  const std::string id = issuer.substr(8, 36);
  const std::string jwks = Control("issuers/" + id + "/.well-known/jwks.json", "");
  for (const std::string algorithm : {"RS256", "ES384"}) {
    const Answer answer = Sts("GetWebIdentityToken", Ask(algorithm), ana);
    EXPECT_OUTCOME(answer, "ok");
    EXPECT_EQ(answer.Text("Expiration"), "2026-01-02T03:09:05.000Z");
    const auto token = ParseJsonWebToken(answer.Text("WebIdentityToken"));
    ASSERT_TRUE(token.has_value());
    const auto key = FindVerificationKey(jwks, *token);
    ASSERT_TRUE(key.has_value());
    EXPECT_TRUE(key->Verifies(token->algorithm, token->signed_text, token->signature));
    EXPECT_EQ(token->claims.Find("iss")->AsString(), issuer);
    EXPECT_EQ(token->claims.Find("aud")->AsString(), "https://api.example.com");
    EXPECT_EQ(token->claims.Find("sub")->AsString(), Arn("user/ana"));
    EXPECT_EQ(token->claims.Find("exp")->ScalarText(), std::to_string(kNow + 300));
    EXPECT_EQ(token->claims.Find("https://sts.amazonaws.com/")->Find("aws_account")->AsString(),
              "111122223333");
  }
}

TEST_F(OutboundToken, ChecksInAwsOrder) {
  const auto ana = Ana();
  const auto bob = NewUser("bob");
  EXPECT_OUTCOME(Sts("GetWebIdentityToken", Ask("HS256"), bob),
                 "ValidationError (400): Requested SigningAlgorithm is not supported. See the "
                 "GetWebIdentityToken documentation for supported algorithms");
  EXPECT_OUTCOME(
      Sts("GetWebIdentityToken", Ask("RS256"), bob),
      "AccessDenied (403): User: arn:aws:iam::111122223333:user/bob is not authorized to "
      "perform: sts:GetWebIdentityToken on resource: arn:aws:sts::111122223333:self "
      "because no identity-based policy allows the sts:GetWebIdentityToken action");
  EXPECT_OUTCOME(Sts("GetWebIdentityToken", Ask("RS256"), ana),
                 "OutboundWebIdentityFederationDisabledException (403): "
                 "OutboundWebIdentityFederation is disabled.");
  const auto fed = CredentialsOf(
      Sts("GetFederationToken", {{"Name", "fed"}, {"Policy", std::string(kAllowAll)}}, ana));
  EXPECT_OUTCOME(
      Sts("GetWebIdentityToken", Ask("RS256"), fed),
      "AccessDenied (403): GetWebIdentityToken does not support federated user sessions");
  NewRole("r", TrustAll());
  const auto session = Session("r", ana);
  Advance(std::chrono::minutes(58));
  EXPECT_OUTCOME(Sts("GetWebIdentityToken", Ask("RS256"), session),
                 "SessionDurationEscalationException (403): Requested token expiry time must be "
                 "before the original session's expiry time.");
}

TEST_F(OutboundToken, OriginIdentityIsTheSubjectThatTheProviderNamed) {
  SetUpProvider();
  Must("EnableOutboundWebIdentityFederation");
  const auto session = CredentialsOf(Present(Token(Claims())));
  const Answer answer =
      Sts("GetWebIdentityToken",
          Ask("RS256", {{"SubjectMode", "OriginIdentity"}, {"Scope", "read write"}}), session);
  EXPECT_OUTCOME(answer, "ok");
  const auto token = ParseJsonWebToken(answer.Text("WebIdentityToken"));
  ASSERT_TRUE(token.has_value());
  EXPECT_EQ(token->claims.Find("sub")->AsString(), "sub-1");
  EXPECT_EQ(token->claims.Find("scope")->AsString(), "read write");
  EXPECT_EQ(token->claims.Find("subject_mode")->AsString(), "OriginIdentity");
  for (const char* scope : {"a a", "a  b", "a,b", " a"}) {
    EXPECT_EQ(Sts("GetWebIdentityToken",
                  Ask("RS256", {{"SubjectMode", "OriginIdentity"}, {"Scope", scope}}), session)
                  .code,
              "ValidationError")
        << scope;
  }
  EXPECT_EQ(Sts("GetWebIdentityToken", Ask("RS256", {{"Scope", "a"}}), session).code,
            "ValidationError");
  EXPECT_EQ(
      Sts("GetWebIdentityToken", Ask("RS256", {{"SubjectMode", "OriginIdentity"}}), Ana()).code,
      "ValidationError");
}

TEST_F(OutboundToken, SubjectsThatLookLikeArnsOrAreUntidyAreDenied) {
  SetUpProvider();
  Must("EnableOutboundWebIdentityFederation");
  const auto asked = [&](const std::string& subject) {
    const Answer session = Present(Token(Claims(R"(,"sub":")" + subject + "\"")));
    EXPECT_OUTCOME(session, "ok");
    return Sts("GetWebIdentityToken", Ask("RS256", {{"SubjectMode", "OriginIdentity"}}),
               CredentialsOf(session))
        .Outcome();
  };
  for (const char* subject : {"arn:x", "ARN:x", " x", "x ", R"(a\u0007b)", R"(a\u200Eb)",
                              R"(a\u2028b)", R"(a\u2029b)", R"(a\u00A0b)"}) {
    EXPECT_TRUE(asked(subject).starts_with("AccessDenied")) << subject;
  }
  EXPECT_EQ(asked("a b"), "ok");
  EXPECT_EQ(asked("sub-arn:x"), "ok");
}

TEST_F(OutboundToken, AScopeNeedsItsOwnPermission) {
  SetUpProvider();
  Must("EnableOutboundWebIdentityFederation");
  const auto session = CredentialsOf(Present(Token(Claims())));
  const Parameters scoped =
      Ask("RS256", {{"SubjectMode", "OriginIdentity"}, {"Scope", "read write"}});
  EXPECT_OUTCOME(Sts("GetWebIdentityToken", scoped, session), "ok");
  const auto allow = [&](const std::string& actions, const std::string& condition = "") {
    Must("PutRolePolicy",
         {{"RoleName", "web"},
          {"PolicyName", "all"},
          {"PolicyDocument", Policy(R"("Resource":"*","Action":)" + actions + condition)}});
    return Sts("GetWebIdentityToken", scoped, session).Outcome();
  };
  const std::string both = R"(["sts:GetWebIdentityToken","sts:SetWebIdentityTokenScope"])";
  EXPECT_NE(allow(R"("sts:GetWebIdentityToken")").find("sts:SetWebIdentityTokenScope"),
            std::string::npos);
  EXPECT_EQ(allow(both), "ok");
  // The scope's words are a list, one of them too.
  EXPECT_EQ(allow(both, R"(,"Condition":{"ForAllValues:StringEquals":)"
                        R"({"sts:IdentityTokenScope":["read","write"]}})"),
            "ok");
  EXPECT_NE(allow(both, R"(,"Condition":{"ForAllValues:StringEquals":)"
                        R"({"sts:IdentityTokenScope":"read"}})"),
            "ok");
  EXPECT_EQ(allow(both, R"(,"Condition":{"StringEquals":{"sts:SubjectMode":"OriginIdentity"}})"),
            "ok");
  EXPECT_NE(allow(both, R"(,"Condition":{"StringEquals":{"sts:SubjectMode":"AWSIdentity"}})"),
            "ok");
}

TEST_F(OutboundToken, AScopeGoesWithOneAudienceOnly) {
  SetUpProvider();
  Must("EnableOutboundWebIdentityFederation");
  const auto session = CredentialsOf(Present(Token(Claims())));
  EXPECT_EQ(Sts("GetWebIdentityToken",
                Ask("RS256", {{"SubjectMode", "OriginIdentity"},
                              {"Scope", "read"},
                              {"Audience.member.2", "https://other.example.com"}}),
                session)
                .code,
            "ValidationError");
}

TEST_F(OutboundToken, AScopesWordsTellCaseApart) {
  SetUpProvider();
  Must("EnableOutboundWebIdentityFederation");
  const auto session = CredentialsOf(Present(Token(Claims())));
  const auto asked = [&](const std::string& scope) {
    return Sts("GetWebIdentityToken",
               Ask("RS256", {{"SubjectMode", "OriginIdentity"}, {"Scope", scope}}), session)
        .Outcome();
  };
  EXPECT_EQ(asked("read Read !#[]~"), "ok");
  for (const char* scope : {"", "a\"b", "a\\b", "a\tb", "\xC3\xA4", "a "}) {
    EXPECT_TRUE(asked(scope).starts_with("ValidationError")) << scope;
  }
}

TEST_F(OutboundToken, TheSubjectIsTheCallersArnByDefault) {
  const auto ana = Ana();
  Must("EnableOutboundWebIdentityFederation");
  const auto subject = [&](const Parameters& more) {
    const auto token = ParseJsonWebToken(
        Sts("GetWebIdentityToken", Ask("RS256", more), ana).Text("WebIdentityToken"));
    return token ? token->claims.Find("sub")->AsString() : "none";
  };
  EXPECT_EQ(subject({}), Arn("user/ana"));
  EXPECT_EQ(subject({{"SubjectMode", "AWSIdentity"}}), Arn("user/ana"));
}

TEST_F(OutboundToken, IssuerSurvivesOffAndOn) {
  const std::string issuer = Must("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier");
  EXPECT_OUTCOME(
      Call("EnableOutboundWebIdentityFederation"),
      "FeatureEnabled (409): Outbound identity federation is already enabled for account "
      "111122223333");
  Must("DisableOutboundWebIdentityFederation");
  EXPECT_OUTCOME(Call("GetOutboundWebIdentityFederationInfo"),
                 "FeatureDisabled (404): Outbound identity federation is disabled for account "
                 "111122223333");
  EXPECT_EQ(Must("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier"), issuer);
  EXPECT_EQ(Must("GetOutboundWebIdentityFederationInfo").Text("JwtVendingEnabled"), "true");
}

}  // namespace
}  // namespace mockaws
