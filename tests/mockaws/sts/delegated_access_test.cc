// GetDelegatedAccessToken, and the trade-in tokens of the control API.
#include "policy_engine/base/json.h"
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

using policy_engine::ParseJson;

// Ana approves what the account's root has asked for.
class DelegatedAccess : public StsTest {
 protected:
  std::string FinalizedRequest() {
    ana_ = Ana();
    const Answer made =
        Must("CreateDelegationRequest",
             {{"OwnerAccountId", "111122223333"},
              {"Description", "deployment"},
              {"RequestorWorkflowId", "workflow-1"},
              {"NotificationChannel", "arn:aws:sns:us-east-1:111122223333:topic"},
              {"SessionDuration", "3600"},
              {"Permissions.PolicyTemplateArn", "arn:aws:iam:::delegation-template/acme/deploy"}});
    const Parameters which = {{"DelegationRequestId", made.Text("DelegationRequestId")}};
    for (const char* operation :
         {"AssociateDelegationRequest", "AcceptDelegationRequest", "SendDelegationToken"}) {
      EXPECT_OUTCOME(Call(operation, which, ana_), "ok");
    }
    return made.Text("DelegationRequestId");
  }
  std::string TokenOf(const std::string& id, const std::string& more = "") {
    const auto json = ParseJson(
        Control("delegation-tokens", R"({"delegationRequestId":")" + id + "\"" + more + "}"));
    return json->Find("tradeInToken")->AsString();
  }
  Answer Trade(const std::string& token) {
    return Sts("GetDelegatedAccessToken", {{"TradeInToken", token}}, maker());
  }
  SigningCredentials maker() { return NewUser("maker", std::string(kAllowAll)); }
  std::string Authorize(const SigningCredentials& who, const std::string& action) {
    const std::string answer =
        Control("authorize", R"({"principal":{"accessKeyId":")" + who.access_key_id +
                                 R"(","sessionToken":")" + who.session_token + R"("},"action":")" +
                                 action + R"(","resource":"*"})");
    return ParseJson(answer)->Find("outcome")->AsString();
  }
  SigningCredentials ana_;
};

TEST_F(DelegatedAccess, GivesTheApproversPermissionsAsFarAsThePolicyGoes) {
  const std::string token = TokenOf(
      FinalizedRequest(),
      R"(,"policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:List*","Resource":"*"}]})");
  const Answer answer = Trade(token);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("AssumedPrincipal"), "arn:aws:iam::111122223333:user/ana");
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
  const auto session = CredentialsOf(answer);
  EXPECT_EQ(Authorize(session, "s3:ListAllMyBuckets"), "allowed");
  EXPECT_EQ(Authorize(session, "s3:CreateBucket"), "implicitDeny");
}

TEST_F(DelegatedAccess, WithoutAPolicyTheCredentialsMayDoNothing) {
  const Answer answer = Trade(TokenOf(FinalizedRequest()));
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(Authorize(CredentialsOf(answer), "s3:ListAllMyBuckets"), "explicitDeny");
}

TEST_F(DelegatedAccess, ExpiredTokensAreRefused) {
  const std::string token = TokenOf(FinalizedRequest());
  Advance(std::chrono::hours(1));
  EXPECT_OUTCOME(Trade(token),
                 "ExpiredTradeInTokenException (400): The trade-in token has expired.");
}

TEST_F(DelegatedAccess, BrokenTokensAndOtherAccountsAreRefused) {
  const std::string token = TokenOf(FinalizedRequest());
  EXPECT_OUTCOME(Trade(token.substr(1)), "ValidationError (400): The trade-in token is not valid.");
  EXPECT_OUTCOME(
      Sts("GetDelegatedAccessToken", {{"TradeInToken", token}}, {"444455556666", "test", ""}),
      "ValidationError (400): The trade-in token is not valid.");
}

TEST_F(DelegatedAccess, NeedsItsPermission) {
  const auto poor = NewUser("poor", Policy(R"("Action":"iam:*","Resource":"*")"));
  EXPECT_EQ(
      Sts("GetDelegatedAccessToken", {{"TradeInToken", TokenOf(FinalizedRequest())}}, poor).code,
      "AccessDenied");
}

TEST_F(DelegatedAccess, OnlyFinalizedRequestsHaveTokens) {
  EXPECT_NE(Control("delegation-tokens", R"({"delegationRequestId":"ghost"})", 404)
                .find("SendDelegationToken"),
            std::string::npos);
}

}  // namespace
}  // namespace mockaws
