// Lines of `iamsim eval`.
#include "policy_engine/cases/eval_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace policy_engine {
namespace {

using ::testing::HasSubstr;

const std::string kRequest =
    R"("request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject",)"
    R"("resource":"arn:aws:s3:::b/k"})";
const std::string kAllow =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
const std::string kNothing =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:B","Resource":"*"}})";

Json Answer(const std::string& line, const Json* shared = nullptr) {
  PolicyCache cache;
  auto json = ParseJson(EvalLine(line, &cache, shared));
  EXPECT_TRUE(json.ok());
  return json.ok() ? std::move(*json) : Json();
}
std::string DecisionOf(const std::string& members) {
  const Json answer = Answer("{" + kRequest + (members.empty() ? "" : ",") + members + "}");
  const Json* decision = answer.Find("decision");
  return decision == nullptr ? answer.Dump() : decision->AsString();
}
std::string ErrorPath(const std::string& line) {
  const Json answer = Answer(line);
  const Json* error = answer.Find("error");
  return error == nullptr ? "no error: " + answer.Dump() : error->Find("path")->AsString();
}

TEST(EvalLine, AnswersIdDecisionAndReason) {
  const Json answer = Answer(R"({"id":{"n":[1]},)" + kRequest + "}");
  EXPECT_EQ(answer.Find("id")->Dump(), R"({"n":[1]})");
  EXPECT_EQ(answer.Find("decision")->AsString(), "implicitDeny");
  EXPECT_EQ(answer.Find("reason")->Find("policyType")->AsString(), "identityPolicy");
  EXPECT_EQ(answer.Find("reason")->Find("message")->AsString(),
            "because no identity-based policy allows the s3:GetObject action");
}

TEST(EvalLine, ReadsEveryPolicyMember) {
  EXPECT_EQ(DecisionOf(R"("identityPolicies":[)" + kAllow + "]"), "allowed");
  EXPECT_EQ(DecisionOf(R"("resourcePolicy":{"Statement":{"Effect":"Allow","Principal":"*",)"
                       R"("Action":"*","Resource":"*"}})"),
            "allowed");
  const std::string base = R"("identityPolicies":[)" + kAllow + "],";
  EXPECT_EQ(DecisionOf(base + R"("permissionsBoundary":)" + kNothing), "implicitDeny");
  EXPECT_EQ(DecisionOf(base + R"("permissionsBoundary":[)" + kAllow + "," + kNothing + "]"),
            "implicitDeny");
  EXPECT_EQ(DecisionOf(base + R"("permissionsBoundary":[)" + kAllow + "," + kAllow + "]"),
            "allowed");
  EXPECT_EQ(DecisionOf(base + R"("sessionPolicies":[)" + kNothing + "]"), "implicitDeny");
  EXPECT_EQ(DecisionOf(base + R"("sessionPolicies":[)" + kNothing + "," + kAllow + "]"), "allowed");
  EXPECT_EQ(DecisionOf(base + R"("scopePolicies":[)" + kAllow + "," + kNothing + "]"),
            "implicitDeny");
  EXPECT_EQ(DecisionOf(base + R"("serviceControlPolicies":[[)" + kAllow + "],[" + kNothing + "]]"),
            "implicitDeny");
  const std::string deny =
      R"({"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}})";
  EXPECT_EQ(DecisionOf(base + R"("resourceControlPolicies":[[],[)" + deny + "]]"), "explicitDeny");
  EXPECT_EQ(DecisionOf(base + R"("vpcEndpointPolicies":[)" + deny + "]"), "explicitDeny");
}

TEST(EvalLine, NullIsNoPolicyAndAnEmptyListAllowsNothing) {
  const std::string base = R"("identityPolicies":[)" + kAllow + "],";
  for (const char* member : {"resourcePolicy", "permissionsBoundary", "sessionPolicies",
                             "scopePolicies", "vpcEndpointPolicies"}) {
    EXPECT_EQ(DecisionOf(base + "\"" + member + "\":null"), "allowed") << member;
  }
  EXPECT_EQ(DecisionOf(base + R"("sessionPolicies":[])"), "implicitDeny");
  EXPECT_EQ(DecisionOf(base + R"("vpcEndpointPolicies":[])"), "implicitDeny");
}

