// Both sides of each rule, beyond the examples of its page.

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "simulator/lint/escalation_paths.h"
#include "simulator/lint/linter.h"
#include "simulator/lint/rule.h"
#include "simulator/lint/statements.h"

namespace simulator {
namespace {

using policy_engine::PolicyType;

std::string Policy(const std::string& statements) {
  return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
}

std::set<std::string> Found(const std::string& statements,
                            std::optional<PolicyType> type = std::nullopt) {
  std::set<std::string> rules;
  LintOptions options;
  options.type = type;
  for (const LintFinding& finding : LintPolicy(Policy(statements), options).findings) {
    rules.insert(std::string(finding.rule->id));
  }
  return rules;
}

struct Case {
  const char* rule;
  bool reported;
  const char* statements;
};

std::string Trust(const std::string& principal, const std::string& condition,
                  const std::string& action = "sts:AssumeRole") {
  return R"({"Effect":"Allow","Principal":)" + principal + R"(,"Action":")" + action + "\"" +
         (condition.empty() ? "" : R"(,"Condition":)" + condition) + "}";
}

constexpr Case kCases[] = {
    {"unknown-action", true, R"({"Effect":"Allow","Action":"s3:Gett*","Resource":"*"})"},
    {"unknown-action", false, R"({"Effect":"Allow","Action":"S3:getobject","Resource":"*"})"},
    {"unknown-action", false,
     R"({"Effect":"Allow","Action":"sts:GetScopedCredentials","Resource":"*"})"},
    {"unknown-resource", true,
     R"({"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqss:eu-west-1:1:q"})"},
    {"unknown-resource", false,
     R"({"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::*:user/${aws:username}"})"},
    {"unknown-resource", false,
     R"({"Effect":"Allow","Action":"backup:*",
         "Resource":"arn:aws:backup:eu-west-1:111122223333:recovery-point:1a2b"})"},
    {"unknown-resource", true,
     R"({"Effect":"Allow","Action":"states:*",
         "Resource":"arn:aws:states:eu-west-1:111122223333:statemachine:orders"})"},
    {"unknown-condition-key", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"StringEquals":{"AWS:principalorgid":"o-1"}}})"},
    {"unknown-condition-key", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"StringEquals":{"s3:ExistingObjectTag/team":"blue"}}})"},
    {"unknown-condition-key", false,
     R"({"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"*",
         "Condition":{"StringEquals":{"sts:SubjectMode":"AWSIdentity"}}})"},
    {"unknown-condition-key", false,
     R"({"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"*",
         "Condition":{"ForAllValues:StringEquals":{"sts:IdentityTokenScope":"read"}}})"},
    {"unknown-condition-key", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"StringEquals":{"aws:OriginIdentity/Subject":"x",
                                      "aws:OriginIdentity/SubjectType":"workload",
                                      "aws:TransactionContext/IdentityProvider/id":"x"}}})"},
    {"unknown-condition-key", false,
     R"({"Effect":"Allow","Action":"iam:CreateRole","Resource":"*",
         "Condition":{"ArnLike":{"iam:RoleTemplateARN":"arn:aws:iam::aws:role-template/*"}}})"},
    {"multivalued-without-set", true,
     R"({"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"*",
         "Condition":{"StringEquals":{"sts:IdentityTokenScope":"read"}}})"},
    {"condition-key-not-carried", true,
     R"({"Effect":"Allow","Action":"sts:GetCallerIdentity","Resource":"*",
         "Condition":{"StringEquals":{"sts:SubjectMode":"AWSIdentity"}}})"},
    {"condition-key-not-carried", false,
     R"({"Effect":"Allow","Action":"iam:PutAccountProperties","Resource":"*","Condition":
         {"ForAnyValue:StringEquals":{"iam:AccountPropertyNamespaces":"a"}}})"},
    {"condition-key-not-carried", true,
     R"({"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":
         {"ForAnyValue:StringEquals":{"iam:AccountPropertyNamespaces":"a"}}})"},
    {"condition-key-not-carried", false,
     R"({"Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":"*",
         "Condition":{"StringLikeIfExists":{"s3:prefix":"home/*"}}})"},
    {"unknown-variable", false,
     R"({"Effect":"Allow","Action":"s3:GetObject",
         "Resource":"arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}/${*}"})"},
    {"action-resource-mismatch", true,
     R"({"Effect":"Allow","Action":"ec2:DescribeInstances",
         "Resource":"arn:aws:ec2:eu-west-1:111122223333:instance/*"})"},
    {"action-resource-mismatch", true,
     R"({"Effect":"Allow","Action":"s3:GetObject",
         "Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]})"},
    {"action-resource-mismatch", false,
     R"({"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],
         "Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]})"},
    {"action-resource-mismatch", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b*"})"},
    {"literal-wildcard", false,
     R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"*",
         "Condition":{"StringEquals":{"s3:prefix":"${*}"}}})"},
    {"literal-wildcard", true,
     R"({"Effect":"Deny","Action":"s3:ListBucket","Resource":"*",
         "Condition":{"ForAnyValue:StringNotEquals":{"aws:TagKeys":"team?"}}})"},
    {"operator-type-mismatch", true,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"NumericEquals":{"aws:PrincipalAccount":"111122223333"}}})"},
    {"operator-type-mismatch", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/x"}}})"},
    {"contradictory-conditions", true,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{
         "Null":{"aws:SourceVpce":"true"},"StringEquals":{"aws:SourceVpce":"vpce-1"}}})"},
    {"contradictory-conditions", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{
         "Null":{"aws:SourceVpce":"true"},"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}}})"},
    {"mfa-absent-passes", true,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}})"},
    {"mfa-absent-passes", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}})"},
    {"private-source-ip", true,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"IpAddress":{"aws:SourceIp":"172.31.0.0/16"}}})"},
    {"private-source-ip", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
         "Condition":{"IpAddress":{"aws:SourceIp":"172.32.0.0/16"}}})"},
    {"unreachable-statement", true,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
        {"Effect":"Deny","NotAction":"ec2:*","Resource":"*"})"},
    {"unreachable-statement", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
        {"Effect":"Deny","Action":"s3:*","Resource":"*",
         "Condition":{"Bool":{"aws:SecureTransport":"false"}}})"},
    {"redundant-statement", true,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
        {"Effect":"Allow","Action":"s3:getobject","Resource":"*"})"},
    {"redundant-statement", false,
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},
        {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})"},
    {"administrator-grant", true, R"({"Effect":"Allow","Action":"*:*","Resource":"*"})"},
    {"administrator-grant", false,
     R"({"Effect":"Allow","Action":"*","Resource":"*",
         "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}})"},
    {"privilege-escalation", false, R"({"Effect":"Allow","Action":"*","Resource":"*"})"},
    {"privilege-escalation", true, R"({"Effect":"Allow","Action":"iam:*","Resource":"*"})"},
    {"privilege-escalation", true,
     R"({"Effect":"Allow","Action":"iam:PutUserPolicy",
         "Resource":"arn:aws:iam::111122223333:user/${aws:username}"})"},
    {"pass-any-role", true,
     R"({"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/*"})"},
    {"assume-any-role", false,
     R"({"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*",
         "Condition":{"StringEquals":{"aws:ResourceOrgID":"o-1"}}})"},
};

TEST(LintRules, ReportTheirCaseAndNotTheNearOne) {
  for (const Case& item : kCases) {
    EXPECT_EQ(Found(item.statements).contains(item.rule), item.reported)
        << item.rule << ": " << item.statements;
  }
}

TEST(LintRules, LimitsMayBeWide) {
  const std::string all = R"({"Effect":"Allow","Action":"*","Resource":"*"})";
  for (const PolicyType type : {PolicyType::kBoundary, PolicyType::kSession,
                                PolicyType::kServiceControl, PolicyType::kVpcEndpoint}) {
    EXPECT_FALSE(Found(all, type).contains("administrator-grant"));
  }
}

TEST(LintRules, ExternalIdsAreForAccountsThatArentOnesOwn) {
  const std::string policy = Policy(Trust(R"({"AWS":"444455556666"})", ""));
  const auto reported = [&](std::vector<std::string> own) {
    LintOptions options;
    options.own_accounts = std::move(own);
    for (const LintFinding& finding : LintPolicy(policy, options).findings) {
      if (finding.rule->id == "third-party-without-external-id") return true;
    }
    return false;
  };
  EXPECT_TRUE(reported({}));
  EXPECT_TRUE(reported({"111122223333"}));
  EXPECT_FALSE(reported({"111122223333", "444455556666"}));
}

TEST(LintRules, AnExternalIdThatMayBeAbsentDemandsNothing) {
  const std::string rule = "third-party-without-external-id";
  const std::string who = R"({"AWS":"arn:aws:iam::444455556666:root"})";
  EXPECT_FALSE(Found(Trust(who, R"({"StringEquals":{"sts:ExternalId":"x1"}})")).contains(rule));
  EXPECT_TRUE(
      Found(Trust(who, R"({"StringEqualsIfExists":{"sts:ExternalId":"x1"}})")).contains(rule));
  EXPECT_TRUE(Found(Trust(who, R"({"StringLike":{"sts:ExternalId":"*"}})")).contains(rule));
}

TEST(LintRules, ServicesMustSayForWhomTheyActIfTheyCan) {
  const std::string rule = "service-without-source";
  EXPECT_TRUE(Found(Trust(R"({"Service":"cloudtrail.amazonaws.com"})", "")).contains(rule));
  EXPECT_FALSE(Found(Trust(R"({"Service":"cloudtrail.amazonaws.com"})",
                           R"({"StringEquals":{"aws:SourceAccount":"111122223333"}})"))
                   .contains(rule));
  EXPECT_FALSE(Found(Trust(R"({"Service":"ec2.amazonaws.com"})", "")).contains(rule));
  EXPECT_FALSE(Found(Trust(R"({"Service":"lambda.amazonaws.com"})", "")).contains(rule));
}

TEST(LintRules, APrincipalOfEverybodyNeedsAConditionThatLimitsIt) {
  const std::string rule = "wildcard-principal";
  EXPECT_TRUE(Found(Trust(R"({"AWS":"*"})", "")).contains(rule));
  EXPECT_TRUE(Found(Trust("\"*\"", R"({"Bool":{"aws:SecureTransport":"true"}})")).contains(rule));
  EXPECT_FALSE(
      Found(Trust("\"*\"", R"({"StringEquals":{"aws:PrincipalOrgID":"o-1"}})")).contains(rule));
}

TEST(LintRules, SubjectsOfOidcProvidersAreFixedBeforeTheirWildcard) {
  const auto reported = [](const std::string& provider, const std::string& subject) {
    const std::string principal =
        R"({"Federated":"arn:aws:iam::111122223333:oidc-provider/)" + provider + "\"}";
    const std::string condition =
        R"({"StringLike":{")" + provider + R"(:sub":")" + subject + "\"}}";
    return Found(Trust(principal, condition, "sts:AssumeRoleWithWebIdentity"))
        .contains("oidc-subject-too-wide");
  };
  const std::string github = "token.actions.githubusercontent.com";
  EXPECT_TRUE(reported(github, "*"));
  EXPECT_TRUE(reported(github, "repo:acme/*"));
  EXPECT_TRUE(reported(github, "repo:acme/shop*"));
  EXPECT_FALSE(reported(github, "repo:acme/shop:*"));
  EXPECT_FALSE(reported(github, "repo:acme/shop:environment:prod"));
  EXPECT_TRUE(reported("gitlab.com", "project_path:*"));
  EXPECT_FALSE(reported("gitlab.com", "project_path:acme/*"));
  EXPECT_TRUE(reported("oidc.example.com", "system:serviceaccount:*:*"));
  EXPECT_FALSE(reported("oidc.example.com", "system:serviceaccount:prod:*"));
}

// Each way by itself, and without its last action.
TEST(PrivilegeEscalation, EveryWayIsSeenAndOnlyIfComplete) {
  ASSERT_GE(EscalationPaths().size(), 10U);
  const auto found = [](const std::vector<std::string_view>& actions,
                        const std::string& condition) {
    std::string list;
    for (const std::string_view action : actions) {
      list += (list.empty() ? "\"" : ",\"") + std::string(action) + "\"";
    }
    return Found(R"({"Effect":"Allow","Action":[)" + list + R"(],"Resource":"*")" + condition + "}")
        .contains("privilege-escalation");
  };
  for (const EscalationPath& path : EscalationPaths()) {
    EXPECT_TRUE(found(path.actions, "")) << path.name;
    EXPECT_FALSE(
        found(path.actions, R"(,"Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"}})"))
        << path.name;
    if (path.actions.size() == 1) continue;
    std::vector<std::string_view> fewer = path.actions;
    fewer.pop_back();
    EXPECT_FALSE(found(fewer, "")) << path.name;
  }
}

TEST(PrivilegeEscalation, ItsActionsExist) {
  for (const EscalationPath& path : EscalationPaths()) {
    for (const std::string_view action : path.actions) {
      EXPECT_EQ(ExpandAction(action).size(), 1U) << action;
    }
  }
}

TEST(PrivilegeEscalation, ADenyForGoodClosesAWay) {
  const std::string allow = R"({"Effect":"Allow","Action":"iam:PutUserPolicy","Resource":"*"})";
  EXPECT_TRUE(Found(allow).contains("privilege-escalation"));
  EXPECT_FALSE(Found(allow + R"(,{"Effect":"Deny","Action":"iam:Put*","Resource":"*"})")
                   .contains("privilege-escalation"));
}

TEST(PrivilegeEscalation, KeysOfOnesOwnAreNone) {
  const auto found = [](const std::string& user) {
    return Found(R"({"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":)"
                 R"("arn:aws:iam::111122223333:user/)" +
                 user + "\"}")
        .contains("privilege-escalation");
  };
  EXPECT_FALSE(found("${aws:username}"));
  EXPECT_TRUE(found("*"));
}

TEST(Linter, OfHugeDocumentsOnlyTheGrammarIsJudged) {
  std::string resources = "\"*\"";
  while (resources.size() < kJudgedBytesMax) resources += ",\"*\"";
  EXPECT_EQ(Found(R"({"Effect":"Allow","Action":"*","Resource":[)" + resources + "]}"),
            std::set<std::string>{"too-large"});
}

TEST(LintRules, WhiteSpaceCountsOnlyWhereAwsCountsIt) {
  const std::string padded =
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})" + std::string(10'300, ' ');
  EXPECT_FALSE(Found(padded, PolicyType::kManaged).contains("too-large"));
  EXPECT_TRUE(Found(padded, PolicyType::kSession).contains("too-large"));
}

TEST(Linter, WithoutAReadableShapeOnlyTheGrammarSpeaks) {
  const LintResult result = LintPolicy("{", {});
  ASSERT_FALSE(result.findings.empty());
  for (const LintFinding& finding : result.findings) EXPECT_EQ(finding.rule->id, "grammar");
}

TEST(Linter, AnUnknownServiceIsReportedOnce) {
  const LintResult result =
      LintPolicy(Policy(R"({"Effect":"Allow","Action":"s4:GetObject","Resource":"*"})"), {});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].rule->id, "unknown-service");
}

}  // namespace
}  // namespace simulator
