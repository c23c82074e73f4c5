// What live AWS was recorded to match, one statement a test: resources, variables, texts, lists.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

const char* const kEmoji = "\xF0\x9F\x98\x80";  // one character, two UTF-16 units

bool One(const std::string& op, const std::string& literal, const std::string& value) {
  return Meets("\"" + op + R"(":{"k:a":")" + literal + "\"}", {{"k:a", value}});
}

bool Matches(const std::string& pattern, const std::string& resource, const Context& context = {}) {
  return ResourceMatches("\"" + pattern + "\"", resource, context);
}

// ------------------------------------------------------------------ patterns

TEST(RecordedWildcard, CrossesColonsInTheResourcePart) {
  EXPECT_TRUE(Matches("arn:aws:s3:::b/folder/*/object", "arn:aws:s3:::b/folder/a:b/object"));
  EXPECT_TRUE(Matches("arn:aws:s3:::bucket*", "arn:aws:s3:::bucket:x/y"));
  EXPECT_TRUE(Matches("arn:aws:s3:::a?b", "arn:aws:s3:::a:b"));
  EXPECT_FALSE(Matches("arn:aws:s3:*:b", "arn:aws:s3:::b"));
}

TEST(RecordedWildcard, QuestionMarkIsHalfACharacterAboveTheFirstPlane) {
  const std::string text = kEmoji;
  for (const char* op : {"StringLike", "ArnLike"}) {
    const std::string head = op[0] == 'A' ? "arn:aws:s3:::" : "";
    EXPECT_TRUE(One(op, head + "??", head + text)) << op;
    EXPECT_FALSE(One(op, head + "?", head + text)) << op;
    EXPECT_FALSE(One(op, head + "???", head + text)) << op;
    EXPECT_TRUE(One(op, head + "?*", head + text)) << op;
    EXPECT_TRUE(One(op, head + "a??b", head + "a" + text + "b")) << op;
    EXPECT_TRUE(One(op, head + "?", head + "\xE2\x82\xAC")) << op;  // the euro sign is one unit
  }
  EXPECT_TRUE(Matches("arn:aws:s3:::b/??", "arn:aws:s3:::b/" + text));
  EXPECT_FALSE(Matches("arn:aws:s3:::b/?", "arn:aws:s3:::b/" + text));
}

TEST(RecordedWildcard, ALiteralCharacterAboveTheFirstPlaneMatchesItself) {
  const std::string text = kEmoji;
  EXPECT_TRUE(One("StringLike", text, text));
  EXPECT_TRUE(One("StringLike", text + "??", text + text));
  EXPECT_FALSE(One("StringLike", text + "?", text + text));
  EXPECT_TRUE(One("ArnLike", "arn:aws:s3:::" + text, "arn:aws:s3:::" + text));
  EXPECT_TRUE(Matches("arn:aws:s3:::b/" + text, "arn:aws:s3:::b/" + text));
}

TEST(RecordedWildcard, MatchesNewlines) {
  for (const char* pattern : {"a*b", "a?b"}) {
    EXPECT_TRUE(One("StringLike", pattern, "a\nb")) << pattern;
    EXPECT_TRUE(One("ArnLike", std::string("arn:aws:s3:::") + pattern, "arn:aws:s3:::a\nb"));
    EXPECT_TRUE(Matches(std::string("arn:aws:s3:::") + pattern, "arn:aws:s3:::a\nb")) << pattern;
  }
}

TEST(RecordedWildcard, BracketsAndBackslashesArePlain) {
  const std::string arn = "arn:aws:s3:::";
  for (const char* op : {"StringLike", "ArnLike"}) {
    const std::string head = op[0] == 'A' ? arn : "";
    EXPECT_TRUE(One(op, head + "[a-z]", head + "[a-z]")) << op;
    EXPECT_FALSE(One(op, head + "[a-z]", head + "a")) << op;
    EXPECT_TRUE(One(op, head + R"(a\\*)", head + R"(a\b)")) << op;
    EXPECT_FALSE(One(op, head + R"(a\\*)", head + "a*")) << op;
  }
  EXPECT_FALSE(Matches(arn + "b/[x]", arn + "b/x"));
  EXPECT_TRUE(Matches(arn + R"(b/\\d)", arn + R"(b/\d)"));
}

// ------------------------------------------------------------------ variables

TEST(RecordedVariable, StandsForAPartition) {
  EXPECT_TRUE(Matches("arn:${k:v}:kms:us-east-1:123456789012:key/*",
                      "arn:aws:kms:us-east-1:123456789012:key/x", {{"k:v", "aws"}}));
}

TEST(RecordedVariable, StandsForAService) {
  EXPECT_TRUE(Matches("arn:aws:${k:v}:us-east-1:123456789012:key/*",
                      "arn:aws:kms:us-east-1:123456789012:key/x", {{"k:v", "kms"}}));
}

TEST(RecordedVariable, StandsForARegion) {
  EXPECT_TRUE(Matches("arn:aws:kms:${k:v}:123456789012:key/*",
                      "arn:aws:kms:us-east-1:123456789012:key/x", {{"k:v", "us-east-1"}}));
}

TEST(RecordedVariable, StandsForAnAccount) {
  const std::string pattern = "arn:aws:kms:us-east-1:${aws:PrincipalAccount}:key/*";
  const std::string key = "arn:aws:kms:us-east-1:123456789012:key/x";
  EXPECT_TRUE(Matches(pattern, key, {{"aws:PrincipalAccount", "123456789012"}}));
  EXPECT_FALSE(Matches(pattern, key, {{"aws:PrincipalAccount", "210987654321"}}));
}

TEST(RecordedVariable, StandsForAWholeArn) {
  EXPECT_TRUE(Matches("${k:v}", "arn:aws:s3:::b", {{"k:v", "arn:aws:s3:::b"}}));
  EXPECT_FALSE(Matches("${k:v}", "arn:aws:s3:::c", {{"k:v", "arn:aws:s3:::b"}}));
}

TEST(RecordedVariable, OfAListWithOneValueStaysUnresolved) {
  const Lists one = {{"aws:TagKeys", {"v"}}};
  EXPECT_FALSE(Meets(R"("StringEquals":{"k:a":"${aws:TagKeys}"})", {{"k:a", "v"}}, one));
  EXPECT_FALSE(Meets(R"("StringLike":{"k:a":"*${aws:TagKeys}"})", {{"k:a", "v"}}, one));
}

TEST(RecordedVariable, OfAListDoesNotTakeItsDefault) {
  const Context context = {{"k:a", "v"}};
  const std::string condition = R"("StringEquals":{"k:a":"${aws:TagKeys, 'v'}"})";
  EXPECT_FALSE(Meets(condition, context, {{"aws:TagKeys", {"v"}}}));
  EXPECT_FALSE(Meets(condition, context, {{"aws:TagKeys", {"u", "w"}}}));
}

TEST(RecordedVariable, OfAListMeetsNegatedOperators) {
  for (const char* value : {"${aws:TagKeys}", "${aws:TagKeys, 'v'}"}) {
    for (const char* op : {"StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase"}) {
      EXPECT_TRUE(Meets("\"" + std::string(op) + R"(":{"k:a":")" + value + "\"}", {{"k:a", "v"}},
                        {{"aws:TagKeys", {"v"}}}))
          << op << value;
    }
  }
}

// ------------------------------------------------------------------ tags

TEST(RecordedTags, ThatDifferByCaseBothStandInTagKeys) {
  const Lists both = {{"aws:TagKeys", {"Team", "team"}}};
  const Context tags = {{"aws:RequestTag/Team", "a"}, {"aws:RequestTag/team", "b"}};
  EXPECT_TRUE(Meets(R"("ForAllValues:StringEquals":{"aws:TagKeys":["Team","team"]})", tags, both));
  EXPECT_FALSE(Meets(R"("ForAllValues:StringEquals":{"aws:TagKeys":"team"})", tags, both));
  EXPECT_FALSE(Meets(R"("StringEquals":{"aws:RequestTag/TEAM":"a"})", tags, both));
  EXPECT_TRUE(Meets(R"("StringEquals":{"aws:RequestTag/TEAM":"b"})", tags, both));
}

// ------------------------------------------------------------------ without regard to case

bool Equal(const std::string& a, const std::string& b) {
  return One("StringEqualsIgnoreCase", a, b) && !One("StringNotEqualsIgnoreCase", a, b);
}

TEST(RecordedLowerCase, KelvinSignIsAK) { EXPECT_TRUE(Equal("K", "\xE2\x84\xAA")); }

TEST(RecordedLowerCase, SharpSIsItsCapital) { EXPECT_TRUE(Equal("ß", "ẞ")); }

TEST(RecordedLowerCase, SharpSIsNotTwoLetters) { EXPECT_FALSE(Equal("ß", "SS")); }

TEST(RecordedLowerCase, ASigmaThatEndsAWordIsAFinalOne) {
  EXPECT_TRUE(Equal("ΟΣ", "ος"));
  EXPECT_FALSE(Equal("ΟΣ", "οσ"));
  EXPECT_TRUE(Equal("ΟΣΑ", "οσα"));
}

TEST(RecordedLowerCase, ALoneSigmaIsNoFinalOne) { EXPECT_FALSE(Equal("Σ", "ς")); }

TEST(RecordedLowerCase, CapitalIWithDotIsTwoCharacters) {
  EXPECT_TRUE(Equal("İ", "i\xCC\x87"));
  EXPECT_FALSE(Equal("i", "İ"));
}

TEST(RecordedLowerCase, IWithoutDotIsAnotherLetter) { EXPECT_FALSE(Equal("I", "ı")); }

TEST(RecordedLowerCase, LongSIsAnotherLetter) { EXPECT_FALSE(Equal("s", "ſ")); }

TEST(RecordedLowerCase, LeavesCharactersAboveTheFirstPlane) {
  EXPECT_FALSE(Equal("𐐀", "𐐨"));
  EXPECT_TRUE(Equal("𐐀", "𐐀"));
}

TEST(RecordedLowerCase, CountsCharactersAboveTheFirstPlaneAsLettersBesideASigma) {
  EXPECT_TRUE(Equal("𐐀Σ", "𐐀ς"));
  EXPECT_TRUE(Equal("AΣ𐐀", "aσ𐐀"));
}

TEST(RecordedLowerCase, HoldsUnderSetOperators) {
  for (const char* prefix : {"ForAnyValue:", "ForAllValues:"}) {
    const std::string head = "\"" + std::string(prefix) + "StringEqualsIgnoreCase";
    EXPECT_FALSE(Meets(head + R"(":{"aws:TagKeys":"S"})", {}, {{"aws:TagKeys", {"ſ"}}}));
    EXPECT_TRUE(Meets(head + R"(":{"aws:TagKeys":"K"})", {}, {{"aws:TagKeys", {"\xE2\x84\xAA"}}}));
  }
}

}  // namespace
}  // namespace policy_engine
