// What a policy document may look like, by type.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

bool Parses(const std::string& text, PolicyType type = PolicyType::kIdentity) {
  return ParsePolicy(text, type).ok();
}
// Stored strictly.
bool Takes(const std::string& text, PolicyType type) { return AwsMessage(text, type).empty(); }

const std::string kAction = R"("Effect":"Allow","Action":"s3:GetObject")";
const std::string kGood = kAction + R"(,"Resource":"*")";

TEST(Document, StatementIsAnObjectOrANonEmptyList) {
  EXPECT_TRUE(Parses(R"({"Statement":{)" + kGood + "}}"));
  EXPECT_TRUE(Parses(R"({"Statement":[{)" + kGood + "}]}"));
  EXPECT_FALSE(Parses(R"({"Statement":[]})"));
  EXPECT_FALSE(Parses(R"({"Version":"2012-10-17"})"));
  EXPECT_FALSE(Parses("[]"));
}

TEST(Document, VersionIsOneOfTwoAndAbsentMeansTheOld) {
  EXPECT_TRUE(Parses(R"({"Version":"2008-10-17","Statement":{)" + kGood + "}}"));
  EXPECT_FALSE(Parses(R"({"Version":"2013-10-17","Statement":{)" + kGood + "}}"));
  const auto absent = ParsePolicy(R"({"Statement":{)" + kGood + "}}", PolicyType::kIdentity);
  ASSERT_TRUE(absent.ok());
  EXPECT_FALSE(absent->variables_enabled());
}

TEST(Document, ElementNamesAreCaseSensitiveAndKnown) {
  EXPECT_FALSE(Parses(R"({"statement":{)" + kGood + "}}"));
  EXPECT_FALSE(Parses(Policy(R"("effect":"Allow","Action":"*","Resource":"*")")));
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Note":"x")")));
  EXPECT_FALSE(Parses(R"({"Comment":"x","Statement":{)" + kGood + "}}"));
}

TEST(Document, ElementsComeInAnyOrder) {
  EXPECT_TRUE(
      Parses(R"({"Statement":[{"Resource":"*","Condition":{"Bool":{"k:a":true}},)"
             R"("Action":"*","Effect":"Allow","Sid":"S"}],"Id":"i","Version":"2012-10-17"})"));
}

TEST(Document, DuplicateKeysAreAnError) {
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Effect":"Deny")")));
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Condition":{"Bool":{"k":"true","k":"false"}})")));
}

TEST(Document, EffectIsExactlyAllowOrDeny) {
  for (const char* effect : {"allow", "ALLOW", "Permit", ""}) {
    EXPECT_FALSE(
        Parses(Policy(R"("Effect":")" + std::string(effect) + R"(","Action":"*","Resource":"*")")));
  }
}

TEST(Document, HasActionOrNotActionNotBoth) {
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"NotAction":"*")")));
  EXPECT_FALSE(Parses(Policy(R"("Effect":"Allow","Resource":"*")")));
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"NotResource":"*")")));
}

TEST(Document, StringsMayBeLists) {
  EXPECT_TRUE(Parses(Policy(R"("Effect":"Allow","Action":["a:b","c:d"],"Resource":["*"])")));
  EXPECT_FALSE(Parses(Policy(R"("Effect":"Allow","Action":[1],"Resource":"*")")));
  EXPECT_FALSE(Parses(Policy(R"("Effect":"Allow","Action":{"a":"b"},"Resource":"*")")));
}

TEST(Document, ConditionValuesMayBeStringsNumbersAndBooleans) {
  EXPECT_TRUE(Parses(
      Policy(kGood + R"(,"Condition":{"NumericEquals":{"k":[1,"2",3.5]},"Bool":{"k":true}})")));
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Condition":{"StringEquals":{"k":null}})")));
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Condition":{"StringEquals":{"k":{"a":"b"}}})")));
}

TEST(Condition, OperatorNamesAreCaseSensitiveAndUnknownOnesMalformed) {
  for (const char* op : {"stringEquals", "StringMatches", "NullIfExists", "ForAnyValue:Null",
                         "ForSomeValue:StringEquals", "StringEqualsIfexists"}) {
    EXPECT_FALSE(Parses(Policy(kGood + R"(,"Condition":{")" + op + R"(":{"k":"v"}})"))) << op;
  }
}

TEST(Condition, AnEmptyObjectUnderAnUnknownOperatorPasses) {
  EXPECT_TRUE(Parses(Policy(kGood + R"(,"Condition":{"Nonsense":{}})")));
}

TEST(Condition, AKeyTwiceInOtherCaseUnderOneOperatorIsAnError) {
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Condition":{"Bool":{"k:a":"true","K:A":"true"}})")));
}

TEST(Condition, AnEmptyValueListIsTaken) {
  EXPECT_TRUE(Parses(Policy(kGood + R"(,"Condition":{"StringEquals":{"k":[]}})")));
  EXPECT_TRUE(Takes(Policy(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"},)"
                           R"("Condition":{"StringEquals":{"sts:ExternalId":[]}})"),
                    PolicyType::kTrust));
}

