#include "simulator/scenario/variables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace simulator {
namespace {

using ::testing::ElementsAre;

Variables Sample() {
  Variables variables;
  variables.Set("role_arn", "arn:aws:iam::111122223333:role/R");
  variables.Set("x", "${role_arn}");
  return variables;
}

std::string Expand(std::string_view text) {
  const auto expanded = Sample().Expand(text);
  return expanded.ok() ? *expanded : "error: " + expanded.error().message;
}

TEST(Variables, ReferencesAreReplacedOnce) {
  EXPECT_EQ(Expand("on ${role_arn}!"), "on arn:aws:iam::111122223333:role/R!");
  EXPECT_EQ(Expand("${x}"), "${role_arn}");
  EXPECT_EQ(Expand("${x}${x}"), "${role_arn}${role_arn}");
}

TEST(Variables, PolicyVariablesAreLeftAlone) {
  for (const char* text : {"${aws:username}", "${*}", "${?}", "${$}", "${aws:PrincipalTag/t, 'x'}",
                           "${}", "${1a}", "${a b}", "$", "$$", "${", "${x", "$x"}) {
    EXPECT_EQ(Expand(text), text);
  }
}

TEST(Variables, ADoubledDollarWritesTheReferenceItself) {
  EXPECT_EQ(Expand("$${x} and $${unknown}"), "${x} and ${unknown}");
}

TEST(Variables, AnUnsetOneIsAnErrorWithTheNearest) {
  EXPECT_EQ(Expand("${role_anr}"),
            "error: the variable ${role_anr} is not set; did you mean \"role_arn\"?");
}

TEST(Variables, TreesAreReplacedInTextsAndKeysAndErrorsNameThePlace) {
  const auto tree = *ParseYaml("\"${x}\": [\"a ${role_arn}\"]", "f.yaml");
  const auto expanded = *Sample().Expand(tree);
  EXPECT_EQ(expanded->members[0].key, "${role_arn}");
  EXPECT_EQ(expanded->members[0].value->items[0]->text, "a arn:aws:iam::111122223333:role/R");

  const auto bad = Sample().Expand(*ParseYaml("a:\n  b: ${zzz}", "f.yaml"));
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().front().ToString(), "f.yaml:2:6: the variable ${zzz} is not set");
}

TEST(Variables, ReferencesCanBeListed) {
  EXPECT_THAT(ReferencesIn("${a} ${aws:x} $${b} ${c}${a}"), ElementsAre("a", "c", "a"));
  EXPECT_EQ(SoleReference("${doc}"), "doc");
  EXPECT_EQ(SoleReference("${doc} "), std::nullopt);
  EXPECT_EQ(SoleReference("${aws:x}"), std::nullopt);
}

}  // namespace
}  // namespace simulator
