#include "mockaws/wire/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mockaws {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(DecodeForm, KeepsOrderAndRepeats) {
  EXPECT_THAT(
      *DecodeForm("Action=A&Version=V&Name=1&Name=2"),
      ElementsAre(Pair("Action", "A"), Pair("Version", "V"), Pair("Name", "1"), Pair("Name", "2")));
}

TEST(DecodeForm, ReadsPlusAndEscapes) {
  EXPECT_THAT(*DecodeForm("a%2Bb=c+d%2b%20e%26%3D&%C3%A9=%e2%82%ac"),
              ElementsAre(Pair("a+b", "c d+ e&="), Pair("\xC3\xA9", "\xE2\x82\xAC")));
}

TEST(DecodeForm, TakesOddShapes) {
  EXPECT_THAT(*DecodeForm(""), IsEmpty());
  EXPECT_THAT(*DecodeForm("&&&"), IsEmpty());
  EXPECT_THAT(*DecodeForm("a&b=&=c&d=e=f"),
              ElementsAre(Pair("a", ""), Pair("b", ""), Pair("", "c"), Pair("d", "e=f")));
}

TEST(DecodeForm, TellsTheFirstBadEscape) {
  EXPECT_EQ(DecodeForm("a=%zz").error().bad_escape, "%zz");
  EXPECT_EQ(DecodeForm("a=%4").error().bad_escape, "%4");
  EXPECT_EQ(DecodeForm("a=%").error().bad_escape, "%");
  EXPECT_EQ(DecodeForm("ok=1&%G0=x&a=%zz").error().bad_escape, "%G0");
  EXPECT_EQ(DecodeForm("a=%4&1").error().bad_escape, "%4") << "an escape doesn't reach past '&'";
  EXPECT_EQ(DecodeForm("a=%\xFFx").error().bad_escape, "%\xEF\xBF\xBDx");
}

TEST(DecodeForm, MakesTextOfAnyBytes) {
  EXPECT_EQ(DecodeForm("a=%FF%C3x%00")->front().second,
            std::string("\xEF\xBF\xBD\xEF\xBF\xBDx\0", 8));
}

TEST(DecodeForm, TakesSoManyParametersAndNoMore) {
  std::string form;
  for (size_t i = 0; i < kParametersMax; ++i) form += "a=b&";
  EXPECT_EQ(DecodeForm(form)->size(), kParametersMax);
  form += "a=b";
  ASSERT_FALSE(DecodeForm(form).ok());
  EXPECT_EQ(DecodeForm(form).error().bad_escape, "");
}

TEST(DecodeForm, TakesMegabytesOfNothing) {
  EXPECT_EQ(DecodeForm(std::string(5'000'000, '&'))->size(), 0u);
  EXPECT_EQ(DecodeForm(std::string(5'000'000, '='))->size(), 1u);
}

TEST(PercentDecode, LeavesPlusAlone) {
  EXPECT_EQ(PercentDecode("a+b%2Fc"), "a+b/c");
  EXPECT_EQ(PercentDecode("%2"), std::nullopt);
}

TEST(FindParameter, GivesTheFirst) {
  const QueryParameters parameters = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
  EXPECT_EQ(*FindParameter(parameters, "a"), "1");
  EXPECT_EQ(FindParameter(parameters, "A"), nullptr);
}

}  // namespace
}  // namespace mockaws