TEST(IdentityPolicy, HasNoPrincipalAndNeedsAResource) {
  for (const PolicyType type : {PolicyType::kIdentity, PolicyType::kManaged, PolicyType::kBoundary,
                                PolicyType::kSession, PolicyType::kServiceControl}) {
    EXPECT_FALSE(Parses(Policy(kGood + R"(,"Principal":"*")"), type));
    EXPECT_FALSE(Parses(Policy(kGood + R"(,"NotPrincipal":{"AWS":"*"})"), type));
    EXPECT_FALSE(Parses(Policy(kAction), type));
    EXPECT_TRUE(Parses(Policy(kGood), type));
  }
}

TEST(IdentityPolicy, IsSavedWithVersion2012Only) {
  for (const char* version : {"", R"("Version":"2008-10-17",)"}) {
    EXPECT_EQ(AwsMessage("{" + std::string(version) + R"("Statement":{)" + kGood + "}}",
                         PolicyType::kManaged),
              "Policy document must be version 2012-10-17 or greater.");
  }
}

TEST(ResourcePolicy, NeedsAPrincipal) {
  EXPECT_FALSE(Parses(Policy(kGood), PolicyType::kResource));
  EXPECT_TRUE(Parses(Policy(kGood + R"(,"Principal":"*")"), PolicyType::kResource));
  EXPECT_TRUE(Parses(Policy(kGood + R"(,"NotPrincipal":{"AWS":"*"})"), PolicyType::kResource));
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Principal":"somebody")"), PolicyType::kResource));
  EXPECT_FALSE(Parses(Policy(kGood + R"(,"Principal":{"User":"x"})"), PolicyType::kResource));
}

TEST(TrustPolicy, NeedsAPrincipalAndHasNoResource) {
  const std::string action = R"("Effect":"Allow","Action":"sts:AssumeRole")";
  EXPECT_TRUE(Takes(Policy(action + R"(,"Principal":{"AWS":"111122223333"})"), PolicyType::kTrust));
  EXPECT_FALSE(Takes(Policy(action), PolicyType::kTrust));
  EXPECT_FALSE(
      Takes(Policy(action + R"(,"Principal":{"AWS":"*"},"Resource":"*")"), PolicyType::kTrust));
}

TEST(TrustPolicy, TakesAnyVersion) {
  for (const char* version : {"", R"("Version":"2008-10-17",)", R"("Version":"2012-10-17",)"}) {
    EXPECT_TRUE(Takes("{" + std::string(version) +
                          R"("Statement":{"Effect":"Allow",)"
                          R"("Action":"sts:AssumeRole","Principal":{"AWS":"111122223333"}}})",
                      PolicyType::kTrust));
  }
}

TEST(TrustPolicy, RefusesALoneStarAndTakesItUnderAws) {
  EXPECT_FALSE(Takes(Trust(R"("*")"), PolicyType::kTrust));
  EXPECT_TRUE(Takes(Trust(R"({"AWS":"*"})"), PolicyType::kTrust));
}

TEST(TrustPolicy, TakesOnlyActionsOfAssumingRoles) {
  const auto takes = [](const std::string& action) {
    return Takes(
        Policy(R"("Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":")" + action + "\""),
        PolicyType::kTrust);
  };
  for (const char* action :
       {"sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
        "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext", "sts:assumerole"}) {
    EXPECT_TRUE(takes(action)) << action;
  }
  for (const char* action : {"*", "sts:GetCallerIdentity", "s3:GetObject", "iam:*"}) {
    EXPECT_FALSE(takes(action)) << action;
  }
}

TEST(TrustPolicy, TakesPatternsOfAssumeActions) {
  for (const char* action : {"sts:*", "sts:Assume*"}) {
    EXPECT_TRUE(Takes(Policy(R"("Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":")" +
                             std::string(action) + "\""),
                      PolicyType::kTrust));
  }
}

