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

TEST(SharedProvider, WhatSlippedInLeavesTheTenantOpen) {
  const std::string provider = kOidc + "gitlab.com";
  const auto open = [&](const std::string& condition) {
    const auto parsed =
        ParsePolicy(Policy(Statement(provider, condition)), PolicyType::kTrust, {.source = "t"});
    return parsed.ok() && LeavesTenantOpen(*parsed, provider);
  };
  EXPECT_TRUE(open(""));
  EXPECT_TRUE(open(R"("StringLike":{"gitlab.com:sub":"*"})"));
  EXPECT_FALSE(open(R"("StringLike":{"gitlab.com:sub":"project_path:g/*"})"));
}

TEST(SharedProvider, MessageNamesProviderAndKey) {
  EXPECT_EQ(Saved(kOidc + "gitlab.com", ""),
            "Trust policy with trusted principal " + kOidc +
                "gitlab.com must evaluate, using StringEquals, StringLike or "
                "StringEqualsIgnoreCase, gitlab.com:sub which is not scoped to all.");
}

TEST(SharedProvider, AnotherGoodStatementDoesNotHelp) {
  const std::string provider = kOidc + "gitlab.com";
  const std::string good = Statement(provider, R"("StringEquals":{"gitlab.com:sub":"p"})");
  const std::string bad = Statement(provider, "");
  EXPECT_FALSE(
      AwsMessage(R"({"Statement":[{)" + good + "},{" + bad + "}]}", PolicyType::kTrust).empty());
  EXPECT_TRUE(
      AwsMessage(R"({"Statement":[{)" + good + "},{" + good + "}]}", PolicyType::kTrust).empty());
}

TEST(SharedProvider, IsJudgedStatementByStatementOfWebIdentityAllows) {
  for (const char* actions :
       {R"("Action":["sts:TagSession","sts:AssumeRoleWithWebIdentity"])", R"("Action":"sts:*")",
        R"("Action":"sts:assumerolewithwebidentity")"}) {
    EXPECT_FALSE(
        AwsMessage(Policy(Statement(kOidc + "gitlab.com", "", actions)), PolicyType::kTrust)
            .empty())
        << actions;
  }
}

TEST(SharedProvider, DenyAndTagSessionStatementsAreExempt) {
  const std::string provider = kOidc + "gitlab.com";
  const std::string deny =
      Statement(provider, "", R"("Action":"sts:AssumeRoleWithWebIdentity")", "Deny");
  EXPECT_TRUE(AwsMessage(Policy(deny), PolicyType::kTrust).empty());
  EXPECT_TRUE(AwsMessage(Policy(Statement(provider, "", R"("Action":"sts:TagSession")")),
                         PolicyType::kTrust)
                  .empty());
}

TEST(SharedProvider, PositiveStringOperatorsCountWithOrWithoutSetPrefix) {
  for (const char* prefix : {"", "ForAnyValue:", "ForAllValues:"}) {
    for (const char* op : {"StringEquals", "StringLike", "StringEqualsIgnoreCase"}) {
      EXPECT_TRUE(GitLab("\"" + std::string(prefix) + op + R"(":{"gitlab.com:sub":"p"})"))
          << prefix << op;
    }
  }
}

TEST(SharedProvider, TheClaimsKeyCountsInAnyCase) {
  EXPECT_TRUE(GitLab(R"("StringEquals":{"GitLab.com:SUB":"p"})"));
}

TEST(SharedProvider, NegatedIfExistsNullBoolAndNumericOperatorsDoNotCount) {
  for (const char* op :
       {"StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase", "StringEqualsIfExists",
        "StringLikeIfExists", "ForAnyValue:StringEqualsIfExists"}) {
    EXPECT_FALSE(GitLab("\"" + std::string(op) + R"(":{"gitlab.com:sub":"p"})")) << op;
  }
  EXPECT_FALSE(GitLab(R"("Null":{"gitlab.com:sub":"false"})"));
  EXPECT_FALSE(GitLab(R"("Bool":{"gitlab.com:sub":"true"})"));
  EXPECT_FALSE(GitLab(R"("NumericEquals":{"gitlab.com:sub":"1"})"));
}

TEST(SharedProvider, ALiteralStarAmongTheValuesIsRefused) {
  EXPECT_FALSE(GitLab(R"("StringLike":{"gitlab.com:sub":"*"})"));
  EXPECT_FALSE(GitLab(R"("StringEquals":{"gitlab.com:sub":"*"})"));
  EXPECT_FALSE(GitLab(R"("StringLike":{"gitlab.com:sub":["p","*"]})"));
}

TEST(SharedProvider, OtherWideValuesPass) {
  for (const char* value : {"?", "**", "*?", ""}) {
    EXPECT_TRUE(GitLab(R"("StringLike":{"gitlab.com:sub":")" + std::string(value) + "\"}"))
        << value;
  }
  EXPECT_TRUE(GitLab(R"("StringLike":{"gitlab.com:sub":[]})"));
}

const char* const kSub = R"("token.actions.githubusercontent.com:sub":)";
const char* const kWorkflow = R"("token.actions.githubusercontent.com:job_workflow_ref":)";

std::string Like(const std::string& members) { return "\"StringLike\":{" + members + "}"; }

TEST(SharedProvider, GitHubTakesSubOrJobWorkflowRef) {
  EXPECT_TRUE(GitHub(Like(kSub + std::string(R"("repo:o/r:*")"))));
  EXPECT_TRUE(GitHub(Like(kWorkflow + std::string(R"("o/r/.github/*")"))));
  EXPECT_FALSE(GitHub(Like(R"("token.actions.githubusercontent.com:actor":"me")")));
}

TEST(SharedProvider, GitHubIsEveryIssuerThatBeginsSo) {
  for (const char* issuer :
       {"token.actions.githubusercontent.com", "token.actions.githubusercontent.com/octo",
        "token.actions.githubusercontent.com/octo/corp"}) {
    EXPECT_FALSE(Saved(kOidc + issuer, "").empty()) << issuer;
    EXPECT_TRUE(
        Saved(kOidc + issuer, Like("\"" + std::string(issuer) + R"(:sub":"repo:o/r:*")")).empty())
        << issuer;
  }
}

TEST(SharedProvider, GitHubsValuesMayNotBeginWithAStar) {
  for (const char* value : {"*", "*:o/r", "**"}) {
    EXPECT_FALSE(GitHub(Like(kSub + ("\"" + std::string(value) + "\"")))) << value;
  }
  EXPECT_FALSE(GitHub(Like(kSub + std::string(R"(["repo:o/r:*","*x"])"))));
  EXPECT_TRUE(GitHub(Like(kSub + std::string(R"("repo:*")"))));
}

TEST(SharedProvider, GitHubsValuesMayNotBeBlank) {
  for (const char* value : {"", " ", R"( \t )"}) {
    EXPECT_FALSE(GitHub(Like(kSub + ("\"" + std::string(value) + "\"")))) << value;
  }
}

TEST(SharedProvider, GitHubsTwoClaimsInOneBlockMustBothBeGood) {
  const std::string good = kSub + std::string(R"("repo:o/r:*",)");
  EXPECT_FALSE(GitHub(Like(good + kWorkflow + R"("*")")));
  EXPECT_TRUE(GitHub(Like(good + kWorkflow + R"("o/r/.github/*")")));
}

TEST(SharedProvider, GoogleTakesAudOaudOrSub) {
  for (const char* key : {"aud", "oaud", "sub"}) {
    EXPECT_TRUE(
        Google(R"("StringEquals":{"accounts.google.com:)" + std::string(key) + R"(":"x"})"));
  }
  EXPECT_FALSE(Google(R"("StringEquals":{"accounts.google.com:email":"x"})"));
  EXPECT_FALSE(Google(""));
}

TEST(SharedProvider, AmazonAndFacebookTakeAppIdOrSub) {
  for (const char* provider : {"www.amazon.com", "graph.facebook.com"}) {
    const auto saved = [&](const std::string& claim) {
      return Saved(provider,
                   R"("StringEquals":{")" + std::string(provider) + ":" + claim + R"(":"1"})")
          .empty();
    };
    EXPECT_TRUE(saved("app_id")) << provider;
    EXPECT_TRUE(saved("sub")) << provider;
    EXPECT_FALSE(saved("aud")) << provider;
  }
}

TEST(SharedProvider, SocialOnesWantTheKeyInExactLowerCase) {
  EXPECT_FALSE(Google(R"("StringEquals":{"Accounts.google.com:aud":"x"})"));
  EXPECT_FALSE(Google(R"("StringEquals":{"accounts.google.com:AUD":"x"})"));
}

TEST(SharedProvider, SocialOnesTakeEqualsOperatorsAndNoStringLike) {
  for (const char* op : {"StringEquals", "StringEqualsIgnoreCase", "ForAnyValue:StringEquals",
                         "ForAllValues:StringEqualsIgnoreCase"}) {
    EXPECT_TRUE(Google("\"" + std::string(op) + R"(":{"accounts.google.com:aud":"x"})")) << op;
  }
  EXPECT_FALSE(Google(R"("StringLike":{"accounts.google.com:aud":"x"})"));
  EXPECT_FALSE(Google(R"("ForAnyValue:StringLike":{"accounts.google.com:aud":"x"})"));
}

TEST(SharedProvider, SocialOnesTakeAnyValueAStarToo) {
  EXPECT_TRUE(Google(R"("StringEquals":{"accounts.google.com:aud":"*"})"));
  EXPECT_TRUE(Google(R"("StringEquals":{"accounts.google.com:aud":""})"));
}

}  // namespace
}  // namespace policy_engine
