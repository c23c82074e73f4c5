// Expected sentences are AWS's own, from recordings of IAM and STS unless a comment says otherwise.
#include "mockaws/model/bind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mockaws/model/constraints.h"
#include "mockaws/model/flat_input.h"

namespace mockaws {
namespace {

using ::testing::StartsWith;

ApiResult<Value> Bind(const ServiceModel& service, const char* operation,
                      const QueryParameters& parameters) {
  return BindInput(service, *service.Find(operation), parameters);
}
ApiResult<Value> Iam(const char* operation, const QueryParameters& parameters) {
  return Bind(IamModel(), operation, parameters);
}
ApiResult<Value> Sts(const char* operation, const QueryParameters& parameters) {
  return Bind(StsModel(), operation, parameters);
}

// `CODE: MESSAGE`, or `ok`.
std::string Answer(const ApiResult<Value>& result) {
  if (result.ok()) return "ok";
  EXPECT_EQ(result.error().status, 400);
  return result.error().code + ": " + result.error().message;
}

constexpr char kRole[] = "arn:aws:iam::111122223333:role/demo";
constexpr char kArnPattern[] =
    R"([\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+)";

std::string Assume(const QueryParameters& parameters) {
  return Answer(Sts("AssumeRole", parameters));
}
std::string AssumeFor(const char* duration) {
  return Assume(
      {{"RoleArn", kRole}, {"RoleSessionName", "session"}, {"DurationSeconds", duration}});
}
std::string TagUser(QueryParameters parameters) {
  parameters.insert(parameters.begin(), {"UserName", "ann"});
  return Answer(Iam("TagUser", parameters));
}
std::string ContextKeys(const std::vector<std::string>& indexes) {
  QueryParameters parameters;
  for (const std::string& index : indexes) {
    parameters.emplace_back("PolicyInputList.member." + index, "{}");
  }
  return Answer(Iam("GetContextKeysForCustomPolicy", parameters));
}

// The short way and the long one must agree wherever the short one answers.
void ExpectBothWaysAlike(const QueryParameters& parameters, bool short_way_answers) {
  const ServiceModel& sts = StsModel();
  const Shape& input = *sts.Find("AssumeRole")->input;
  const auto flat = BindFlatInput(input, parameters);
  EXPECT_EQ(flat.has_value(), short_way_answers);
  const auto tree = ReadInput(input, parameters);
  if (!flat) return;
  ASSERT_TRUE(tree.ok());
  const auto checked = CheckInput(sts, input, *tree);
  ASSERT_TRUE(checked.ok());
  EXPECT_TRUE(*flat == *checked);
}

TEST(BindInput, BindsScalarsTheShortWayAsTheLongWayDoes) {
  const QueryParameters good = {{"Action", "AssumeRole"},       {"Version", "2011-06-15"},
                                {"RoleSessionName", "session"}, {"RoleArn", kRole},
                                {"DurationSeconds", "+0900"},   {"ExternalId", "x-1"}};
  const auto with = [&](std::pair<std::string, std::string> more) {
    QueryParameters parameters = good;
    parameters.push_back(std::move(more));
    return parameters;
  };
  ExpectBothWaysAlike(good, true);
  ExpectBothWaysAlike(with({"ExternalId", "a second one"}), true);
  ExpectBothWaysAlike(with({"Unknown.member.1", "x"}), true);
  ExpectBothWaysAlike(with({"SerialNumber", "arn:aws:iam::111122223333:mfa/m"}), true);
  ExpectBothWaysAlike(with({"Tags.member.1.Key", "team"}), false);
  ExpectBothWaysAlike(with({"Tags", ""}), false);
  ExpectBothWaysAlike(with({"TokenCode", "12"}), false);
  ExpectBothWaysAlike(with({"TokenCode.x", "123456"}), false);
  ExpectBothWaysAlike({{"RoleArn", kRole}}, false);
  ExpectBothWaysAlike({{"RoleArn", kRole}, {"RoleSessionName", "a b"}}, false);
}

TEST(BindInput, BuildsTypedMembersAndIgnoresUnknownOnes) {
  const auto input = Sts("AssumeRole", {{"Action", "AssumeRole"},
                                        {"Version", "2011-06-15"},
                                        {"RoleArn", kRole},
                                        {"RoleSessionName", "session"},
                                        {"DurationSeconds", "900"},
                                        {"Tags.member.1.Key", "team"},
                                        {"Tags.member.1.Value", ""},
                                        {"Tags.member.1.Other", "x"},
                                        {"TransitiveTagKeys.member.1", "team"},
                                        {"Unknown", "value"},
                                        {"", "nameless"}});
  ASSERT_TRUE(input.ok()) << Answer(input);
  EXPECT_EQ(input->Str("RoleArn"), kRole);
  EXPECT_EQ(input->OptInt("DurationSeconds"), 900);
  ASSERT_EQ(input->ListOf("Tags").size(), 1u);
  EXPECT_EQ(input->ListOf("Tags")[0].Str("Key"), "team");
  EXPECT_EQ(input->ListOf("Tags")[0].Str("Value"), "");
  EXPECT_EQ(input->ListOf("TransitiveTagKeys")[0].AsString(), "team");
  EXPECT_FALSE(input->Has("Unknown"));
  EXPECT_FALSE(input->Has("ExternalId"));
}

TEST(BindInput, TakesTheFirstOfAScalarGivenTwice) {
  const QueryParameters good_first = {
      {"RoleArn", kRole}, {"RoleArn", "not-an-arn"}, {"RoleSessionName", "session"}};
  EXPECT_EQ(Sts("AssumeRole", good_first)->Str("RoleArn"), kRole);
  EXPECT_EQ(Assume({{"RoleArn", "not-an-arn"}, {"RoleArn", kRole}, {"RoleSessionName", "session"}}),
            "ValidationError: 1 validation error detected: Value 'not-an-arn' at 'roleArn' failed "
            "to satisfy constraint: Member must have length greater than or equal to 20");
  EXPECT_EQ(Assume({{"RoleArn", kRole},
                    {"RoleSessionName", "session"},
                    {"DurationSeconds", "900"},
                    {"DurationSeconds", "abc"}}),
            "ok");
}

TEST(BindInput, RefusesWhatIsMissing) {
  EXPECT_EQ(Assume({{"RoleSessionName", "session"}}),
            "ValidationError: 1 validation error detected: Value null at 'roleArn' failed to "
            "satisfy constraint: Member must not be null");
  EXPECT_EQ(Answer(Iam("CreateUser", {})),
            "ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy "
            "constraint: Member must not be null");
}

TEST(BindInput, EchoesValuesInStsOnly) {
  EXPECT_EQ(Assume({{"RoleArn", kRole}, {"RoleSessionName", "bad/name"}}),
            "ValidationError: 1 validation error detected: Value 'bad/name' at 'roleSessionName' "
            "failed to satisfy constraint: Member must satisfy regular expression pattern: "
            "[\\w+=,.@-]*");
  EXPECT_EQ(TagUser({{"Tags.member.1.Key", "team"}, {"Tags.member.1.Value", "bad\nvalue"}}),
            "ValidationError: 1 validation error detected: Value at 'tags.1.member.value' failed "
            "to satisfy constraint: Member must satisfy regular expression pattern: "
            "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
}

TEST(BindInput, DoesNotEchoFederatedNamesAndSecrets) {
  EXPECT_THAT(Answer(Sts("GetFederationToken", {{"Name", "x"}})),
              StartsWith("ValidationError: 1 validation error detected: Value at 'name' failed"));
  EXPECT_THAT(Answer(Sts("AssumeRoleWithWebIdentity", {{"RoleArn", kRole},
                                                       {"RoleSessionName", "session"},
                                                       {"WebIdentityToken", "abc"}})),
              StartsWith("ValidationError: 1 validation error detected: Value at "
                         "'webIdentityToken' failed"));
}

TEST(BindInput, CountsSeveralFaults) {
  EXPECT_EQ(Assume({{"RoleArn", ""}, {"RoleSessionName", "session"}}),
            "ValidationError: 2 validation errors detected: Value '' at 'roleArn' failed to "
            "satisfy constraint: Member must satisfy regular expression pattern: " +
                std::string(kArnPattern) +
                "; Value '' at 'roleArn' failed to satisfy constraint: Member must have length "
                "greater than or equal to 20");
  EXPECT_EQ(Assume({{"RoleArn", kRole},
                    {"RoleSessionName", "session"},
                    {"Tags.member.1.Key", ""},
                    {"Tags.member.1.Value", "x"}}),
            "ValidationError: 2 validation errors detected: Value '' at 'tags.1.member.key' "
            "failed to satisfy constraint: Member must have length greater than or equal to 1; "
            "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy "
            "regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
}

TEST(BindInput, CountsCodePoints) {
  std::string accents;
  std::string emoji;
  for (int i = 0; i < 2048; ++i) {
    accents += "\xC3\xA9";
    emoji += "\xF0\x9F\x98\x80";
  }
  EXPECT_EQ(Assume({{"RoleArn", accents}, {"RoleSessionName", "session"}}), "ok");
  EXPECT_EQ(Assume({{"RoleArn", accents + "\xC3\xA9"}, {"RoleSessionName", "session"}}),
            "ValidationError: 1 validation error detected: Value '" + accents +
                "\xC3\xA9' at 'roleArn' failed to satisfy constraint: Member must have length "
                "less than or equal to 2048");
  EXPECT_EQ(Assume({{"RoleArn", emoji}, {"RoleSessionName", "session"}}),
            "ValidationError: 1 validation error detected: Value '" + emoji +
                "' at 'roleArn' failed to satisfy constraint: Member must satisfy regular "
                "expression pattern: " +
                kArnPattern);
}

TEST(BindInput, ReadsInt32AsAwsDoes) {
  for (const char* good : {"900", "0900", "+900", "43200"}) EXPECT_EQ(AssumeFor(good), "ok");
  for (const char* bad : {"abc", "900.0", "9e2", " 900", "900 ", "\t900\n", "2147483648",
                          "-2147483649", "+", "-", "++900", "+-900", "-+900", "0x384", "9,00",
                          "99999999999999999999999", "\xD9\xA9\xD9\xA0\xD9\xA0"}) {
    EXPECT_EQ(AssumeFor(bad), "MalformedInput: ") << bad;
  }
  EXPECT_EQ(AssumeFor(""), "MalformedInput: missing value for decimal type");
}

TEST(BindInput, ChecksRanges) {
  const auto answer = [](const std::string& value, const std::string& demand) {
    std::string text = "ValidationError: 1 validation error detected: Value '";
    text += value;
    text += "' at 'durationSeconds' failed to satisfy constraint: Member must have value ";
    return text + demand;
  };
  for (const char* value : {"899", "-1", "0", "-2147483648"}) {
    EXPECT_EQ(AssumeFor(value), answer(value, "greater than or equal to 900"));
  }
  EXPECT_EQ(AssumeFor("00"), answer("0", "greater than or equal to 900"));
  for (const char* value : {"43201", "2147483647"}) {
    EXPECT_EQ(AssumeFor(value), answer(value, "less than or equal to 43200"));
  }
}

TEST(BindInput, ReadsBooleansAsAwsDoes) {
  const auto all_users = [](const char* text) {
    return Iam("ListServiceSpecificCredentials", {{"AllUsers", text}});
  };
  EXPECT_EQ(all_users("true")->OptBool("AllUsers"), true);
  EXPECT_EQ(all_users("1")->OptBool("AllUsers"), true);
  EXPECT_EQ(all_users("false")->OptBool("AllUsers"), false);
  EXPECT_EQ(all_users("0")->OptBool("AllUsers"), false);
  for (const char* bad : {"True", "TRUE", "False", "FALSE", "null", " true", "true ", "\ttrue\n",
                          "", "anything", "2", "01"}) {
    EXPECT_EQ(Answer(all_users(bad)), "MalformedInput: ") << bad;
  }
}

TEST(BindInput, TellsEnums) {
  EXPECT_EQ(Answer(Iam("UpdateAccessKey", {{"UserName", "ann"},
                                           {"AccessKeyId", "AKIAIOSFODNN7EXAMPLE"},
                                           {"Status", "active"}})),
            "ValidationError: 1 validation error detected: Value at 'status' failed to satisfy "
            "constraint: Member must satisfy enum value set: [Active, Inactive, Expired]");
}

TEST(ListIndexes, MayHaveLeadingZeros) {
  EXPECT_EQ(TagUser({{"Tags.member.01.Key", "team"}, {"Tags.member.1.Value", "x"}}), "ok");
}

TEST(ListIndexes, MustBePositive) {
  EXPECT_EQ(TagUser({{"Tags.member.0.Key", "team"}}), "MalformedInput: 0 is not a valid index");
  EXPECT_EQ(TagUser({{"Tags.member.-1.Key", "team"}}),
            "MalformedInput: Key -1 may not have a leading '-'");
  EXPECT_EQ(ContextKeys({"0"}), "MalformedInput: 0 is not a valid index");
  EXPECT_EQ(ContextKeys({"-1"}), "MalformedInput: Key -1 may not have a leading '-'");
}

TEST(ListIndexes, MayNotOccurBackToBack) {
  EXPECT_EQ(TagUser({{"Tags.member.1.0.Key", "team"}}),
            "MalformedInput: Two index elements may not occur back to back");
}

TEST(ListIndexes, ThatAreWordsMakeAnEmptyStructureOrNoScalar) {
  const char* no_members =
      "ValidationError: 2 validation errors detected: Value at 'tags.1.member.value' failed to "
      "satisfy constraint: Member must not be null; Value at 'tags.1.member.key' failed to "
      "satisfy constraint: Member must not be null";
  EXPECT_EQ(TagUser({{"Tags.member.one.Key", "a"}, {"Tags.member.one.Value", "b"}}), no_members);
  EXPECT_EQ(TagUser({{"Tags.member.+1.Key", "a"}, {"Tags.member.+1.Value", "b"}}), no_members);
  EXPECT_EQ(ContextKeys({"one"}), "MalformedInput: Start of list found where not expected");
  EXPECT_EQ(ContextKeys({"+1"}), "MalformedInput: Start of list found where not expected");
}

TEST(ListIndexes, MayPassTheExtentByTen) {
  const std::string skips = "MalformedInput: Excessively sparse input would skip ";
  EXPECT_EQ(ContextKeys({"12"}), skips + "11 list elements");
  EXPECT_EQ(ContextKeys({"33"}), skips + "32 list elements");
  EXPECT_EQ(ContextKeys({"1", "12"}), skips + "11 list elements");
  EXPECT_EQ(ContextKeys({"12", "1"}), skips + "11 list elements");
  EXPECT_EQ(ContextKeys({"1", "22", "43"}), skips + "21 list elements");
  const std::vector<std::string> ten = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
  std::vector<std::string> far = ten;
  far.emplace_back("21");
  EXPECT_EQ(ContextKeys(far), skips + "11 list elements");
  far.back() = "20";
  EXPECT_THAT(ContextKeys(far), StartsWith("ValidationError: "));
  EXPECT_EQ(TagUser({{"Tags.member.49.Key", "team"}}), skips + "48 list elements");
}

TEST(ListIndexes, OfAbsurdSizeAreRefused) {
  EXPECT_EQ(ContextKeys({"99999999999999999999999999"}), "MalformedInput: ");
  EXPECT_EQ(ContextKeys({"2147483648"}), "MalformedInput: ");
}

TEST(ListHoles, AreNullMembers) {
  EXPECT_EQ(TagUser({{"Tags.member.2.Key", "team"}, {"Tags.member.2.Value", "x"}}),
            "ValidationError: 2 validation errors detected: Value at 'tags.1.member.value' failed "
            "to satisfy constraint: Member must not be null; Value at 'tags.1.member.key' failed "
            "to satisfy constraint: Member must not be null");
  const std::string one_bad =
      "ValidationError: 1 validation error detected: Value at 'policyInputList' failed to satisfy "
      "constraint: Member must satisfy constraint: [Member must have length less than or equal to "
      "131072, Member must have length greater than or equal to 1, Member must satisfy regular "
      "expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]+]";
  EXPECT_EQ(ContextKeys({"11"}), one_bad);
  EXPECT_EQ(ContextKeys({"1", "8", "15"}), one_bad);
}

TEST(BindInput, TellsTenFaultsAtMost) {
  std::string message = Answer(
      Iam("TagUser",
          {{"UserName", "ann"}, {"Tags.member.11.Key", "team"}, {"Tags.member.11.Value", "x"}}));
  EXPECT_THAT(message, StartsWith("ValidationError: 10 validation errors detected: Value at "
                                  "'tags.1.member.value' failed"));
  EXPECT_NE(message.find("'tags.5.member.key'"), std::string::npos);
  EXPECT_EQ(message.find("'tags.6.member"), std::string::npos);
}

TEST(Lists, HaveSizes) {
  QueryParameters parameters = {{"RoleArn", kRole}, {"RoleSessionName", "session"}};
  for (int i = 1; i <= 51; ++i) {
    const std::string tag = "Tags.member." + std::to_string(i);
    parameters.emplace_back(tag + ".Key", std::to_string(i - 1));
    parameters.emplace_back(tag + ".Value", "test");
  }
  const std::string message = Assume(parameters);
  EXPECT_THAT(message, StartsWith("ValidationError: 1 validation error detected: Value "
                                  "'[Tag(key=0, value=test), Tag(key=1, value=test), "));
  EXPECT_THAT(message, ::testing::EndsWith("Tag(key=50, value=test)]' at 'tags' failed to satisfy "
                                           "constraint: Member must have length less than or "
                                           "equal to 50"));
  parameters.resize(2 + 100);
  EXPECT_EQ(Assume(parameters), "ok");
}

TEST(Lists, ThatAreEmptyAreNullInStsAndEmptyInIam) {
  EXPECT_EQ(Answer(Sts("GetWebIdentityToken", {{"Audience", ""}, {"SigningAlgorithm", "RS256"}})),
            "ValidationError: 1 validation error detected: Value null at 'audience' failed to "
            "satisfy constraint: Member must not be null");
  const auto tags = Iam("UntagUser", {{"UserName", "ann"}, {"TagKeys", ""}});
  ASSERT_TRUE(tags.ok()) << Answer(tags);
  EXPECT_TRUE(tags->Find("TagKeys")->items().empty());
  EXPECT_EQ(Answer(Iam("UntagUser", {{"UserName", "ann"}})),
            "ValidationError: 1 validation error detected: Value at 'tagKeys' failed to satisfy "
            "constraint: Member must not be null");
}

TEST(Lists, TellABadScalarOnTheWholeList) {
  EXPECT_EQ(Answer(Iam("UntagUser", {{"UserName", "ann"}, {"TagKeys.member.1", ""}})),
            "ValidationError: 1 validation error detected: Value at 'tagKeys' failed to satisfy "
            "constraint: Member must satisfy constraint: [Member must have length less than or "
            "equal to 128, Member must have length greater than or equal to 1, Member must "
            "satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not "
            "be null]");
  EXPECT_EQ(Answer(Iam("GetAccountAuthorizationDetails", {{"Filter.member.1", "user"}})),
            "ValidationError: 1 validation error detected: Value at 'filter' failed to satisfy "
            "constraint: Member must satisfy constraint: [Member must satisfy enum value set: "
            "[LocalManagedPolicy, User, AWSManagedPolicy, Role, Group]]");
}

TEST(Maps, AreReadFromEntries) {
  const auto input = Iam("PutAccountProperties", {{"Properties.entry.1.key", "A/B"},
                                                  {"Properties.entry.1.value", "true"},
                                                  {"Properties.entry.2.value", "x"},
                                                  {"Properties.entry.2.key", "C/D"}});
  ASSERT_TRUE(input.ok()) << Answer(input);
  EXPECT_EQ(input->Find("Properties")->Str("A/B"), "true");
  EXPECT_EQ(input->Find("Properties")->Str("C/D"), "x");
  EXPECT_THAT(Answer(Iam("PutAccountProperties", {{"Properties.entry.1.key", "A/B"}})),
              StartsWith("ValidationError: 1 validation error detected: Value at "
                         "'properties.A/B.member' failed"));
  EXPECT_THAT(Answer(Iam("PutAccountProperties", {{"Properties.entry.1.value", "x"}})),
              StartsWith("ValidationError: "));
}

// Observed.
TEST(IamNames, AreRefusedByTheOperationsOwnSentence) {
  for (const char* bad : {"two words", "name\n", "caf\xC3\xA9"}) {
    EXPECT_EQ(Answer(Iam("CreateUser", {{"UserName", bad}})),
              "ValidationError: The specified value for userName is invalid. It must contain only "
              "alphanumeric characters and/or the following: +=,.@_-");
  }
  for (const char* bad :
       {"//", "/team", "team/", "/ space/", "/del\x7F/", "/line\n/", "/team/\n", "/\xC3\xA9/"}) {
    EXPECT_EQ(Answer(Iam("CreateUser", {{"UserName", "ann"}, {"Path", bad}})),
              "ValidationError: The specified value for path is invalid. It must begin and end "
              "with / and contain only alphanumeric characters and/or / characters.")
        << bad;
  }
  EXPECT_EQ(Answer(Iam("CreateUser", {{"UserName", "ann"}, {"Path", "/a//b/"}})), "ok");
  EXPECT_EQ(Answer(Iam("CreateUser", {{"UserName", ""}})),
            "ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy "
            "constraint: Member must have length greater than or equal to 1");
  EXPECT_EQ(Answer(Iam("CreateUser", {{"UserName", std::string(65, 'x')}})),
            "ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy "
            "constraint: Member must have length less than or equal to 64");
}

TEST(BindInput, RefusesStructuresWhereScalarsBelongAndTheReverse) {
  EXPECT_EQ(Answer(Iam("CreateUser", {{"UserName.member.1", "ann"}})),
            "MalformedInput: Start of list found where not expected");
  EXPECT_EQ(TagUser({{"Tags", "x"}}), "MalformedInput: ");
  EXPECT_EQ(TagUser({{"Tags.member.1", "x"}}), "MalformedInput: ");
}

TEST(DecodeQuery, AnswersABadEscapeAsAwsDoes) {
  EXPECT_EQ(DecodeQuery("a=b")->size(), 1u);
  const auto bad = DecodeQuery("a=%zz&b=c");
  EXPECT_EQ(bad.error().status, 400);
  EXPECT_EQ(bad.error().code, "MalformedQueryString");
  EXPECT_EQ(bad.error().message, "Illegal hex character in escape % pattern: %zz");
}

TEST(HostileInput, IsBoundInTimeAndMemoryOfItsSize) {
  QueryParameters sparse;
  QueryParameters backwards;
  QueryParameters map;
  for (int i = 1; i < 60'000; ++i) {
    sparse.emplace_back("PolicyInputList.member." + std::to_string(i * 10), "{}");
    backwards.emplace_back("Tags.member." + std::to_string(60'000 - i) + ".Key", "x");
    map.emplace_back("Properties.entry." + std::to_string(i) + ".key", std::to_string(i));
    map.emplace_back("Properties.entry." + std::to_string(i) + ".value", "v");
  }
  EXPECT_THAT(Answer(Iam("GetContextKeysForCustomPolicy", sparse)),
              StartsWith("ValidationError: 1 validation error"));
  EXPECT_THAT(TagUser(backwards), StartsWith("MalformedInput: Excessively sparse"));
  EXPECT_EQ(Iam("PutAccountProperties", map)->Find("Properties")->members().size(), 59'999u);
  const std::string dots(1'000'000, '.');
  EXPECT_EQ(Answer(Iam("CreateUser", {{dots, "x"}, {"UserName", "ann"}})), "ok");
  EXPECT_THAT(TagUser({{"Tags.member.1" + dots, "x"}}), StartsWith("ValidationError: "));
}

}  // namespace
}  // namespace mockaws
