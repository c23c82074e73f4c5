// Each fault of a signature with AWS's own answer, and that nothing signed can be altered.

#include "mockaws/sigv4/verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "mockaws/sigv4/signer.h"

namespace mockaws {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// 2026-01-01T00:25:00Z.
const policy_engine::Instant kNow{std::chrono::milliseconds(1'767'227'100'000)};

class OneKey : public CredentialLookup {
 public:
  ApiResult<std::string_view> FindSecret(std::string_view access_key_id,
                                         std::optional<std::string_view> session_token) override {
    const bool token_holds = token.empty() ? !session_token : session_token == token;
    if (access_key_id == "AKIAEXAMPLE" && token_holds) return std::string_view("secret");
    return ApiError{403, "InvalidClientTokenId",
                    "The security token included in the request is invalid."};
  }

  std::string token;  // that must come with the key
};

HttpRequest Unsigned() {
  HttpRequest request;
  request.headers = {{"Host", "127.0.0.1:4593"},
                     {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  request.body = "Action=GetCallerIdentity&Version=2011-06-15";
  return request;
}

HttpRequest Signed(const std::string& token = "") {
  HttpRequest request = Unsigned();
  SignRequest(&request, {"AKIAEXAMPLE", "secret", token}, {"us-east-1", "sts"}, kNow);
  return request;
}

HttpRequest Presigned(const std::string& token = "") {
  HttpRequest request;
  request.method = "GET";
  request.target = "/?Action=GetCallerIdentity&Version=2011-06-15";
  request.headers = {{"Host", "127.0.0.1:4593"}};
  PresignRequest(&request, {"AKIAEXAMPLE", "secret", token}, {"us-east-1", "sts"}, kNow);
  return request;
}

std::string& HeaderOf(HttpRequest& request, std::string_view name) {
  for (HttpHeader& header : request.headers) {
    if (header.name.size() == name.size() && FindHeader({header}, name) != nullptr) {
      return header.value;
    }
  }
  request.headers.push_back({std::string(name), ""});
  return request.headers.back().value;
}

void Replace(std::string* text, std::string_view from, std::string_view to) {
  const size_t at = text->find(from);
  ASSERT_NE(at, std::string::npos) << from << " in " << *text;
  text->replace(at, from.size(), to);
}

// "ok", or `STATUS CODE: MESSAGE`.
std::string Outcome(const HttpRequest& request, policy_engine::Instant now = kNow,
                    const std::string& token = "") {
  OneKey key;
  key.token = token;
  const auto verified = VerifySignature(request, "sts", key, now);
  if (verified.ok()) return "ok";
  const ApiError& error = verified.error();
  return std::to_string(error.status) + " " + error.code + ": " + error.message;
}

// The outcome of a signed request whose Authorization header is altered.
std::string WithAuthorization(std::string_view from, std::string_view to) {
  HttpRequest request = Signed();
  Replace(&HeaderOf(request, "Authorization"), from, to);
  return Outcome(request);
}

constexpr const char* kMismatch =
    "403 SignatureDoesNotMatch: The request signature we calculated does not match the signature "
    "you provided. Check your AWS Secret Access Key and signing method. Consult the service "
    "documentation for details.";

TEST(Verifier, TakesBothFormsWithAndWithoutToken) {
  EXPECT_EQ(Outcome(Signed()), "ok");
  EXPECT_EQ(Outcome(Presigned()), "ok");
  EXPECT_EQ(Outcome(Signed("token/+="), kNow, "token/+="), "ok");
  EXPECT_EQ(Outcome(Presigned("token/+="), kNow, "token/+="), "ok");
}

TEST(Verifier, TellsWhoSignedForWhichRegionAndHow) {
  OneKey key;
  const auto header = VerifySignature(Signed(), "sts", key, kNow);
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->access_key_id, "AKIAEXAMPLE");
  EXPECT_EQ(header->region, "us-east-1");
  EXPECT_FALSE(header->presigned);
  EXPECT_TRUE(VerifySignature(Presigned(), "sts", key, kNow)->presigned);
}

TEST(Verifier, Row1BadPercentEscapeInTheQuery) {
  HttpRequest request = Presigned();
  request.target += "&x=%zz";
  EXPECT_THAT(Outcome(request),
              StartsWith("400 MalformedQueryString: Illegal hex character in escape % pattern: %"));
}

TEST(Verifier, Row2BothFormsTogether) {
  HttpRequest request = Presigned();
  HttpRequest other = Signed();
  HeaderOf(request, "Authorization") = HeaderOf(other, "Authorization");
  EXPECT_EQ(Outcome(request), "403 SignatureDoesNotMatch: ");
}

TEST(Verifier, Row3NeitherForm) {
  EXPECT_EQ(Outcome(Unsigned()),
            "403 MissingAuthenticationToken: Request is missing Authentication Token");
}

TEST(Verifier, Row3AnotherAlgorithmInTheQuery) {
  HttpRequest request = Presigned();
  Replace(&request.target, "X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=HMAC");
  EXPECT_EQ(Outcome(request),
            "403 MissingAuthenticationToken: Request is missing Authentication Token");
}

TEST(Verifier, Row4AnotherAlgorithmInTheHeader) {
  EXPECT_EQ(WithAuthorization("AWS4-HMAC-SHA256", "AWS5-X"),
            "400 IncompleteSignature: Unsupported AWS 'algorithm': 'AWS5-X'.");
}

TEST(Verifier, Row5PartWithoutEqualSign) {
  EXPECT_THAT(WithAuthorization("Credential=AKIA", "Credential=AK IA"),
              StartsWith("400 IncompleteSignature: Invalid key=value pair (missing equal-sign) in "
                         "Authorization header (hashed with SHA-256 and encoded with Base64): '"));
}

TEST(Verifier, Row6PartsMissingAreNamedOneByOne) {
  HttpRequest request = Unsigned();
  HeaderOf(request, "Authorization") = "AWS4-HMAC-SHA256 X=y";
  EXPECT_THAT(Outcome(request),
              StartsWith("400 IncompleteSignature: Authorization header requires 'Credential' "
                         "parameter. Authorization header requires 'Signature' parameter. "
                         "Authorization header requires 'SignedHeaders' parameter. Authorization "
                         "header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
                         "(Hashed with SHA-256 and encoded with Base64) Authorization="));
}

TEST(Verifier, Row6QueryPartsMissing) {
  HttpRequest request = Presigned();
  Replace(&request.target, "X-Amz-Credential", "X-Amz-Other");
  EXPECT_EQ(Outcome(request),
            "400 IncompleteSignature: AWS query-string parameters must include "
            "'X-Amz-Credential'. Re-examine the query-string parameters.");
}

TEST(Verifier, Row7HostMustBeSigned) {
  EXPECT_EQ(WithAuthorization("content-type;host;", "content-type;"),
            "403 SignatureDoesNotMatch: 'Host' or ':authority' must be a 'SignedHeader' in the AWS "
            "Authorization.");
}

TEST(Verifier, Row8UnreadableDate) {
  HttpRequest request = Signed();
  HeaderOf(request, "X-Amz-Date") = "2026-01-01";
  EXPECT_EQ(Outcome(request),
            "400 IncompleteSignature: Date must be in ISO-8601 'basic format'. Got '2026-01-01'. "
            "See http://en.wikipedia.org/wiki/ISO_8601");
}

TEST(Verifier, Row9SignatureFromOutsideFifteenMinutes) {
  using std::chrono::minutes;
  using std::chrono::seconds;
  EXPECT_EQ(Outcome(Signed(), kNow + minutes(15)), "ok");
  EXPECT_EQ(Outcome(Signed(), kNow - minutes(15)), "ok");
  EXPECT_EQ(Outcome(Signed(), kNow + minutes(15) + seconds(1)),
            "403 SignatureDoesNotMatch: Signature expired: 20260101T002500Z is now earlier than "
            "20260101T002501Z (20260101T004001Z - 15 min.)");
  EXPECT_EQ(Outcome(Signed(), kNow - minutes(15) - seconds(1)),
            "403 SignatureDoesNotMatch: Signature not yet current: 20260101T002500Z is still later "
            "than 20260101T002459Z (20260101T000959Z + 15 min.)");
}

TEST(Verifier, PresignedRequestLivesFifteenMinutesWhateverItSays) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/?Action=GetCallerIdentity&Version=2011-06-15";
  request.headers = {{"Host", "127.0.0.1:4593"}};
  PresignRequest(&request, {"AKIAEXAMPLE", "secret", ""}, {"us-east-1", "sts"}, kNow, 43200);
  EXPECT_EQ(Outcome(request, kNow + std::chrono::minutes(15)), "ok");
  EXPECT_THAT(Outcome(request, kNow + std::chrono::minutes(16)),
              StartsWith("403 SignatureDoesNotMatch: Signature expired: "));
}

TEST(Verifier, Row10CredentialOfFourParts) {
  EXPECT_EQ(WithAuthorization("/sts/aws4_request", "/aws4_request"),
            "400 IncompleteSignature: Credential must have exactly 5 slash-delimited elements, "
            "e.g. keyid/date/region/service/term, got "
            "'AKIAEXAMPLE/20260101/us-east-1/aws4_request'");
}

TEST(Verifier, Row11FaultsOfTheScopeAreToldTogether) {
  EXPECT_EQ(WithAuthorization("/20260101/us-east-1/sts/aws4_request", "/20251231/X/iam/aws9"),
            "403 SignatureDoesNotMatch: Credential should be scoped to a valid region. Credential "
            "should be scoped to correct service: 'sts'. Credential should be scoped with a valid "
            "terminator: 'aws4_request', not 'aws9'. Date in Credential scope does not match "
            "YYYYMMDD from ISO-8601 version of date from HTTP: '20251231' != '20260101', from "
            "'20260101T002500Z'.");
}

TEST(Verifier, Row12UnknownKeyComesBeforeAWrongSignature) {
  EXPECT_EQ(WithAuthorization("AKIAEXAMPLE", "AKIAOTHER"),
            "403 InvalidClientTokenId: The security token included in the request is invalid.");
}

TEST(Verifier, Row15WrongSecret) {
  HttpRequest request = Unsigned();
  SignRequest(&request, {"AKIAEXAMPLE", "guessed", ""}, {"us-east-1", "sts"}, kNow);
  EXPECT_EQ(Outcome(request), kMismatch);
}

TEST(Verifier, ClaimedPayloadHashMustBeTheBodysOwn) {
  for (const char* claimed : {"UNSIGNED-PAYLOAD", "0000"}) {
    HttpRequest request = Unsigned();
    request.headers.push_back({"X-Amz-Content-Sha256", claimed});
    SignRequest(&request, {"AKIAEXAMPLE", "secret", ""}, {"us-east-1", "sts"}, kNow);
    EXPECT_EQ(Outcome(request), kMismatch) << claimed;
  }
}

TEST(Verifier, UnsignedHeadersMayBeAdded) {
  HttpRequest request = Signed();
  request.headers.push_back({"X-Forwarded-For", "192.0.2.1"});
  EXPECT_EQ(Outcome(request), "ok");
}

TEST(Verifier, SignedHeadersOfLoginTokensCount) {
  HttpRequest request = Unsigned();
  request.headers.push_back({"X-Amz-Login-Server", "a"});
  SignRequest(&request, {"AKIAEXAMPLE", "secret", ""}, {"us-east-1", "sts"}, kNow);
  EXPECT_EQ(Outcome(request), "ok");
  HeaderOf(request, "X-Amz-Login-Server") = "b";
  EXPECT_EQ(Outcome(request), kMismatch);
}

// One alteration of a request that was good.
struct Tampering {
  std::string name;
  std::function<void(HttpRequest&)> alter;
};

void PrintTo(const Tampering& tampering, std::ostream* out) { *out << tampering.name; }

Tampering InHeader(const std::string& name, const std::string& header, const std::string& from,
                   const std::string& to) {
  return {name, [=](HttpRequest& request) { Replace(&HeaderOf(request, header), from, to); }};
}

Tampering InTarget(const std::string& name, const std::string& from, const std::string& to) {
  return {name, [=](HttpRequest& request) { Replace(&request.target, from, to); }};
}

std::function<void(HttpRequest&)> RemoveHeader(const std::string& name) {
  return [name](HttpRequest& request) {
    const size_t removed = std::erase_if(request.headers, [&](const HttpHeader& header) {
      return FindHeader({header}, name) != nullptr;
    });
    ASSERT_EQ(removed, 1u) << name;
  };
}

class HeaderTampering : public testing::TestWithParam<Tampering> {};

TEST_P(HeaderTampering, IsRefused) {
  HttpRequest request = Signed("token");
  ASSERT_EQ(Outcome(request, kNow, "token"), "ok");
  GetParam().alter(request);
  EXPECT_THAT(Outcome(request, kNow, "token"), StartsWith("40"));
}

INSTANTIATE_TEST_SUITE_P(
    Verifier, HeaderTampering,
    testing::Values(
        Tampering{"method", [](HttpRequest& request) { request.method = "PUT"; }},
        Tampering{"path", [](HttpRequest& request) { request.target = "/other"; }},
        Tampering{"query", [](HttpRequest& request) { request.target = "/?Action=X"; }},
        Tampering{"body", [](HttpRequest& request) { request.body += "&A=b"; }},
        Tampering{"body_shortened", [](HttpRequest& request) { request.body.pop_back(); }},
        InHeader("host", "Host", "4593", "4594"),
        InHeader("content_type", "Content-Type", "utf-8", "utf-16"),
        InHeader("date", "X-Amz-Date", "002500", "002501"),
        InHeader("token", "X-Amz-Security-Token", "token", "taken"),
        Tampering{"token_removed", RemoveHeader("X-Amz-Security-Token")},
        Tampering{"content_type_removed", RemoveHeader("Content-Type")},
        Tampering{"host_removed", RemoveHeader("Host")},
        Tampering{"date_removed", RemoveHeader("X-Amz-Date")},
        Tampering{"content_type_twice",
                  [](HttpRequest& request) {
                    request.headers.push_back({"Content-Type", "text/plain"});
                  }},
        InHeader("algorithm", "Authorization", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"),
        InHeader("key", "Authorization", "AKIAEXAMPLE", "AKIAEXAMPLF"),
        InHeader("scope_date", "Authorization", "/20260101/", "/20260102/"),
        InHeader("scope_region", "Authorization", "us-east-1", "us-east-2"),
        InHeader("scope_service", "Authorization", "/sts/", "/iam/"),
        InHeader("scope_terminator", "Authorization", "aws4_request", "aws4_requesu"),
        InHeader("signed_headers", "Authorization", "content-type;host", "host"),
        Tampering{"signature",
                  [](HttpRequest& request) {
                    char& last = HeaderOf(request, "Authorization").back();
                    last = last == '0' ? '1' : '0';
                  }},
        Tampering{"signature_cut",
                  [](HttpRequest& request) { HeaderOf(request, "Authorization").pop_back(); }},
        Tampering{"signature_longer",
                  [](HttpRequest& request) { HeaderOf(request, "Authorization") += "0"; }}),
    [](const auto& test) { return test.param.name; });

class QueryTampering : public testing::TestWithParam<Tampering> {};

TEST_P(QueryTampering, IsRefused) {
  HttpRequest request = Presigned("token");
  ASSERT_EQ(Outcome(request, kNow, "token"), "ok");
  GetParam().alter(request);
  EXPECT_THAT(Outcome(request, kNow, "token"), StartsWith("40"));
}

INSTANTIATE_TEST_SUITE_P(
    Verifier, QueryTampering,
    testing::Values(
        Tampering{"method", [](HttpRequest& request) { request.method = "POST"; }},
        Tampering{"body", [](HttpRequest& request) { request.body = "A=b"; }},
        InHeader("host", "Host", "4593", "4594"), InTarget("path", "/?", "/other?"),
        InTarget("parameter", "GetCallerIdentity", "GetSessionToken"),
        InTarget("parameter_added", "Version=", "A=b&Version="),
        InTarget("date", "T002500Z", "T002501Z"),
        InTarget("expires", "X-Amz-Expires=900", "X-Amz-Expires=901"),
        InTarget("token", "X-Amz-Security-Token=token", "X-Amz-Security-Token=taken"),
        InTarget("token_removed", "&X-Amz-Security-Token=token", ""),
        InTarget("key", "AKIAEXAMPLE", "AKIAEXAMPLF"),
        InTarget("scope_date", "%2F20260101%2F", "%2F20260102%2F"),
        InTarget("scope_region", "us-east-1", "us-east-2"),
        InTarget("scope_service", "%2Fsts%2F", "%2Fiam%2F"),
        InTarget("scope_terminator", "aws4_request", "aws4_requesu"),
        InTarget("algorithm", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"),
        InTarget("signed_headers", "X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=host%3Bx"),
        InTarget("signed_headers_emptied", "X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders="),
        InTarget("signature", "X-Amz-Signature=", "X-Amz-Signature=0")),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace mockaws
