// who-can, what-can, principals and trust-graph of the control API.
#include <gmock/gmock.h>

#include "policy_engine/base/json.h"
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

using policy_engine::Json;
using policy_engine::ParseJson;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Questions : public StsTest {
 protected:
  // `arn decision key=value…` of each entry.
  static std::vector<std::string> Summaries(const std::string& answer, std::string_view list,
                                            std::initializer_list<std::string_view> members) {
    std::vector<std::string> all;
    const auto json = ParseJson(answer);
    for (const Json& entry : json->Find(list)->items()) {
      std::string text;
      for (const std::string_view member : members) {
        std::string value = entry.Find(member)->AsString();
        value.erase(0, value.rfind('/') == std::string::npos ? 0 : value.rfind('/') + 1);
        text += value + " ";
      }
      if (const Json* conditions = entry.Find("conditions")) {
        for (const Json& condition : conditions->items()) {
          text += condition.Find("key")->AsString() + "=" +
                  condition.Find("values")->items().at(0).AsString() + " ";
        }
      }
      text.pop_back();
      all.push_back(text);
    }
    return all;
  }
  std::vector<std::string> WhoCan(const std::string& action, const std::string& resource,
                                  const std::string& more = "") {
    return Summaries(Control("who-can", R"({"action":")" + action + R"(","resource":")" + resource +
                                            "\"" + more + "}"),
                     "principals", {"arn", "decision"});
  }
  std::vector<std::string> WhatCan(const std::string& principal) {
    return Summaries(Control("what-can", R"({"principal":")" + principal + R"("})"), "actions",
                     {"action", "resource", "decision"});
  }
};

TEST_F(Questions, WhoCanNamesThoseWhoMayAndTheConditionsOnTheRequest) {
  NewUser("ana", Policy(R"("Action":"s3:GetObject","Resource":"*")"));
  NewUser("ben", Policy(R"("Action":"s3:GetObject","Resource":"*",)"
                        R"("Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})"));
  NewUser("eve", Policy(R"("Action":"s3:PutObject","Resource":"*")"));
  EXPECT_THAT(WhoCan("s3:GetObject", "arn:aws:s3:::b/k"),
              ElementsAre("arn:aws:iam::111122223333:root allowed", "ana allowed",
                          "ben conditional aws:SourceIp=10.0.0.0/8"));
  EXPECT_THAT(
      WhoCan("s3:GetObject", "arn:aws:s3:::b/k", R"(,"context":{"aws:SourceIp":"10.1.2.3"})"),
      ElementsAre("arn:aws:iam::111122223333:root allowed", "ana allowed", "ben allowed"));
}

TEST_F(Questions, AllConditionsOfBothHandsAreFound) {
  NewUser("ana", Policy(R"("Action":"sts:AssumeRole","Resource":"*",)"
                        R"("Condition":{"Bool":{"aws:SecureTransport":"false"}})"));
  NewRole("r", Trust(R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",)"
                     R"("Condition":{"StringEquals":{"sts:ExternalId":"x"},)"
                     R"("Bool":{"aws:MultiFactorAuthPresent":"true"}})"));
  EXPECT_THAT(
      WhoCan("sts:AssumeRole", Arn("role/r")),
      ::testing::Contains(::testing::AllOf(::testing::StartsWith("ana conditional"),
                                           ::testing::HasSubstr("sts:ExternalId=x"),
                                           ::testing::HasSubstr("aws:MultiFactorAuthPresent=true"),
                                           ::testing::HasSubstr("aws:SecureTransport=false"))));
}

TEST_F(Questions, WhatThePrincipalFixesIsNoOpenCondition) {
  NewUser("ana", Policy(R"("Action":"s3:GetObject","Resource":"*",)"
                        R"("Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}})"));
  EXPECT_THAT(WhoCan("s3:GetObject", "arn:aws:s3:::b/k"),
              ElementsAre("arn:aws:iam::111122223333:root allowed"));
}

TEST_F(Questions, WhatCanNamesActionsOnTheResourcesOfThePolicies) {
  NewUser("ana", Policy(R"("Action":["s3:GetObject","s3:ListAllMyBuckets"],)"
                        R"("Resource":["arn:aws:s3:::b/${aws:username}/*"])"));
  NewRole("r", TrustAll());
  const auto what = WhatCan(Arn("user/ana"));
  EXPECT_THAT(what, ::testing::Contains("s3:GetObject * allowed"));
  EXPECT_THAT(what, ::testing::Not(::testing::Contains(::testing::HasSubstr("ListAllMyBuckets"))));
  EXPECT_THAT(what, ::testing::Not(::testing::Contains(::testing::HasSubstr("sts:AssumeRole"))));
  EXPECT_EQ(ParseJson(Control("what-can", R"({"principal":")" + Arn("user/ana") + R"("})"))
                ->Find("actions")
                ->items()
                .at(0)
                .Find("resource")
                ->AsString(),
            "arn:aws:s3:::b/ana/*");
}

TEST_F(Questions, WhatCanFindsRolesThatBothHandsOpen) {
  NewUser("ana", Policy(R"("Action":"sts:AssumeRole","Resource":"*")"));
  NewRole("r", TrustAll());
  NewRole("closed",
          Trust(R"("Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole")"));
  EXPECT_THAT(WhatCan(Arn("user/ana")), ::testing::Contains("sts:AssumeRole r allowed"));
  EXPECT_THAT(WhatCan(Arn("user/ana")),
              ::testing::Not(::testing::Contains(::testing::HasSubstr("closed"))));
}

TEST_F(Questions, TheTrustGraphHasInsidersOutsidersAndCircles) {
  NewUser("ana", Policy(R"("Action":"sts:AssumeRole","Resource":"*")"));
  NewRole("one", Trust(R"("Principal":{"AWS":["111122223333","999988887777"],)"
                       R"("Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole",)"
                       R"("Condition":{"StringEquals":{"sts:ExternalId":"x"}})"));
  Must("PutRolePolicy",
       {{"RoleName", "one"}, {"PolicyName", "p"}, {"PolicyDocument", std::string(kAllowAll)}});
  const auto edges = Summaries(Control("trust-graph", ""), "edges", {"from", "to", "decision"});
  EXPECT_THAT(edges,
              ::testing::UnorderedElementsAre(
                  "ana one conditional sts:ExternalId=x", "one one conditional sts:ExternalId=x",
                  "arn:aws:iam::999988887777:root one conditional sts:ExternalId=x",
                  "ec2.amazonaws.com one conditional sts:ExternalId=x"));
}

TEST_F(Questions, BadQuestionsAreRefusedInClearWords) {
  EXPECT_NE(Control("what-can", R"({"principal":""})", 400).find("principal"), std::string::npos);
  EXPECT_NE(Control("who-can", R"({"action":"s3:*"})", 400).find("one action"), std::string::npos);
  EXPECT_NE(Control("what-can", R"({"principal":"arn:aws:iam::111122223333:user/x"})", 404)
                .find("no principal"),
            std::string::npos);
  EXPECT_NE(Control("what-can", R"({"principal":"x","questions":[1]})", 400).find("questions"),
            std::string::npos);
}

}  // namespace
}  // namespace mockaws
