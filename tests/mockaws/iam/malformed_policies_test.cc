// Documents that IAM refuses, through each operation that stores one.
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

std::string Document(const std::string& statement) {
  return R"({"Version":"2012-10-17","Statement":[)" + statement + "]}";
}

struct Case {
  std::string document;
  std::string message;
};

const std::vector<Case> kCases = {
    {"not json", "Syntax errors in policy."},
    {"[]", "Syntax errors in policy."},
    {R"({"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
     "Policy document must be version 2012-10-17 or greater."},
    {Document(R"({"Effect":"allow","Action":"*","Resource":"*"})"),
     "The policy failed legacy parsing"},
    {Document(R"({"Effect":"Allow","Resource":"*"})"), "Policy statement must contain actions."},
    {Document(R"({"Effect":"Allow","Action":"s3:*"})"), "Policy statement must contain resources."},
    {Document(R"({"Effect":"Allow","Action":"s3:*","NotAction":"s3:*","Resource":"*"})"),
     "Syntax errors in policy."},
    {Document(R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Extra":1})"),
     "Syntax errors in policy."},
    {Document(R"({"Effect":"Allow","Action":"s3:*","Resource":"bucket"})"),
     "Resource bucket must be in ARN format or \"*\"."},
    {Document(R"({"Effect":"Allow","Action":"GetObject","Resource":"*"})"),
     "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."},
    {Document(R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"})"),
     "Policy document should not specify a principal."},
    {Document(R"({"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},)"
              R"({"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"})"),
     "Statement IDs (SID) in a single policy must be unique."},
};

class MalformedPoliciesTest : public IamTest {};

TEST_F(MalformedPoliciesTest, AreToldInAwsWordsByEveryOperationThatStoresOne) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
  Must("CreatePolicy", {{"PolicyName", "p"}, {"PolicyDocument", std::string(kAllowAll)}});
  const std::vector<std::pair<std::string, Parameters>> kCalls = {
      {"CreatePolicy", {{"PolicyName", "new"}}},
      {"CreatePolicyVersion", {{"PolicyArn", Arn("policy/p")}}},
      {"PutUserPolicy", {{"UserName", "u"}, {"PolicyName", "i"}}},
      {"PutGroupPolicy", {{"GroupName", "g"}, {"PolicyName", "i"}}},
      {"PutRolePolicy", {{"RoleName", "r"}, {"PolicyName", "i"}}},
  };
  for (const auto& [action, which] : kCalls) {
    for (const Case& c : kCases) {
      Parameters input = which;
      input.push_back({"PolicyDocument", c.document});
      EXPECT_OUTCOME(Call(action, input), "MalformedPolicyDocument (400): " + c.message)
          << action << ' ' << c.document;
    }
  }
  EXPECT_EQ(Must("ListUserPolicies", {{"UserName", "u"}}).Count("PolicyNames"), 0);
  EXPECT_EQ(Must("ListPolicies", {{"Scope", "Local"}}).Count("Policies"), 1);
  EXPECT_EQ(Must("ListPolicyVersions", {{"PolicyArn", Arn("policy/p")}}).Count("Versions"), 1);
}

TEST_F(MalformedPoliciesTest, TrustPoliciesHaveTheirOwnSentences) {
  const auto statement = [](const std::string& members) {
    return Document(R"({"Effect":"Allow",)" + members + "}");
  };
  const std::vector<Case> kTrustCases = {
      {statement(R"("Action":"sts:AssumeRole")"), "Missing required field Principal"},
      {statement(R"("Principal":{"AWS":"*"})"), "Missing required field Action"},
      {statement(R"("Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*")"),
       "Has prohibited field Resource"},
      {statement(R"("Principal":{"AWS":"*"},"Action":"s3:GetObject")"),
       "AssumeRole policy may only specify STS AssumeRole actions."},
      {statement(R"("NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole")"),
       "AssumeRole policy must not contain NotPrincipal field."},
  };
  for (const Case& c : kTrustCases) {
    EXPECT_OUTCOME(
        Call("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", c.document}}),
        "MalformedPolicyDocument (400): " + c.message)
        << c.document;
  }
}

TEST_F(MalformedPoliciesTest, IdentityPoliciesComeBackAsTheyWereSent) {
  const std::string spaced = R"(  { "Version" : "2012-10-17",
   "Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"} } )";
  Must("CreateUser", {{"UserName", "u"}});
  Must("PutUserPolicy", {{"UserName", "u"}, {"PolicyName", "p"}, {"PolicyDocument", spaced}});
  const std::string shown =
      Must("GetUserPolicy", {{"UserName", "u"}, {"PolicyName", "p"}}).Text("PolicyDocument");
  EXPECT_TRUE(shown.starts_with("%20%20%7B%20%22Version%22%20%3A")) << shown;
}

}  // namespace
}  // namespace mockaws
