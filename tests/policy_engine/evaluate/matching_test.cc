// Which actions and resources a statement matches; policy variables.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

bool ActionMatches(const std::string& json, const std::string& action) {
  Scene scene;
  scene.action = action;
  scene.identity = {Policy(R"("Effect":"Allow","Action":)" + json + R"(,"Resource":"*")")};
  return scene.Allows();
}

bool Matches(const std::string& pattern, const std::string& resource) {
  return ResourceMatches("\"" + pattern + "\"", resource);
}

TEST(Action, IsCaseInsensitiveInBothParts) {
  EXPECT_TRUE(ActionMatches(R"("S3:getOBJECT")", "s3:GetObject"));
  EXPECT_TRUE(ActionMatches(R"("s3:getobject")", "S3:GETOBJECT"));
  EXPECT_FALSE(ActionMatches(R"("s3:GetObject")", "s3:GetObjectAcl"));
}

TEST(Action, TakesWildcardsAnywhereInTheName) {
  EXPECT_TRUE(ActionMatches(R"("s3:*Obj?ct")", "s3:GetObject"));
  EXPECT_TRUE(ActionMatches(R"("s3:*")", "s3:GetObject"));
  EXPECT_TRUE(ActionMatches(R"("*")", "s3:GetObject"));
  EXPECT_FALSE(ActionMatches(R"("s3:?")", "s3:GetObject"));
  EXPECT_FALSE(ActionMatches(R"("ec2:*")", "s3:GetObject"));
}

TEST(NotAction, MatchesEverythingThatTheListDoesNot) {
  const auto allows = [](const char* action) {
    Scene scene;
    scene.action = action;
    scene.identity = {
        Policy(R"("Effect":"Allow","NotAction":["iam:*","s3:Delete*"],"Resource":"*")")};
    return scene.Allows();
  };
  EXPECT_TRUE(allows("s3:GetObject"));
  EXPECT_TRUE(allows("ec2:RunInstances"));
  EXPECT_FALSE(allows("IAM:CreateUser"));
  EXPECT_FALSE(allows("s3:DeleteObject"));
}

TEST(Resource, WildcardsCrossSlashesAndColonsInTheResourcePart) {
  EXPECT_TRUE(Matches("arn:aws:s3:::b/folder/*/object", "arn:aws:s3:::b/folder/a:b/object"));
  EXPECT_TRUE(Matches("arn:aws:s3:::b/*/z", "arn:aws:s3:::b/x/y/z"));
  EXPECT_TRUE(Matches("arn:aws:s3:::bucket*", "arn:aws:s3:::bucket:x/y"));
  EXPECT_TRUE(Matches("arn:aws:s3:::b?t", "arn:aws:s3:::b/t"));
}

TEST(Resource, TheFirstFiveFieldsMatchOneByOne) {
  EXPECT_TRUE(Matches("arn:aws:sqs:*:1*:q", "arn:aws:sqs:eu-west-1:111122223333:q"));
  EXPECT_FALSE(Matches("arn:aws:sqs:*:q", "arn:aws:sqs:eu-west-1:111122223333:q"));
  EXPECT_FALSE(Matches("arn:aws:sqs:*::q", "arn:aws:sqs:eu-west-1:111122223333:q"));
  EXPECT_TRUE(Matches("arn:*:s3:::b", "arn:aws-cn:s3:::b"));
}

TEST(Resource, MalformedArnsMatchNothingButALoneStar) {
  EXPECT_FALSE(Matches("arn:aws:s3", "arn:aws:s3"));
  EXPECT_FALSE(Matches("arn:*", "arn:aws:s3:::b"));
  EXPECT_TRUE(Matches("*", "nonsense"));
}

TEST(Resource, IsCaseSensitive) {
  EXPECT_FALSE(Matches("arn:aws:s3:::Bucket", "arn:aws:s3:::bucket"));
  EXPECT_FALSE(Matches("arn:AWS:s3:::bucket", "arn:aws:s3:::bucket"));
}

TEST(Resource, QuestionMarkIsOneUtf16Unit) {
  EXPECT_TRUE(Matches("arn:aws:s3:::b/??", "arn:aws:s3:::b/\xF0\x9F\x98\x80"));
  EXPECT_FALSE(Matches("arn:aws:s3:::b/?", "arn:aws:s3:::b/\xF0\x9F\x98\x80"));
  EXPECT_TRUE(Matches("arn:aws:s3:::b/?", "arn:aws:s3:::b/é"));
}

TEST(Resource, WildcardsMatchNewlinesAndBracketsArePlain) {
  EXPECT_TRUE(Matches("arn:aws:s3:::b/*c", "arn:aws:s3:::b/a\n\nc"));
  EXPECT_TRUE(Matches("arn:aws:s3:::b/?", "arn:aws:s3:::b/\n"));
  EXPECT_TRUE(Matches("arn:aws:s3:::b/[x]", "arn:aws:s3:::b/[x]"));
  EXPECT_FALSE(Matches("arn:aws:s3:::b/[x]", "arn:aws:s3:::b/x"));
  EXPECT_TRUE(Matches(R"(arn:aws:s3:::b/\\*)", R"(arn:aws:s3:::b/\x)"));
}