TEST(ResourceControlFullAccess, IsAttachedEverywhereAndCannotBeDetached) {
  const std::string base = R"("identityPolicies":[)" + kAllow + "],";
  const std::string other =
      R"({"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"*"}})";
  EXPECT_EQ(DecisionOf(base + R"("resourceControlPolicies":[[)" + other + "],[]]"), "allowed");
}

TEST(ServiceControlFullAccess, ThatIsDetachedWithoutReplacementDeniesAllBelow) {
  const std::string base = R"("identityPolicies":[)" + kAllow + "],";
  EXPECT_EQ(DecisionOf(base + R"("serviceControlPolicies":[[)" + kAllow + "],[]]"), "implicitDeny");
  EXPECT_EQ(DecisionOf(base + R"("serviceControlPolicies":null)"), "allowed");
}

TEST(EvalLine, ScopePoliciesNameTheLayerThatRefused) {
  const Json answer = Answer("{" + kRequest + R"(,"identityPolicies":[)" + kAllow +
                             R"(],"scopePolicies":[)" + kAllow + "," + kNothing + "]}");
  EXPECT_EQ(answer.Find("reason")->Find("policyType")->AsString(), "scopePolicy");
  EXPECT_EQ(answer.Find("reason")->Find("level")->Dump(), "1");
}

TEST(EvalLine, NamesThePolicyAndStatementThatDecided) {
  const Json answer = Answer("{" + kRequest +
                             R"(,"identityPolicies":[{"name":"P","document":)"
                             R"({"Statement":[{"Sid":"X","Effect":"Deny","Action":"*",)"
                             R"("Resource":"*"}]}}]})");
  const Json* statement = answer.Find("reason")->Find("statement");
  EXPECT_EQ(statement->Find("policy")->AsString(), "P");
  EXPECT_EQ(statement->Find("sid")->AsString(), "X");
  EXPECT_EQ(statement->Find("index")->Dump(), "0");
}

TEST(EvalLine, ReadsPrincipalsAsTextAndAsObjects) {
  const auto decide = [](const std::string& principal, const std::string& named) {
    const Json answer = Answer(R"({"request":{"principal":)" + principal +
                               R"(,"action":"s3:GetObject","resource":"arn:aws:s3:::b/k",)"
                               R"("resourceAccount":"111122223333"},"resourcePolicy":{"Statement":)"
                               R"({"Effect":"Allow","Principal":)" +
                               named + R"(,"Action":"*","Resource":"*"}}})");
    const Json* decision = answer.Find("decision");
    return decision == nullptr ? answer.Dump() : decision->AsString();
  };
  EXPECT_EQ(decide(R"({"type":"Anonymous"})", R"("*")"), "allowed");
  EXPECT_EQ(decide(R"({"type":"Service","arn":"ec2.amazonaws.com"})",
                   R"({"Service":"ec2.amazonaws.com"})"),
            "allowed");
  EXPECT_EQ(decide(R"("111122223333")", R"({"AWS":"111122223333"})"), "allowed");
  EXPECT_EQ(decide(R"({"arn":"arn:aws:sts::111122223333:assumed-role/r/s",
                       "roleArn":"arn:aws:iam::111122223333:role/path/r"})",
                   R"({"AWS":"arn:aws:iam::111122223333:role/path/r"})"),
            "allowed");
}

TEST(EvalLine, FillsInTheKeysOfThePrincipal) {
  const std::string condition =
      R"("identityPolicies":[{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",)"
      R"("Resource":"arn:aws:s3:::b/k","Condition":{"StringEquals":{"aws:username":"alice",)"
      R"("aws:PrincipalTag/team":"red","aws:PrincipalType":"User",)"
      R"("aws:PrincipalAccount":"111122223333","aws:ResourceAccount":"444455556666"},)"
      R"("ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/alice"}}}}],)"
      R"("resourcePolicy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"*",)"
      R"("Resource":"*"}})";
  const Json answer =
      Answer(R"({"request":{"principal":{"arn":"arn:aws:iam::111122223333:user/alice",)"
             R"("tags":{"team":"red"}},"action":"s3:GetObject","resource":"arn:aws:s3:::b/k",)"
             R"("resourceAccount":"444455556666"},)" +
             condition + "}");
  EXPECT_EQ(answer.Find("decision")->AsString(), "allowed") << answer.Dump();
}

