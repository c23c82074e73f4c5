#include "simulator/scenario/value_path.h"

#include <gtest/gtest.h>

namespace simulator {
namespace {

using policy_engine::ParseJson;

// The value at `path` as JSON text, `nothing`, or the parse error.
std::string At(std::string_view path) {
  static const auto root = *ParseJson(R"({
    "User": {"Arn": "arn:x", "a.b": "dotted"},
    "Policies": [{"PolicyName": "P1", "Tags": [{"Key": "k", "Value": "v1"}]},
                 {"PolicyName": "P2", "Tags": []},
                 {"Other": "x"}],
    "Doc": "{\"Statement\":[{\"Sid\":\"S\"}]}",
    "Broken": "{"})");
  const auto parsed = ValuePath::Parse(path);
  if (!parsed.ok()) return parsed.error().message;
  const auto found = parsed->Find(root);
  return found ? found->Dump() : "nothing";
}

TEST(ValuePath, NamesMembersAndItems) {
  EXPECT_EQ(At("User.Arn"), R"("arn:x")");
  EXPECT_EQ(At("User.\"a.b\""), R"("dotted")");
  EXPECT_EQ(At("Policies[0].PolicyName"), R"("P1")");
  EXPECT_EQ(At("Policies[-1].Other"), R"("x")");
}

TEST(ValuePath, MayBeAJsonPointer) {
  EXPECT_EQ(At("/User/Arn"), R"("arn:x")");
  EXPECT_EQ(At("/User/a.b"), R"("dotted")");
  EXPECT_EQ(At("/Policies/1/PolicyName"), R"("P2")");
  EXPECT_EQ(At("/Doc/Statement/0/Sid"), R"("S")");
  EXPECT_EQ(At("/Policies/7"), "nothing");
  EXPECT_EQ(At("/Policies/x"), "nothing");
  EXPECT_EQ(At("/User/~0x"), "nothing");
  EXPECT_EQ(At("/User/~x"),
            "the path `/User/~x` can't be read: ~ stands before 0 or 1 at character 7");
}

TEST(ValuePath, FindsNothingWhereNothingIs) {
  EXPECT_EQ(At("User.Name"), "nothing");
  EXPECT_EQ(At("Policies[7]"), "nothing");
  EXPECT_EQ(At("User[0]"), "nothing");
  EXPECT_EQ(At("User.Arn.x"), "nothing");
  EXPECT_EQ(At("Group.Users[].Arn"), "nothing");
}

TEST(ValuePath, EachItemIsALaterPartsStart) {
  EXPECT_EQ(At("Policies[].PolicyName"), R"(["P1","P2"])");
  EXPECT_EQ(At("Policies[].Tags[].Value"), R"(["v1"])");
  EXPECT_EQ(At("Policies[].Missing"), "[]");
}

TEST(ValuePath, FiltersByEquality) {
  EXPECT_EQ(At("Policies[?PolicyName=='P1'].Tags[].Key"), R"(["k"])");
  EXPECT_EQ(At("Policies[?PolicyName!='P1'].PolicyName"), R"(["P2"])");
  EXPECT_EQ(At("Policies[?PolicyName=='none']"), "[]");
}

TEST(ValuePath, LooksIntoTextsThatAreJson) {
  EXPECT_EQ(At("Doc.Statement[0].Sid"), R"("S")");
  EXPECT_EQ(At("Broken.x"), "nothing");
}

TEST(ValuePath, BadOnesSayWhere) {
  EXPECT_EQ(At("a..b"), "the path `a..b` can't be read: a member's name is missing at character 3");
  EXPECT_EQ(At("a["),
            "the path `a[` can't be read: [] holds a number, ? or nothing at character 3");
  EXPECT_EQ(At("a b"), "the path `a b` can't be read: unexpected character at character 2");
  EXPECT_EQ(At(""), "the path `` can't be read: a member's name is missing at character 1");
  EXPECT_EQ(At("a[?b<'c']"),
            "the path `a[?b<'c']` can't be read: a filter compares with == or != at character 5");
  EXPECT_NE(At("a[?b=='c"), "nothing");
  EXPECT_NE(At("\"open"), "nothing");
}

}  // namespace
}  // namespace simulator
