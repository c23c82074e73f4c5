// Patterns, values and variables, against lines of the reference.
#include <gtest/gtest.h>

#include "policy_engine/base/json.h"
#include "tests/oracle/condition.h"
#include "tests/oracle/statement.h"
#include "tests/oracle/text.h"
#include "tests/oracle/values.h"

namespace oracle {
namespace {

using policy_engine::Json;

Json Parse(std::string_view text) {
  auto parsed = policy_engine::ParseJson(text);
  return parsed.ok() ? std::move(parsed).value() : Json();
}

bool Holds(std::string_view condition, std::string_view context, bool variables = true,
           Effect effect = Effect::kAllow) {
  const Json keys = Parse(context);
  return ConditionHolds(Parse(condition), Context(&keys), variables, effect);
}

TEST(Action, MatchesWithoutCaseAndByWildcards) {
  EXPECT_TRUE(ActionMatches("S3:get*", "s3:GetObject"));
  EXPECT_TRUE(ActionMatches("s3:Get?bject", "s3:GetObject"));
  EXPECT_TRUE(ActionMatches("*", "s3:GetObject"));
  EXPECT_FALSE(ActionMatches("s3:Get", "s3:GetObject"));
}

TEST(Resource, FirstFiveFieldsMatchOneByOne) {
  const Context none(nullptr);
  EXPECT_TRUE(ResourceMatches("arn:aws:s3:::a*", "arn:aws:s3:::a:b/c", none, true));
  EXPECT_FALSE(ResourceMatches("arn:aws:*:b", "arn:aws:s3:::b", none, true));
  EXPECT_TRUE(ResourceMatches("arn:aws:s3:*:*:b", "arn:aws:s3:::b", none, true));
  EXPECT_FALSE(ResourceMatches("arn:aws:s3:::*", "*", none, true));
  EXPECT_TRUE(ResourceMatches("*", "*", none, true));
  EXPECT_FALSE(ResourceMatches("arn:aws:s3:::B", "arn:aws:s3:::b", none, true));
}

TEST(Variables, ValueIsLiteralAndEscapesStandForThemselves) {
  const char like[] = R"({"StringLike":{"k":"a${v}b"}})";
  EXPECT_TRUE(Holds(like, R"({"k":"a*b","v":"*"})"));
  EXPECT_FALSE(Holds(like, R"({"k":"axb","v":"*"})"));
  EXPECT_TRUE(Holds(R"({"StringLike":{"k":"a${*}${?}${$}"}})", R"({"k":"a*?$"})"));
  EXPECT_FALSE(Holds(R"({"StringLike":{"k":"a${*}"}})", R"({"k":"ab"})"));
  EXPECT_TRUE(Holds(R"({"StringEquals":{"k":"${v, 'd'}"}})", R"({"k":"d"})"));
  EXPECT_TRUE(Holds(R"({"StringEquals":{"k":"${V, 'd'}"}})", R"({"k":"x","v":"x"})"));
}

TEST(Variables, AreTextInOlderVersions) {
  EXPECT_TRUE(Holds(R"({"StringEquals":{"k":"${v}"}})", R"({"k":"${v}","v":"x"})", false));
  EXPECT_FALSE(Holds(R"({"StringEquals":{"k":"${v}"}})", R"({"k":"x","v":"x"})", false));
}

TEST(Variables, AbsentKeyMatchesNothingAndNegatesToTrue) {
  EXPECT_FALSE(Holds(R"({"StringLike":{"k":"*${v}"}})", R"({"k":"x"})"));
  EXPECT_TRUE(Holds(R"({"StringNotLike":{"k":"*${v}"}})", R"({"k":"x"})"));
  EXPECT_FALSE(Holds(R"({"ArnLike":{"k":"${v}"}})", R"({"k":"arn:aws:s3:::b"})"));
  EXPECT_TRUE(Holds(R"({"ArnNotLike":{"k":"${v}"}})", R"({"k":"arn:aws:s3:::b"})"));
}

TEST(Numbers, AreExactDecimals) {
  for (const char* one : {"1", "01", "+1", "1.0", "1.", "1e0", "10e-1", "0.1E1"}) {
    ASSERT_TRUE(ReadNumber(one)) << one;
    EXPECT_EQ(Compare(*ReadNumber(one), *ReadNumber("1")), 0) << one;
  }
  for (const char* bad :
       {"", "NaN", "Infinity", "0x10", " 1", "1 ", "1e", ".", "--1", "1e99999999999"}) {
    EXPECT_FALSE(ReadNumber(bad)) << bad;
  }
  EXPECT_EQ(Compare(*ReadNumber("-2"), *ReadNumber("-10")), 1);
  EXPECT_EQ(Compare(*ReadNumber("9007199254740993"), *ReadNumber("9007199254740992")), 1);
  EXPECT_EQ(Compare(*ReadNumber("1e1000000000"), *ReadNumber("9e999999999")), 1);
  EXPECT_EQ(Compare(*ReadNumber("-0"), *ReadNumber("0.00e5")), 0);
}

TEST(Dates, AreCutToMilliseconds) {
  for (const char* same :
       {"2026", "2026-01", "2026-01-01", "2026-01-01T00:00Z", "1767225600", "+1767225600",
        "2026-01-01T00:00:00", "2026-01-01T01:00:00.0009+01:00"}) {
    EXPECT_EQ(ReadDate(same), 1767225600000) << same;
  }
  for (const char* bad : {"", "2026-13", "2026-02-29", "2026-01-01T24:00Z", "2026-1-1", "x"}) {
    EXPECT_EQ(ReadDate(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(ReadDate("1969-12-31T23:59:59Z"), -1000);
  EXPECT_EQ(ReadDate("2000-02-29"), 951782400000);
}

TEST(Binary, IsStrictBase64) {
  EXPECT_EQ(ReadBinary("YQ=="), "a");
  EXPECT_EQ(ReadBinary("YWJj"), "abc");
  EXPECT_EQ(ReadBinary("YWI="), "ab");
  for (const char* bad : {"", "YQ", "YQ=", "YR==", " YQ==", "YWJ=", "Y===", "===="}) {
    EXPECT_EQ(ReadBinary(bad), std::nullopt) << bad;
  }
}

TEST(Addresses, ReadTheRecordedOddities) {
  const auto one = ReadAddress("2001:db8::1");
  ASSERT_TRUE(one);
  EXPECT_EQ(ReadAddress("2001:db8::1:")->bytes, one->bytes);
  EXPECT_EQ(ReadAddress("2001:db8:::1")->bytes, one->bytes);
  EXPECT_EQ(ReadAddress(":2001:db8::1")->bytes, ReadAddress("0:2001:db8::1")->bytes);
  EXPECT_EQ(ReadAddress("::FFFF:c000:201")->size, 4);
  for (const char* bad : {"::::", "2001::db8:::1", "1.2.3", "1.2.3.256", "192.0.2.1/32", "", ":",
                          "::1.2.3.4", "12345::", "1:2:3:4:5:6:7"}) {
    EXPECT_FALSE(ReadAddress(bad)) << bad;
  }
  EXPECT_FALSE(ReadNetwork("2001:db8::5/64"));
  EXPECT_FALSE(ReadNetwork("::ffff:192.0.2.1"));
  EXPECT_TRUE(ReadNetwork("192.0.2.5/+024"));
}

TEST(LowerCase, JudgesSigmaByItsNeighbours) {
  EXPECT_EQ(Lower(u"ΟΔΟΣ"), u"οδος");
  EXPECT_EQ(Lower(u"ΣΑΣ."), u"σας.");
  EXPECT_EQ(Lower(u"Σ"), u"σ");
  EXPECT_EQ(Lower(u"Α.Σ.Β"), u"α.σ.β");
  EXPECT_EQ(Lower(u"\u0130"), u"i\u0307");
  EXPECT_EQ(Lower(u"\u212A\u1E9E"), u"k\u00DF");
}

TEST(MissingKey, AnswersByOperator) {
  const char none[] = "{}";
  EXPECT_FALSE(Holds(R"({"StringEquals":{"k":"v"}})", none));
  EXPECT_TRUE(Holds(R"({"StringNotEquals":{"k":"v"}})", none));
  EXPECT_TRUE(Holds(R"({"StringEqualsIfExists":{"k":"v"}})", none));
  EXPECT_TRUE(Holds(R"({"Null":{"k":true}})", none));
  EXPECT_FALSE(Holds(R"({"Null":{"k":"false"}})", none));
  EXPECT_TRUE(Holds(R"({"ForAllValues:StringEquals":{"k":"v"}})", none));
  EXPECT_FALSE(Holds(R"({"ForAnyValue:StringNotEquals":{"k":"v"}})", none));
  EXPECT_TRUE(Holds(R"({"ForAnyValue:StringEqualsIfExists":{"k":"v"}})", none));
}

TEST(KeysThatDifferByCase, LastByCodePointWins) {
  const char both[] = R"({"aws:RequestTag/team":"lower","aws:RequestTag/Team":"upper"})";
  EXPECT_TRUE(Holds(R"({"StringEquals":{"aws:RequestTag/TEAM":"lower"}})", both));
}

TEST(EmptyList, NeverMatches) {
  EXPECT_FALSE(Holds(R"({"StringEquals":{"k":[]}})", R"({"k":"v"})"));
  EXPECT_TRUE(Holds(R"({"StringNotEquals":{"k":[]}})", R"({"k":"v"})"));
}

TEST(NotResource, WithUnresolvedVariableDoesNotAllowButDenies) {
  const Context none(nullptr);
  const auto matches = [&](const char* effect) {
    const Json statement = Parse(std::string(R"({"Effect":")") + effect +
                                 R"(","Action":"*","NotResource":"arn:aws:s3:::${v}"})");
    return StatementMatches(statement, "s3:GetObject", "arn:aws:s3:::b", none, true);
  };
  EXPECT_FALSE(matches("Allow"));
  EXPECT_TRUE(matches("Deny"));
}

}  // namespace
}  // namespace oracle