TEST(ServiceControlPolicy, HasTheFullLanguage) {
  for (const std::string& statement :
       {std::string(R"("Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:s3:::b")"),
        std::string(R"("Effect":"Allow","Action":"s3:*Object","Resource":"arn:aws:s3:::b/*",)"
                    R"("Condition":{"Bool":{"aws:SecureTransport":"true"}})")}) {
    EXPECT_TRUE(Takes(Policy(statement), PolicyType::kServiceControl)) << statement;
  }
}

std::string Rcp(const std::string& rest) {
  return Policy(R"("Effect":"Deny","Resource":"*",)" + rest);
}

bool TakesRcpOf(const std::string& principal) {
  return Takes(Rcp(principal + R"(,"Action":"s3:GetObject")"), PolicyType::kResourceControl);
}

bool TakesRcpOn(const std::string& action) {
  return Takes(Rcp(R"("Principal":"*","Action":")" + action + "\""), PolicyType::kResourceControl);
}

TEST(ResourceControlPolicy, TakesEveryoneAsPrincipalBareOrUnderAws) {
  EXPECT_TRUE(TakesRcpOf(R"("Principal":"*")"));
  EXPECT_TRUE(TakesRcpOf(R"("Principal":{"AWS":"*"})"));
}

TEST(ResourceControlPolicy, RefusesAListOfPrincipals) {
  EXPECT_FALSE(TakesRcpOf(R"("Principal":{"AWS":["*"]})"));
  EXPECT_FALSE(TakesRcpOf(R"("Principal":{"AWS":["*","111122223333"]})"));
}

TEST(ResourceControlPolicy, RefusesAnAccountAsPrincipal) {
  EXPECT_FALSE(TakesRcpOf(R"("Principal":{"AWS":"111122223333"})"));
  EXPECT_FALSE(TakesRcpOf(R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"})"));
}

TEST(ResourceControlPolicy, RefusesNotPrincipalAndNotAction) {
  EXPECT_FALSE(TakesRcpOf(R"("NotPrincipal":{"AWS":"*"})"));
  EXPECT_FALSE(Takes(Rcp(R"("Principal":"*","NotAction":"s3:*")"), PolicyType::kResourceControl));
}

TEST(ResourceControlPolicy, OnlyDenies) {
  EXPECT_FALSE(Takes(Policy(R"("Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*")"),
                     PolicyType::kResourceControl));
}

TEST(ResourceControlPolicy, IsTakenWithoutVersionAndWithTheOldOne) {
  for (const char* version : {"", R"("Version":"2008-10-17",)"}) {
    EXPECT_TRUE(Takes("{" + std::string(version) +
                          R"("Statement":{"Effect":"Deny",)"
                          R"("Principal":"*","Action":"s3:*","Resource":"*"}})",
                      PolicyType::kResourceControl));
  }
}

TEST(ResourceControlPolicy, RefusesALoneStarAndTakesAServicesOwn) {
  EXPECT_FALSE(TakesRcpOn("*"));
  EXPECT_TRUE(TakesRcpOn("s3:*"));
}

TEST(ResourceControlPolicy, RefusesPrefixesWithoutSupport) {
  for (const char* action : {"iam:GetUser", "iam:*", "ec2:RunInstances", "nonesuch:Do"}) {
    EXPECT_FALSE(TakesRcpOn(action)) << action;
  }
}

TEST(ResourceControlPolicy, TakesUnknownActionsOfASupportedService) {
  EXPECT_TRUE(TakesRcpOn("s3:NoSuchAction"));
}

TEST(ResourceControlPolicy, TakesAPrefixInCapitals) { EXPECT_TRUE(TakesRcpOn("SQS:SendMessage")); }

TEST(ResourceControlPolicy, TakesNotResourceAndConditions) {
  EXPECT_TRUE(Takes(Policy(R"("Effect":"Deny","Principal":"*","Action":"s3:*",
      "NotResource":"arn:aws:s3:::open/*","Condition":{"Bool":{"aws:SecureTransport":"false"}})"),
                    PolicyType::kResourceControl));
}

TEST(PolicySize, LeavesWhiteSpaceOut) {
  EXPECT_EQ(PolicySizeWithoutWhitespace(" {\t\"a\" :\r\n \"b c\"} "), 10U);
  EXPECT_EQ(PolicySizeWithoutWhitespace("ÿ"), 1U);
}

TEST(PolicySize, HasALimitByType) {
  EXPECT_EQ(SizeLimitOf(PolicyType::kManaged).characters_max, 6144U);
  EXPECT_EQ(SizeLimitOf(PolicyType::kIdentity).characters_max, 2048U);
  EXPECT_EQ(SizeLimitOf(PolicyType::kTrust).characters_max, 2048U);
  EXPECT_EQ(SizeLimitOf(PolicyType::kSession).characters_max, 2048U);
  EXPECT_EQ(SizeLimitOf(PolicyType::kServiceControl).characters_max, 10240U);
  EXPECT_TRUE(SizeLimitOf(PolicyType::kServiceControl).counts_whitespace);
  EXPECT_EQ(SizeLimitOf(PolicyType::kResourceControl).characters_max, 5120U);
}

TEST(Issues, NamePlaceAndPosition) {
  const auto parsed = ParsePolicy(
      "{\"Version\": \"2012-10-17\",\n \"Statement\": [\n"
      "  {\"Effect\": \"allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}",
      PolicyType::kIdentity, {.source = "p.json"});
  ASSERT_FALSE(parsed.ok());
  const PolicyIssue& issue = parsed.error().issues.front();
  EXPECT_EQ(issue.json_pointer, "/Statement/0/Effect");
  EXPECT_EQ(issue.position.line, 3U);
  EXPECT_EQ(issue.position.column, 14U);
  EXPECT_EQ(parsed.error().ToText().substr(0, 12), "p.json:3:14:");
}

}  // namespace
}  // namespace policy_engine