TEST(EvalLine, ABadLineGivesItsIdAMessageAndThePath) {
  const Json answer = Answer(R"({"id":7,"request":{"principal":"nobody","action":"s3:x",)"
                             R"("resource":"*"}})");
  EXPECT_EQ(answer.Find("id")->Dump(), "7");
  EXPECT_EQ(answer.Find("decision"), nullptr);
  EXPECT_EQ(answer.Find("error")->Find("path")->AsString(), "/request/principal");
  EXPECT_NE(answer.Find("error")->Find("message")->AsString(), "");
}

TEST(EvalLine, ErrorsPointIntoTheLine) {
  EXPECT_EQ(ErrorPath("nonsense"), "");
  EXPECT_EQ(ErrorPath("[]"), "");
  EXPECT_EQ(ErrorPath(R"({"id":1})"), "");
  EXPECT_EQ(ErrorPath("{" + kRequest + R"(,"policies":[]})"), "/policies");
  EXPECT_EQ(ErrorPath("{" + kRequest +
                      R"(,"identityPolicies":[{"Statement":[{"Effect":"allow",)"
                      R"("Action":"*","Resource":"*"}]}]})"),
            "/identityPolicies/0/Statement/0/Effect");
  EXPECT_EQ(ErrorPath("{" + kRequest + R"(,"identityPolicies":[{"name":"P","document":{}}]})"),
            "/identityPolicies/0/document");
  EXPECT_EQ(ErrorPath("{" + kRequest + R"(,"serviceControlPolicies":[)" + kAllow + "]}"),
            "/serviceControlPolicies");
  EXPECT_EQ(ErrorPath("{" + kRequest + R"(,"sessionPolicies":[5]})"), "/sessionPolicies/0");
}

TEST(EvalLine, NamesThePoliciesArnsWhenAsked) {
  const std::string line =
      "{" + kRequest + R"(,"identityPolicies":[{"name":"arn:aws:iam::111122223333:policy/P",)" +
      R"("document":{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}}])";
  const auto message = [](const Json& answer) {
    return answer.Find("reason")->Find("message")->AsString();
  };
  EXPECT_EQ(message(Answer(line + "}")), "with an explicit deny in an identity-based policy");
  EXPECT_EQ(message(Answer(line + R"(,"policyArns":true})")),
            "with an explicit deny in an identity-based policy: "
            "arn:aws:iam::111122223333:policy/P");
}

TEST(EvalLine, PoliciesOfTheLineStandInForShared) {
  auto shared =
      ParseJson(R"({"identityPolicies":[)" + kAllow + R"(],"permissionsBoundary":)" + kAllow + "}");
  ASSERT_TRUE(shared.ok());
  EXPECT_EQ(Answer("{" + kRequest + "}", &*shared).Find("decision")->AsString(), "allowed");
  EXPECT_EQ(Answer("{" + kRequest + R"(,"permissionsBoundary":)" + kNothing + "}", &*shared)
                .Find("decision")
                ->AsString(),
            "implicitDeny");
  EXPECT_EQ(Answer("{" + kRequest + R"(,"identityPolicies":null})", &*shared)
                .Find("decision")
                ->AsString(),
            "implicitDeny");
}

TEST(CaseFile, GivesPositionsInTheFile) {
  PolicyCache cache;
  const std::string text = "{" + kRequest + ",\n\"identityPolicies\": [\n  {\"Statement\":\n" +
                           "    {\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}]}";
  const auto read = ReadCaseFile(text, &cache);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const Explanation explanation = Explain(read->request, read->policies);
  const StatementTrace& statement = explanation.policies.front().statements.front();
  EXPECT_EQ(statement.begin.line, 4U);
  EXPECT_EQ(statement.begin.column, 5U);
  EXPECT_EQ(explanation.policies.front().source, "/identityPolicies/0");
}

}  // namespace
}  // namespace policy_engine
