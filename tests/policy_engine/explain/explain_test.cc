// Explanations: what each statement answered, what would have to change, how sure it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const StatementTrace& Only(const Explanation& explanation) {
  return explanation.policies.front().statements.front();
}

Explanation Of(const std::string& statement, const Context& context = {}) {
  Scene scene;
  scene.identity = {Policy(statement)};
  scene.context = context;
  return scene.Decide().explanation;
}

TEST(Explanation, NamesTheFirstElementThatDoesNotMatch) {
  const auto result = [](const std::string& statement) { return Only(Of(statement)).result; };
  EXPECT_EQ(result(R"("Effect":"Allow","Action":"s3:Put*","Resource":"none")"),
            StatementResult::kAction);
  EXPECT_EQ(result(R"("Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::other",
                      "Condition":{"Bool":{"k":"true"}})"),
            StatementResult::kResource);
  EXPECT_EQ(result(R"("Effect":"Allow","Action":"s3:Get*","Resource":"*",
                      "Condition":{"Bool":{"k":"true"}})"),
            StatementResult::kCondition);
  EXPECT_EQ(result(R"("Effect":"Allow","Action":"s3:Get*","Resource":"*")"),
            StatementResult::kMatched);
  Scene scene;
  scene.resource_policy = Grant(R"({"AWS":"999988887777"})");
  EXPECT_EQ(Only(scene.Decide().explanation).result, StatementResult::kPrincipal);
}

TEST(Explanation, ShowsOperatorKeyAndBothValuesOfAFailedCondition) {
  const Explanation explanation = Of(R"("Sid":"S1","Effect":"Allow","Action":"*","Resource":"*",
            "Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","192.0.2.0/24"]}})",
                                     {{"aws:SourceIp", "203.0.113.7"}});
  const StatementTrace& trace = Only(explanation);
  EXPECT_EQ(trace.sid, "S1");
  EXPECT_EQ(trace.condition_operator, "IpAddress");
  EXPECT_EQ(trace.condition_key, "aws:SourceIp");
  EXPECT_THAT(trace.wanted, ElementsAre("10.0.0.0/8", "192.0.2.0/24"));
  EXPECT_THAT(trace.got, ElementsAre("203.0.113.7"));
  const Explanation absent = Of(R"("Effect":"Allow","Action":"*","Resource":"*",
                                   "Condition":{"Bool":{"k:absent":"true"}})");
  EXPECT_FALSE(Only(absent).got_present);
}