TEST(NotResource, MatchesEverythingThatTheListDoesNot) {
  Scene scene;
  scene.identity = {Policy(
      R"("Effect":"Allow","Action":"*","NotResource":["arn:aws:s3:::secret","arn:aws:s3:::secret/*"])")};
  EXPECT_TRUE(scene.Allows());
  scene.resource = "arn:aws:s3:::secret/key";
  EXPECT_FALSE(scene.Allows());
}

TEST(NoResource, OnlyAPatternThatMatchesAStarMeetsIt) {
  EXPECT_TRUE(Matches("*", "*"));
  EXPECT_FALSE(Matches("arn:aws:s3:::*", "*"));
  Scene scene;
  scene.resource = "*";
  scene.identity = {Policy(R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::secret")")};
  EXPECT_TRUE(scene.Allows());
}

TEST(Glob, StaysBoundedOnHostilePatterns) {
  std::string stars = "arn:aws:s3:::";
  for (int i = 0; i < 500; ++i) stars += "*a";
  const std::string text = "arn:aws:s3:::" + std::string(20000, 'a');
  EXPECT_FALSE(Matches(stars + "*b", text));
  EXPECT_TRUE(Matches(stars + "*", text));
  const std::string condition = R"("StringLike":{"k:a":")" + stars.substr(13) + "*b\"}";
  EXPECT_FALSE(Meets(condition, {{"k:a", std::string(20000, 'a')}}));
}

// ------------------------------------------------------------------ variables

TEST(Variable, TakesItsValueLiterally) {
  const std::string json = R"("arn:aws:s3:::b/${aws:username}/*")";
  EXPECT_TRUE(ResourceMatches(json, "arn:aws:s3:::b/alice/x", {{"aws:username", "alice"}}));
  EXPECT_FALSE(ResourceMatches(json, "arn:aws:s3:::b/bob/x", {{"aws:username", "alice"}}));
  EXPECT_FALSE(ResourceMatches(json, "arn:aws:s3:::b/bob/x", {{"aws:username", "*"}}));
  EXPECT_TRUE(ResourceMatches(json, "arn:aws:s3:::b/*/x", {{"aws:username", "*"}}));
}

TEST(Variable, NamesAreCaseInsensitive) {
  EXPECT_TRUE(ResourceMatches(R"("arn:aws:s3:::b/${AWS:UserName}")", "arn:aws:s3:::b/alice",
                              {{"aws:username", "alice"}}));
}

TEST(Variable, EscapesStandForStarQuestionMarkAndDollar) {
  const std::string json = R"("arn:aws:s3:::b/${*}${?}${$}")";
  EXPECT_TRUE(ResourceMatches(json, "arn:aws:s3:::b/*?$"));
  EXPECT_FALSE(ResourceMatches(json, "arn:aws:s3:::b/xy$"));
}

TEST(Variable, IsTextInDocumentsOlderThan2012) {
  Scene scene;
  scene.context = {{"aws:username", "key"}};
  for (const char* version : {R"("Version":"2008-10-17",)", ""}) {
    scene.identity = {"{" + std::string(version) +
                      R"("Statement":{"Effect":"Allow","Action":"*",)"
                      R"("Resource":"arn:aws:s3:::bucket/${aws:username}"}})"};
    scene.resource = "arn:aws:s3:::bucket/key";
    EXPECT_FALSE(scene.Allows());
    scene.resource = "arn:aws:s3:::bucket/${aws:username}";
    EXPECT_TRUE(scene.Allows());
  }
}

TEST(Variable, WorksInAnyFieldOfAnArnAndAsAWholeArn) {
  const Context context = {{"k:part", "aws"},
                           {"k:svc", "s3"},
                           {"k:arn", "arn:aws:s3:::bucket"},
                           {"k:account", "111122223333"}};
  EXPECT_TRUE(
      ResourceMatches(R"("arn:${k:part}:${k:svc}:::bucket")", "arn:aws:s3:::bucket", context));
  EXPECT_TRUE(ResourceMatches(R"("${k:arn}")", "arn:aws:s3:::bucket", context));
  EXPECT_TRUE(ResourceMatches(R"("arn:aws:sqs:*:${k:account}:q")", "arn:aws:sqs:eu:111122223333:q",
                              context));
}

TEST(Variable, ThatLeavesAShortArnMatchesNothing) {
  EXPECT_FALSE(ResourceMatches(R"("${k:arn}")", "arn:aws:kms", {{"k:arn", "arn:aws:kms"}}));
  EXPECT_FALSE(ResourceMatches(R"("${k:arn}")", "arn:aws:kms:::key/x", {{"k:arn", "arn:aws:kms"}}));
}

TEST(Variable, AbsentKeyTakesItsDefault) {
  const std::string json = R"("arn:aws:s3:::b/${aws:PrincipalTag/team, 'common'}")";
  EXPECT_TRUE(ResourceMatches(json, "arn:aws:s3:::b/common"));
  EXPECT_TRUE(ResourceMatches(json, "arn:aws:s3:::b/red", {{"aws:PrincipalTag/team", "red"}}));
  EXPECT_FALSE(ResourceMatches(json, "arn:aws:s3:::b/common", {{"aws:PrincipalTag/team", "red"}}));
}

TEST(Variable, AbsentKeyMatchesNothingButNegatedOperatorsDo) {
  const Context context = {{"k:a", "v"}};
  EXPECT_FALSE(ResourceMatches(R"("arn:aws:s3:::b/${k:none}*")", "arn:aws:s3:::b/x"));
  EXPECT_FALSE(Meets(R"("StringEquals":{"k:a":"${k:none}"})", context));
  EXPECT_FALSE(Meets(R"("StringLike":{"k:a":"${k:none}*"})", context));
  EXPECT_TRUE(Meets(R"("StringNotEquals":{"k:a":"${k:none}"})", context));
  EXPECT_TRUE(Meets(R"("StringNotLike":{"k:a":"*${k:none}"})", context));
}

TEST(Variable, UnresolvedInNotResourceNeverAllowsButDenies) {
  Scene scene;
  scene.identity = {
      Policy(R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::b/${k:none}")")};
  EXPECT_FALSE(scene.Allows());
  scene.identity = {
      kAllowAll,
      Policy(R"("Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::b/${k:none}")")};
  EXPECT_TRUE(scene.Decide().explicitly_denied());
}

TEST(Variable, OfAMultivaluedKeyStaysUnresolvedEvenWithADefault) {
  const Lists lists = {{"aws:TagKeys", {"v"}}};
  const Context context = {{"k:a", "v"}};
  EXPECT_FALSE(Meets(R"("StringEquals":{"k:a":"${aws:TagKeys}"})", context, lists));
  EXPECT_FALSE(Meets(R"("StringEquals":{"k:a":"${aws:TagKeys, 'v'}"})", context, lists));
  EXPECT_FALSE(Meets(R"("StringEquals":{"k:a":"${aws:TagKeys, 'v'}"})", context));
  EXPECT_TRUE(Meets(R"("StringNotEquals":{"k:a":"${aws:TagKeys}"})", context, lists));
}

TEST(Variable, IsReadUnderStringAndArnOperatorsOnly) {
  const Context context = {{"k:a", "10"}, {"k:b", "10"}, {"k:ip", "10.0.0.1"}};
  EXPECT_TRUE(Meets(R"("StringEquals":{"k:a":"${k:b}"})", context));
  EXPECT_FALSE(Meets(R"("NumericEquals":{"k:a":"${k:b}"})", context));
  EXPECT_FALSE(Meets(R"("IpAddress":{"k:ip":"${k:ip}"})", context));
}

TEST(Variable, StaysTextInActionsAndPrincipals) {
  Scene scene;
  scene.context = {{"k:a", "GetObject"}};
  scene.identity = {Policy(R"("Effect":"Allow","Action":"s3:${k:a}","Resource":"*")")};
  EXPECT_FALSE(scene.Allows());
}

TEST(Variable, WorksInEveryPolicyType) {
  const std::string mine = R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${k:a}")";
  const std::string shared =
      R"("Effect":"Allow","Principal":"*","Action":"*","Resource":"arn:aws:s3:::b/${k:a}")";
  for (const char* value : {"x", "y"}) {
    Scene scene;
    scene.principal = "arn:aws:sts::111122223333:assumed-role/r/s";
    scene.resource = "arn:aws:s3:::b/x";
    scene.context = {{"k:a", value}};
    const bool want = scene.context[0].second == "x";
    scene.identity = {Policy(mine)};
    EXPECT_EQ(scene.Allows(), want);
    scene.identity = {kAllowAll};
    const Scene plain = scene;
    scene.boundaries = {Policy(mine)};
    EXPECT_EQ(scene.Allows(), want);
    scene = plain;
    scene.session = {{Policy(mine)}};
    EXPECT_EQ(scene.Allows(), want);
    scene = plain;
    scene.service_control = {{Policy(mine)}};
    EXPECT_EQ(scene.Allows(), want);
    scene = plain;
    scene.vpc_endpoint = Policy(shared);
    EXPECT_EQ(scene.Allows(), want);
    scene = plain;
    scene.identity.clear();
    scene.resource_policy = Policy(shared);
    EXPECT_EQ(scene.Allows(), want);
  }
}

}  // namespace
}  // namespace policy_engine
