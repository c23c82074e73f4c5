// Trust in shared OIDC providers must pin the tenant's claim.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

const std::string kOidc = "arn:aws:iam::111122223333:oidc-provider/";

std::string Statement(const std::string& provider, const std::string& condition,
                      const std::string& rest = R"("Action":"sts:AssumeRoleWithWebIdentity")",
                      const std::string& effect = "Allow") {
  return R"("Effect":")" + effect + R"(","Principal":{"Federated":")" + provider + R"("},)" + rest +
         (condition.empty() ? "" : R"(,"Condition":{)" + condition + "}");
}

std::string Saved(const std::string& provider, const std::string& condition) {
  return AwsMessage(Policy(Statement(provider, condition)), PolicyType::kTrust);
}
bool GitHub(const std::string& condition) {
  return Saved(kOidc + "token.actions.githubusercontent.com", condition).empty();
}
bool GitLab(const std::string& condition) { return Saved(kOidc + "gitlab.com", condition).empty(); }
bool Google(const std::string& condition) {
  return Saved("accounts.google.com", condition).empty();
}

TEST(SharedProvider, ItsTenantClaimMustBePinned) {
  EXPECT_FALSE(GitHub(""));
  EXPECT_FALSE(GitLab(""));
  EXPECT_FALSE(Saved(kOidc + "app.terraform.io", "").empty());
  EXPECT_FALSE(Saved("cognito-identity.amazonaws.com", "").empty());
  EXPECT_TRUE(Saved(kOidc + "app.terraform.io",
                    R"("StringLike":{"app.terraform.io:sub":"organization:o:*"})")
                  .empty());
  EXPECT_TRUE(Saved("cognito-identity.amazonaws.com",
                    R"("StringEquals":{"cognito-identity.amazonaws.com:aud":"eu:1"})")
                  .empty());
  EXPECT_TRUE(Saved(kOidc + "idp.example.com", "").empty());
}

TEST(SharedProvider, MessageNamesProviderAndKey) {
  EXPECT_EQ(Saved(kOidc + "gitlab.com", ""),
            "Trust policy with trusted principal " + kOidc +
                "gitlab.com must evaluate, using StringEquals, StringLike or "
                "StringEqualsIgnoreCase, gitlab.com:sub which is not scoped to all.");
}

TEST(SharedProvider, IsJudgedStatementByStatementOfWebIdentityAllows) {
  const std::string provider = kOidc + "gitlab.com";
  const std::string good = Statement(provider, R"("StringEquals":{"gitlab.com:sub":"p"})");
  const std::string bad = Statement(provider, "");
  EXPECT_FALSE(
      AwsMessage(R"({"Statement":[{)" + good + "},{" + bad + "}]}", PolicyType::kTrust).empty());
  const std::string deny =
      Statement(provider, "", R"("Action":"sts:AssumeRoleWithWebIdentity")", "Deny");
  EXPECT_TRUE(AwsMessage(Policy(deny), PolicyType::kTrust).empty());
  EXPECT_TRUE(AwsMessage(Policy(Statement(provider, "", R"("Action":"sts:TagSession")")),
                         PolicyType::kTrust)
                  .empty());
}

TEST(SharedProvider, OnlyPositiveStringOperatorsCount) {
  for (const char* op : {"StringEquals", "StringLike", "StringEqualsIgnoreCase",
                         "ForAnyValue:StringEquals", "ForAllValues:StringLike"}) {
    EXPECT_TRUE(GitLab("\"" + std::string(op) + R"(":{"GitLab.com:SUB":"p"})")) << op;
  }
  for (const char* op : {"StringNotEquals", "StringEqualsIfExists", "StringNotLike"}) {
    EXPECT_FALSE(GitLab("\"" + std::string(op) + R"(":{"gitlab.com:sub":"p"})")) << op;
  }
  EXPECT_FALSE(GitLab(R"("Null":{"gitlab.com:sub":"false"})"));
  EXPECT_FALSE(GitLab(R"("Bool":{"gitlab.com:sub":"true"})"));
}

TEST(SharedProvider, ALiteralStarIsRefusedAndOtherWideValuesPass) {
  EXPECT_FALSE(GitLab(R"("StringLike":{"gitlab.com:sub":["p","*"]})"));
  for (const char* value : {"?", "**", "*?", ""}) {
    EXPECT_TRUE(GitLab(R"("StringLike":{"gitlab.com:sub":")" + std::string(value) + "\"}"))
        << value;
  }
  EXPECT_TRUE(GitLab(R"("StringLike":{"gitlab.com:sub":[]})"));
}

TEST(SharedProvider, GitHubTakesSubOrWorkflowAndNoValueThatBeginsWithAStarOrIsBlank) {
  const std::string sub = R"("token.actions.githubusercontent.com:sub":)";
  const std::string workflow = R"("token.actions.githubusercontent.com:job_workflow_ref":)";
  EXPECT_TRUE(GitHub(R"("StringLike":{)" + sub + R"("repo:o/r:*"})"));
  EXPECT_TRUE(GitHub(R"("StringLike":{)" + workflow + R"("o/r/.github/*"})"));
  EXPECT_FALSE(GitHub(R"("StringLike":{)" + sub + R"("*:o/r"})"));
  EXPECT_FALSE(GitHub(R"("StringEquals":{)" + sub + R"(" "})"));
  EXPECT_FALSE(GitHub(R"("StringEquals":{)" + sub + R"("repo:o/r",)" + workflow + R"("*"})"));
  EXPECT_FALSE(Saved(kOidc + "token.actions.githubusercontent.com/octo", "").empty());
}

TEST(SharedProvider, SocialOnesTakeExactKeysUnderEqualsAndAnyValue) {
  for (const char* key : {"aud", "oaud", "sub"}) {
    EXPECT_TRUE(
        Google(R"("StringEquals":{"accounts.google.com:)" + std::string(key) + R"(":"*"})"));
  }
  EXPECT_TRUE(Google(R"("ForAnyValue:StringEqualsIgnoreCase":{"accounts.google.com:aud":"x"})"));
  EXPECT_FALSE(Google(R"("StringLike":{"accounts.google.com:aud":"x"})"));
  EXPECT_FALSE(Google(R"("StringEquals":{"Accounts.google.com:aud":"x"})"));
  EXPECT_TRUE(
      Saved("graph.facebook.com", R"("StringEquals":{"graph.facebook.com:app_id":"1"})").empty());
  EXPECT_FALSE(Saved("www.amazon.com", R"("StringEquals":{"www.amazon.com:aud":"1"})").empty());
}

}  // namespace
}  // namespace policy_engine