TEST(Explanation, ShowsWantedValuesWithVariablesReplaced) {
  const Context context = {{"aws:username", "alice"}};
  const Explanation resource = Of(
      R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::home/${aws:username}/*")", context);
  EXPECT_THAT(Only(resource).wanted, ElementsAre("arn:aws:s3:::home/alice/*"));
  EXPECT_THAT(Only(resource).reason, HasSubstr("(written `arn:aws:s3:::home/${aws:username}/*`)"));
  const Explanation condition = Of(R"("Effect":"Allow","Action":"*","Resource":"*","Condition":
            {"StringEquals":{"s3:prefix":["${aws:username}","${aws:PrincipalTag/none}"]}})",
                                   context);
  EXPECT_THAT(Only(condition).wanted, ElementsAre("alice", "${aws:PrincipalTag/none}"));
  const Explanation number = Of(R"("Effect":"Allow","Action":"*","Resource":"*","Condition":
            {"Bool":{"k":"${aws:username}"}})",
                                context);
  EXPECT_THAT(Only(number).wanted, ElementsAre("${aws:username}"));
}

TEST(Explanation, CallsATrustPolicyByItsName) {
  Explanation explanation;
  explanation.decision.layer = Layer::kResource;
  EXPECT_THAT(explanation.ToText(), HasSubstr("decided by: resourcePolicy"));
  explanation.resource_policy_is_trust = true;
  EXPECT_THAT(explanation.ToText(), HasSubstr("decided by: trustPolicy"));
}

TEST(Explanation, GivesTheStatementsPlaceInItsPolicy) {
  Scene scene;
  scene.identity = {
      "{\"Version\": \"2012-10-17\",\n\"Statement\": [\n"
      "  {\"Effect\": \"Allow\", \"Action\": \"*\",\n   \"Resource\": \"*\"}]}"};
  const Explanation explanation = scene.Decide().explanation;
  EXPECT_EQ(Only(explanation).begin.line, 3U);
  EXPECT_EQ(Only(explanation).begin.column, 3U);
  EXPECT_EQ(Only(explanation).end.line, 4U);
  EXPECT_EQ(explanation.policies.front().source, "test");
}

TEST(Explanation, ListsEveryLayerThatLacksAnAllow) {
  Scene scene;
  scene.principal = "arn:aws:sts::111122223333:assumed-role/r/s";
  scene.identity = {kAllowNothing};
  scene.boundaries = {kAllowAll, kAllowNothing};
  scene.session = {{kAllowNothing}};
  scene.service_control = {{kAllowAll}, {kAllowNothing}};
  const Explanation explanation = scene.Decide().explanation;
  std::vector<std::pair<Layer, size_t>> lacking;
  for (const LayerTrace& lack : explanation.lacking) lacking.emplace_back(lack.layer, lack.level);
  EXPECT_THAT(lacking, ::testing::UnorderedElementsAre(std::pair(Layer::kServiceControl, size_t{1}),
                                                       std::pair(Layer::kIdentity, size_t{0}),
                                                       std::pair(Layer::kBoundary, size_t{1}),
                                                       std::pair(Layer::kSession, size_t{0})));
  EXPECT_EQ(explanation.changes.size(), 4U);
}

TEST(Explanation, GivingEveryLackingLayerItsAllowTurnsTheDecision) {
  Scene scene;
  scene.principal = "arn:aws:sts::111122223333:assumed-role/r/s";
  scene.resource_account = "444455556666";
  scene.boundaries = {kAllowNothing};
  for (int round = 0; round < 5 && !scene.Allows(); ++round) {
    for (const LayerTrace& lack : scene.Decide().explanation.lacking) {
      if (lack.layer == Layer::kIdentity) scene.identity = {kAllowAll};
      if (lack.layer == Layer::kBoundary) scene.boundaries = {kAllowAll};
      if (lack.layer == Layer::kResource)
        scene.resource_policy = Grant(R"({"AWS":"111122223333"})");
    }
    EXPECT_TRUE(scene.Allows());
  }
}

TEST(Explanation, ListsEveryStatementToLiftForAnExplicitDeny) {
  Scene scene;
  const std::string deny = Policy(R"("Sid":"No","Effect":"Deny","Action":"*","Resource":"*")");
  scene.identity = {kAllowAll, deny};
  scene.service_control = {{kAllowAll, deny}};
  const Explanation explanation = scene.Decide().explanation;
  EXPECT_EQ(explanation.denying.size(), 2U);
  ASSERT_EQ(explanation.changes.size(), 2U);
  EXPECT_THAT(explanation.changes[0], HasSubstr("Sid No"));
  scene.identity = {kAllowAll};
  scene.service_control = {{kAllowAll}};
  EXPECT_TRUE(scene.Allows());
}

TEST(Explanation, SaysThatAMultivaluedKeyNeedsASetOperator) {
  Scene scene;
  scene.identity = {Policy(R"("Effect":"Allow","Action":"*","Resource":"*",
                              "Condition":{"StringEquals":{"aws:TagKeys":"a"}})")};
  scene.lists = {{"aws:TagKeys", {"a"}}};
  EXPECT_THAT(Only(scene.Decide().explanation).reason, HasSubstr("multivalued"));
}

TEST(Explanation, RendersAsTextAndJson) {
  Scene scene;
  scene.identity = {kAllowNothing};
  const Explanation explanation = scene.Decide().explanation;
  EXPECT_THAT(explanation.ToText(), HasSubstr("implicitDeny"));
  EXPECT_THAT(explanation.ToText(), HasSubstr("because no identity-based policy allows"));
  const Json json = explanation.ToJson();
  EXPECT_EQ(json.Find("decision")->AsString(), "implicitDeny");
  EXPECT_EQ(json.Find("lacking")->items()[0].AsString(), "identityPolicy");
  EXPECT_EQ(json.Find("policies")
                ->items()[0]
                .Find("statements")
                ->items()[0]
                .Find("failedElement")
                ->AsString(),
            "action");
}

// ------------------------------------------------------------------ certainty

void ExpectUnsure(const Scene& scene, const std::string& section, const std::string& about) {
  const Explanation explanation = scene.Decide().explanation;
  EXPECT_EQ(explanation.certainty, Certainty::kUnsure) << about;
  EXPECT_EQ(explanation.certainty_section, section) << about;
  EXPECT_THAT(explanation.certainty_note, HasSubstr(about));
}

TEST(Certainty, IsDocumentedWhereNothingIsOpen) {
  Scene scene;
  scene.identity = {kAllowAll};
  const Explanation explanation = scene.Decide().explanation;
  EXPECT_EQ(explanation.certainty, Certainty::kDocumented);
  EXPECT_EQ(explanation.certainty_section, "6");
}

TEST(Certainty, IsUnsureWhereAStatementRestsOnAnOpenRule) {
  const auto with = [](const std::string& statement, const Context& context, const Lists& lists) {
    Scene scene;
    scene.identity = {Policy(R"("Effect":"Allow","Action":"*",)" + statement)};
    scene.context = context;
    scene.lists = lists;
    return scene;
  };
  ExpectUnsure(with(R"("Resource":"*","Condition":{"StringEquals":{"k:a":[]}})", {}, {}), "4.11",
               "empty lists");
  ExpectUnsure(with(R"("Resource":"*","Condition":{"Bool":{"k:a":"${k:b}"}})", {}, {}), "3.2",
               "Bool");
  ExpectUnsure(with(R"("NotResource":"arn:aws:s3:::${k:a}")", {}, {}), "3.3", "NotResource");
  ExpectUnsure(with(R"("Resource":"arn:aws:s3:::${k:a}")", {{"k:a", "*"}}, {}), "3.4", "wildcards");
  ExpectUnsure(
      with(R"("Resource":"*","Condition":{"ForAnyValue:StringLikeIfExists":{"k:a":"x"}})", {}, {}),
      "4.6", "ForAnyValue");
  ExpectUnsure(with(R"("Resource":"*","Condition":{"Null":{"aws:TagKeys":"true"}})", {},
                    {{"aws:TagKeys", {}}}),
               "4.8", "Null");
  ExpectUnsure(
      with(R"("Resource":"*","Condition":{"NumericLessThan":{"k:a":"1"}})", {{"k:a", "x"}}, {}),
      "4.9", "ordering");
}

TEST(Certainty, IsUnsureOfOrderingUnderTheOldVersionToo) {
  Scene scene;
  scene.context = {{"k:a", "x"}};
  scene.identity = {R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*",)"
                    R"("Condition":{"NumericLessThan":{"k:a":"1"}}}})"};
  ExpectUnsure(scene, "4.9", "ordering");
}

TEST(Certainty, IsUnsureOfPatternsInATrustPolicysActions) {
  Scene scene;
  scene.action = "sts:AssumeRole";
  scene.resource = "arn:aws:iam::111122223333:role/x";
  for (const char* action : {"sts:*", "sts:Assume*"}) {
    scene.trust =
        Policy(R"("Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},)"
               R"("Action":")" +
               std::string(action) + "\"");
    ExpectUnsure(scene, "1.4", "trust policy");
  }
  scene.trust = Trust(R"({"AWS":"arn:aws:iam::111122223333:user/alice"})");
  EXPECT_EQ(scene.Decide().explanation.certainty, Certainty::kDocumented);
}

TEST(Certainty, IsUnsureWhereTheCompositionIsOpen) {
  Scene assume;
  assume.principal = "arn:aws:sts::111122223333:assumed-role/r/s";
  assume.action = "sts:AssumeRole";
  assume.resource = "arn:aws:iam::111122223333:role/x";
  assume.trust = Trust(R"({"AWS":"*"})");
  assume.boundaries = {kAllowNothing};
  ExpectUnsure(assume, "6", "trust policy");
  Scene federated;
  federated.principal = "arn:aws:sts::111122223333:federated-user/bob";
  federated.resource_policy = Grant(R"("*")");
  ExpectUnsure(federated, "6", "federated");
  Scene malformed;
  malformed.resource = "nonsense";
  ExpectUnsure(malformed, "2.2", "no ARN");
  Scene listed;
  listed.action = "sqs:ListQueues";
  listed.resource = "*";
  listed.resource_control = {{Grant(R"("*")")}};
  ExpectUnsure(listed, "1.4", "without a resource");
}

}  // namespace
}  // namespace policy_engine
