#include "policy_engine/pattern/regex.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <thread>
#include <vector>

namespace policy_engine {
namespace {

TEST(Regex, MatchesTheWholeTextOnly) {
  const Regex names("[\\w+=,.@-]+");
  EXPECT_TRUE(names.Matches("first.last@example-1"));
  EXPECT_FALSE(names.Matches(""));
  EXPECT_FALSE(names.Matches("name\n"));
  EXPECT_FALSE(names.Matches("two words"));
  EXPECT_FALSE(names.Matches("caf\xC3\xA9")) << "\\w is ASCII";
  EXPECT_FALSE(Regex("^v[1-9]$").Matches("v1\n")) << "$ is the end of the text";
}

TEST(Regex, ReadsCodePointsAsTheModelsWriteThem) {
  const Regex latin1("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*");
  EXPECT_TRUE(latin1.Matches("tab\tline\n\xC3\xA9\xC3\xBF"));
  EXPECT_FALSE(latin1.Matches("\xC4\x80")) << "U+0100";
  EXPECT_FALSE(latin1.Matches("\x7F"));
  EXPECT_FALSE(latin1.Matches(std::string("\0", 1)));
}

// Recorded: AWS refuses 2,048 emoji by this pattern of STS ARNs, since \u takes four digits.
TEST(Regex, TakesFourDigitsAfterU) {
  const Regex arn("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+");
  EXPECT_TRUE(arn.Matches("\xE2\x82\xAC"));
  EXPECT_FALSE(arn.Matches("\xF0\x9F\x98\x80"));
}

TEST(Regex, KnowsUnicodeClasses) {
  const Regex tag("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  EXPECT_TRUE(tag.Matches("cost centre/\xC3\xA9\xE6\x97\xA5-4"));
  EXPECT_FALSE(tag.Matches("a\nb"));
  EXPECT_FALSE(tag.Matches("a\xF0\x9F\x98\x80"));
}

TEST(Regex, RefusesTwoHyphensInARowWhereTheModelHasItsLookahead) {
  const Regex alias("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");
  EXPECT_TRUE(alias.Matches("my-account-1"));
  EXPECT_TRUE(alias.Matches("abc"));
  EXPECT_FALSE(alias.Matches("my--account"));
  EXPECT_FALSE(alias.Matches("-abc"));
  EXPECT_FALSE(alias.Matches("abc-"));
  EXPECT_FALSE(alias.Matches("ab"));
}

TEST(Regex, ARepeatedClassTakesWhatItsCharactersAre) {
  const Regex some("[\\w+=,.@-]+");
  const Regex any("[\\w+=,.@-]*");
  const Regex not_digits("[^0-9]+");
  EXPECT_FALSE(some.Matches(""));
  EXPECT_TRUE(any.Matches(""));
  for (int c = 1; c < 128; ++c) {
    const std::string text(3, static_cast<char>(c));
    const bool listed =
        std::isalnum(c) != 0 || std::string_view("_+=,.@-").find(text[0]) != std::string_view::npos;
    EXPECT_EQ(some.Matches(text), listed) << c;
    EXPECT_EQ(any.Matches(text), listed) << c;
    EXPECT_EQ(not_digits.Matches(text), std::isdigit(c) == 0) << c;
  }
  EXPECT_TRUE(not_digits.Matches("caf\xC3\xA9"));
  EXPECT_FALSE(not_digits.Matches("caf\xC3\xA9 1"));
}

TEST(Regex, SaysWhatIsWrongWithAPattern) {
  EXPECT_TRUE(Regex::Check("[a-z]+").ok());
  const Result<void> bad = Regex::Check("[a-z");
  ASSERT_FALSE(bad.ok());
  EXPECT_NE(bad.error().message.find("`[a-z`"), std::string::npos);
}

TEST(Regex, IsCompiledOnceByWhicheverThreadIsFirst) {
  const Regex digits("\\d{12}");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&digits] {
      for (int n = 0; n < 200; ++n) EXPECT_TRUE(digits.Matches("123456789012"));
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace policy_engine
