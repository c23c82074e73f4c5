// Differences of policies, and the trust graph's drawings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/questions/difference.h"
#include "simulator/questions/trust_drawing.h"

namespace simulator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string Policy(const std::string& members) {
  return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)" + members + "}}";
}

std::vector<std::string> Diff(const std::string& before, const std::string& after) {
  auto old_state = StateOfPolicy(before, "old");
  auto new_state = StateOfPolicy(after, "new");
  const auto changes = Difference(**old_state, **new_state);
  std::vector<std::string> texts;
  for (const Change& change : *changes) {
    texts.push_back(change.action + " on " + change.resource + ": " + change.before + " -> " +
                    change.after);
  }
  return texts;
}

TEST(Difference, TellsWhatAChangeGrantsAndTakesAway) {
  EXPECT_THAT(Diff(Policy(R"("Action":"sqs:SendMessage","Resource":"*")"),
                   Policy(R"("Action":"sqs:ReceiveMessage","Resource":"*")")),
              ElementsAre("sqs:ReceiveMessage on *: denied -> allowed",
                          "sqs:SendMessage on *: allowed -> denied"));
}

TEST(Difference, AWideResourceHoldsANarrowOne) {
  EXPECT_THAT(Diff(Policy(R"("Action":"sqs:SendMessage","Resource":"*")"),
                   Policy(R"("Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:*:q*")")),
              ElementsAre("sqs:SendMessage on *: allowed -> denied"));
}

TEST(Difference, AConditionMakesAnActionConditional) {
  EXPECT_THAT(Diff(Policy(R"("Action":"sqs:SendMessage","Resource":"*")"),
                   Policy(R"("Action":"sqs:SendMessage","Resource":"*",)"
                          R"("Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}})")),
              ElementsAre("sqs:SendMessage on *: allowed -> conditional"));
}

TEST(Difference, OtherWordsForTheSameAreNoDifference) {
  EXPECT_THAT(Diff(Policy(R"("Action":"SQS:sendmessage","Resource":"*")"),
                   Policy(R"("Action":["sqs:SendMessage"],"Resource":["*"])")),
              IsEmpty());
}

TEST(AskedState, BadPoliciesAreToldWithTheirPlace) {
  const auto state = StateOfPolicy("{\n]", "a.json");
  ASSERT_FALSE(state.ok());
  EXPECT_THAT(state.error().message, HasSubstr("a.json:2:1: "));
  EXPECT_FALSE(StateOfServer("127.0.0.1").ok());
  EXPECT_FALSE(StateOfServer("http://127.0.0.1:99999").ok());
}

// Two roles that may assume each other, and somebody with a hostile name.
policy_engine::Json Circle() {
  return *policy_engine::ParseJson(R"({"nodes":[
    {"id":"a","kind":"role"},{"id":"b","kind":"role"},{"id":"<script>\"","kind":"user"},
    {"id":"alone","kind":"user"}],
    "edges":[{"from":"a","to":"b","decision":"allowed"},{"from":"b","to":"a","decision":"allowed"},
     {"from":"<script>\"","to":"a","decision":"conditional","sure":true,
      "conditions":[{"operator":"StringEquals","key":"sts:ExternalId","values":["x"]}]}]})");
}

TEST(TrustText, FollowsCirclesOnce) {
  const std::string text = TrustText(Circle());
  EXPECT_THAT(
      text, HasSubstr("-> a  if sts:ExternalId StringEquals x\n    -> b\n      -> a  (see above)"));
  EXPECT_THAT(text, Not(HasSubstr("alone")));
}

TEST(TrustDrawings, EscapeNames) {
  EXPECT_THAT(TrustSvg(Circle()), Not(HasSubstr("<script>")));
  EXPECT_THAT(TrustSvg(Circle()), HasSubstr("sts:ExternalId"));
  EXPECT_THAT(TrustDot(Circle()), HasSubstr(R"("<script>\"")"));
}

}  // namespace
}  // namespace simulator
