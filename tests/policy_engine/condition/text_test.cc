// String, ARN, Bool, Null and Binary operators.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

bool One(const std::string& op, const std::string& literal, const std::string& value) {
  return Meets("\"" + op + R"(":{"k:a":")" + literal + "\"}", {{"k:a", value}});
}

TEST(Conditions, AllOperatorsAndKeysMustBeTrue) {
  const std::string both = R"("StringEquals":{"k:a":"v","k:b":"w"},"Bool":{"k:c":"true"})";
  EXPECT_TRUE(Meets(both, {{"k:a", "v"}, {"k:b", "w"}, {"k:c", "true"}}));
  EXPECT_FALSE(Meets(both, {{"k:a", "v"}, {"k:b", "x"}, {"k:c", "true"}}));
  EXPECT_FALSE(Meets(both, {{"k:a", "v"}, {"k:b", "w"}, {"k:c", "false"}}));
}

TEST(Conditions, ListedValuesAreAlternatives) {
  EXPECT_TRUE(Meets(R"("StringEquals":{"k:a":["u","v"]})", {{"k:a", "v"}}));
  EXPECT_FALSE(Meets(R"("StringEquals":{"k:a":["u","v"]})", {{"k:a", "w"}}));
}

TEST(NegatedOperator, MatchesOnlyWhenNoListedValueDoes) {
  const std::pair<const char*, const char*> operators[] = {
      {R"("StringNotEquals":{"k:a":["x","v"]})", "v"},
      {R"("StringNotEqualsIgnoreCase":{"k:a":["x","V"]})", "v"},
      {R"("StringNotLike":{"k:a":["x","v*"]})", "v"},
      {R"("NumericNotEquals":{"k:a":["7","1.0"]})", "1"},
      {R"("DateNotEquals":{"k:a":["2025","2026"]})", "2026-01-01"},
      {R"("NotIpAddress":{"k:a":["10.0.0.0/8","192.0.2.0/24"]})", "192.0.2.7"},
      {R"("ArnNotLike":{"k:a":["arn:aws:s3:::y","arn:aws:s3:::x*"]})", "arn:aws:s3:::xy"},
      {R"("ArnNotEquals":{"k:a":["arn:aws:s3:::y","arn:aws:s3:::x*"]})", "arn:aws:s3:::xy"}};
  for (const auto& [condition, value] : operators) {
    EXPECT_FALSE(Meets(condition, {{"k:a", value}})) << condition;
  }
  EXPECT_TRUE(Meets(R"("StringNotEquals":{"k:a":["x","v"]})", {{"k:a", "w"}}));
}

TEST(ContextKey, IsCaseInsensitiveTheTagKeyToo) {
  EXPECT_TRUE(Meets(R"("StringEquals":{"AWS:USERNAME":"alice"})", {{"aws:username", "alice"}}));
  EXPECT_TRUE(
      Meets(R"("StringEquals":{"aws:PrincipalTag/Team":"a"})", {{"aws:principaltag/TEAM", "a"}}));
}

TEST(ContextKey, TagsThatDifferByCaseShowTheLastByCodePoint) {
  const std::string condition = R"("StringEquals":{"aws:RequestTag/team":"lower"})";
  EXPECT_TRUE(
      Meets(condition, {{"aws:RequestTag/TEAM", "upper"}, {"aws:RequestTag/team", "lower"}}));
  EXPECT_TRUE(
      Meets(condition, {{"aws:RequestTag/team", "lower"}, {"aws:RequestTag/TEAM", "upper"}}));
}

TEST(ContextKey, TagKeysValuesKeepTheirCase) {
  const Lists keys = {{"aws:TagKeys", {"Team"}}};
  EXPECT_FALSE(Meets(R"("ForAnyValue:StringEquals":{"aws:TagKeys":"team"})", {}, keys));
  EXPECT_TRUE(Meets(R"("ForAnyValue:StringEquals":{"aws:TagKeys":"Team"})", {}, keys));
}

TEST(StringEquals, ComparesCaseAndTakesNoWildcards) {
  EXPECT_TRUE(One("StringEquals", "aB", "aB"));
  EXPECT_FALSE(One("StringEquals", "aB", "ab"));
  EXPECT_FALSE(One("StringEquals", "a*", "ab"));
  EXPECT_TRUE(One("StringEquals", "a*", "a*"));
  EXPECT_FALSE(One("StringEqualsIgnoreCase", "A*", "ab"));
}

TEST(StringLike, TakesWildcardsAndComparesCase) {
  EXPECT_TRUE(One("StringLike", "a*c?", "abbbcd"));
  EXPECT_FALSE(One("StringLike", "a*c?", "abbbc"));
  EXPECT_FALSE(One("StringLike", "A*", "ab"));
  EXPECT_TRUE(One("StringLike", "*", ""));
  EXPECT_TRUE(One("StringNotLike", "A*", "ab"));
}

TEST(StringLike, QuestionMarkIsOneUtf16Unit) {
  EXPECT_TRUE(One("StringLike", "??", "\xF0\x9F\x98\x80"));
  EXPECT_FALSE(One("StringLike", "?", "\xF0\x9F\x98\x80"));
  EXPECT_TRUE(One("StringLike", "?", "\xE2\x82\xAC"));
  EXPECT_TRUE(One("StringLike", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"));
}

TEST(StringLike, WildcardsMatchNewlinesAndBracketsArePlain) {
  EXPECT_TRUE(One("StringLike", "a*b", "a\n\nb"));
  EXPECT_TRUE(One("StringLike", "a?b", "a\nb"));
  EXPECT_TRUE(One("StringLike", "[ab]", "[ab]"));
  EXPECT_FALSE(One("StringLike", "[ab]", "a"));
  EXPECT_TRUE(One("StringLike", R"(a\\*)", "a\\b"));
}

TEST(IgnoreCase, ComparesUnicodeLowerCaseWithContext) {
  const auto equal = [](const char* a, const char* b) {
    return One("StringEqualsIgnoreCase", a, b);
  };
  EXPECT_TRUE(equal("K", "\xE2\x84\xAA"));  // Kelvin sign
  EXPECT_TRUE(equal("ß", "ẞ"));
  EXPECT_TRUE(equal("ΟΣ", "ος"));
  EXPECT_TRUE(equal("İ", "i\xCC\x87"));
  EXPECT_FALSE(equal("I", "ı"));
  EXPECT_FALSE(equal("i", "İ"));
  EXPECT_FALSE(equal("s", "ſ"));
  EXPECT_FALSE(equal("ß", "SS"));
  EXPECT_FALSE(equal("Σ", "ς"));
  EXPECT_FALSE(equal("ΟΣ", "οσ"));
}

TEST(IgnoreCase, LeavesCharactersBeyondTheFirstPlaneButCountsThemAsLetters) {
  EXPECT_FALSE(One("StringEqualsIgnoreCase", "𐐀", "𐐨"));
  EXPECT_TRUE(One("StringEqualsIgnoreCase", "𐐀Σ", "𐐀ς"));
}

TEST(IgnoreCase, KeepsComposedAndDecomposedAccentsApart) {
  EXPECT_FALSE(One("StringEqualsIgnoreCase", "É", "e\xCC\x81"));
  EXPECT_TRUE(One("StringEqualsIgnoreCase", "É", "é"));
}

TEST(IgnoreCase, FillsInVariablesFirst) {
  EXPECT_TRUE(
      Meets(R"("StringEqualsIgnoreCase":{"k:a":"X-${k:b}"})", {{"k:a", "x-ος"}, {"k:b", "ΟΣ"}}));
}

TEST(Bool, TrueInAnyCaseIsTrueAndAllElseFalse) {
  for (const char* value : {"true", "TRUE", "tRuE"}) {
    EXPECT_TRUE(One("Bool", "true", value)) << value;
    EXPECT_FALSE(One("Bool", "false", value)) << value;
  }
  for (const char* value : {"false", "yes", "1", "", " true ", "true ", "\xD4rue"}) {
    EXPECT_TRUE(One("Bool", "false", value)) << value;
    EXPECT_FALSE(One("Bool", "true", value)) << value;
  }
}

TEST(Bool, ALiteralThatIsNotTrueMeansFalse) {
  EXPECT_TRUE(One("Bool", "yes", "false"));
  EXPECT_FALSE(One("Bool", "yes", "true"));
  EXPECT_TRUE(One("Bool", "TRUE", "true"));
}

TEST(Bool, TakesJsonBooleans) {
  EXPECT_TRUE(Meets(R"("Bool":{"k:a":true})", {{"k:a", "true"}}));
  EXPECT_TRUE(Meets(R"("Bool":{"k:a":[false]})", {{"k:a", "no"}}));
}

TEST(Bool, LeavesVariablesAsText) {
  EXPECT_FALSE(Meets(R"("Bool":{"k:a":"${k:b}"})", {{"k:a", "true"}, {"k:b", "true"}}));
  EXPECT_TRUE(Meets(R"("Bool":{"k:a":"${k:b}"})", {{"k:a", "false"}, {"k:b", "true"}}));
}

TEST(Null, ALiteralThatIsNotTrueMeansFalse) {
  EXPECT_TRUE(One("Null", "yes", "v"));
  EXPECT_FALSE(Meets(R"("Null":{"k:a":"yes"})", {}));
  EXPECT_TRUE(Meets(R"("Null":{"k:a":"TRUE"})", {}));
}

TEST(Binary, IsStrictBase64WithPadding) {
  EXPECT_TRUE(One("BinaryEquals", "YQ==", "YQ=="));
  for (const char* value : {"YQ", "YR==", "YQ= =", " YQ==", "YQ==\n"}) {
    EXPECT_FALSE(One("BinaryEquals", "YQ==", value)) << value;
  }
}

TEST(Binary, AnEmptyRequestValueIsUnreadable) { EXPECT_FALSE(One("BinaryEquals", "", "")); }

TEST(ArnOperators, MatchTheSixFieldsApartAndCompareCase) {
  EXPECT_TRUE(One("ArnLike", "arn:aws:s3:::b*", "arn:aws:s3:::b/x:y/z"));
  EXPECT_FALSE(One("ArnLike", "arn:aws:sqs:*::b", "arn:aws:sqs:eu:1:b"));
  EXPECT_TRUE(One("ArnLike", "arn:aws:sqs:e*:1:b", "arn:aws:sqs:eu:1:b"));
  EXPECT_TRUE(One("ArnLike", "arn:aws:s3:*:*:b", "arn:aws:s3:::b"));
  EXPECT_FALSE(One("ArnLike", "arn:aws:s3:::B", "arn:aws:s3:::b"));
}

TEST(ArnOperators, EqualsAndLikeAreTheSame) {
  for (const char* op : {"ArnEquals", "ArnLike"}) {
    EXPECT_TRUE(One(op, "arn:aws:s3:::b*", "arn:aws:s3:::bc")) << op;
  }
  for (const char* op : {"ArnNotEquals", "ArnNotLike"}) {
    EXPECT_FALSE(One(op, "arn:aws:s3:::b*", "arn:aws:s3:::bc")) << op;
  }
}

TEST(ArnOperators, AnUnreadableRequestValueMakesBothFalse) {
  for (const char* value : {"", "b", "arn:aws:s3"}) {
    EXPECT_FALSE(One("ArnLike", "arn:aws:s3:::*", value)) << value;
    EXPECT_FALSE(One("ArnNotLike", "arn:aws:s3:::*", value)) << value;
  }
}

TEST(ArnOperators, AnUnreadableLiteralIsFalseInAnAllowAndTrueInADeny) {
  const Context good = {{"k:a", "arn:aws:s3:::b"}};
  for (const char* op : {"ArnLike", "ArnNotLike"}) {
    const std::string condition = "\"" + std::string(op) + R"(":{"k:a":"nonsense"})";
    EXPECT_FALSE(AllowMeets(condition, good)) << op;
    EXPECT_TRUE(DenyMeets(condition, good)) << op;
  }
}

TEST(ArnOperators, AnEarlierListedValueThatMatchesEndsTheSearch) {
  const Context good = {{"k:a", "arn:aws:s3:::b"}};
  EXPECT_TRUE(AllowMeets(R"("ArnLike":{"k:a":["arn:aws:s3:::b","nonsense"]})", good));
  EXPECT_FALSE(DenyMeets(R"("ArnNotLike":{"k:a":["arn:aws:s3:::b","nonsense"]})", good));
  EXPECT_FALSE(AllowMeets(R"("ArnLike":{"k:a":["nonsense","arn:aws:s3:::b"]})", good));
}

TEST(ArnOperators, AVariableThatGivesNoArnIsAnUnreadableLiteral) {
  const Context context = {{"k:a", "arn:aws:s3:::b"}, {"k:b", "nonsense"}};
  EXPECT_FALSE(AllowMeets(R"("ArnLike":{"k:a":"${k:b}"})", context));
  EXPECT_TRUE(DenyMeets(R"("ArnLike":{"k:a":"${k:b}"})", context));
}

TEST(FailedComparison, NeverSpoilsAnotherAllow) {
  Scene scene;
  scene.context = {{"k:a", "nonsense"}};
  scene.identity = {Policy(R"("Effect":"Allow","Action":"*","Resource":"*",
                               "Condition":{"NumericEquals":{"k:a":"1"}})"),
                    kAllowAll};
  EXPECT_TRUE(scene.Allows());
}

}  // namespace
}  // namespace policy_engine
