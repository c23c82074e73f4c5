#include "simulator/format/format_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace simulator {
namespace {

using ::testing::HasSubstr;

std::string Format(std::string_view text) {
  const auto formatted = FormatYaml(text, "f.yaml");
  if (!formatted.ok()) return "fault: " + formatted.error().front().ToString();
  const auto again = FormatYaml(*formatted, "f.yaml");
  EXPECT_EQ(again.ok() ? *again : "", *formatted) << "formatting twice is formatting once";
  return *formatted;
}

TEST(FormatYaml, LevelsAreTwoSpacesAndListsStandBelowTheirKey) {
  EXPECT_EQ(Format("name: n\nsteps:\n-   as: a\n    with:\n          x: 1\n          y:\n"
                   "          - 1\n          -     2\n"),
            "name: n\nsteps:\n  - as: a\n    with:\n      x: 1\n      y:\n        - 1\n"
            "        - 2\n");
}

TEST(FormatYaml, CommentsStayWhereTheyBelong) {
  EXPECT_EQ(Format("# head\n\nname: n # behind\n# of steps\nsteps:\n    # of the first\n"
                   "    - as: a\n      # of call\n      call: c\n    # last of steps\n# the end\n"),
            "# head\n\nname: n # behind\n# of steps\nsteps:\n  # of the first\n"
            "  - as: a\n    # of call\n    call: c\n  # last of steps\n# the end\n");
}

TEST(FormatYaml, KeysOfTheFileComeInTheirOrderWithTheCommentsAboveThem) {
  EXPECT_EQ(Format("# head\nscenario: 1\n# what is done\nsteps: []\naccounts: {}\n"
                   "# why\nstory: s\nname: n\n"),
            "# head\nscenario: 1\nname: n\n# why\nstory: s\naccounts: {}\n# what is done\n"
            "steps: []\n");
  EXPECT_EQ(Format("accounts: {}\nseed: 1\n"), "seed: 1\naccounts: {}\n");
}

TEST(FormatYaml, TextsKeepTheirShape) {
  EXPECT_EQ(Format("a:\n     b: |\n          one\n            two\n\n          # no comment\n"
                   "     c: >-\n       x\n"),
            "a:\n  b: |\n    one\n      two\n\n    # no comment\n  c: >-\n    x\n");
  EXPECT_EQ(Format("a:\n    b: |2\n        one\n      two\n"), "a:\n  b: |2\n      one\n    two\n");
  EXPECT_EQ(Format("a:\n    b: one\n      two\n    c: \"x\n\n      y: # z\"\n"),
            "a:\n  b: one\n    two\n  c: \"x\n\n    y: # z\"\n");
}

TEST(FormatYaml, FlowCollectionsMoveAsAWhole) {
  EXPECT_EQ(Format("a:\n    b: { x: \"}\", # one\n         y: [ '#', $z ] }\n    c: ${d}\n"),
            "a:\n  b: { x: \"}\", # one\n       y: [ '#', $z ] }\n  c: ${d}\n");
  EXPECT_EQ(Format("a:\n    - { x: 1 }\n    - [\n        1,\n        2\n      ]\n"),
            "a:\n  - { x: 1 }\n  - [\n      1,\n      2\n    ]\n");
}

TEST(FormatYaml, BlanksAndLineEndsAreTidied) {
  EXPECT_EQ(Format("\n\nname: n  \r\n\r\n\r\n\r\nstory: s\t\r\n\r\n"), "name: n\n\nstory: s\n");
  EXPECT_EQ(Format("\xEF\xBB\xBFname: n"), "name: n\n");
  // Trailing blanks and empty lines of a text are its own.
  EXPECT_EQ(Format("story: |\n  a  \n\n\n  b\n"), "story: |\n  a  \n\n\n  b\n");
}

TEST(FormatYaml, AnchorsStayBeforeTheirAliases) {
  EXPECT_EQ(Format("steps: &s [1]\naccounts: *s\n"), "steps: &s [1]\naccounts: *s\n");
}

TEST(FormatYaml, WhatIsNoYamlIsAnErrorWithItsPlace) {
  EXPECT_THAT(Format("a: [1\n"), HasSubstr("fault: f.yaml:"));
  EXPECT_THAT(Format("a: 1\na: 2\n"), HasSubstr("f.yaml:2:1: the key \"a\" stands twice"));
}

}  // namespace
}  // namespace simulator
