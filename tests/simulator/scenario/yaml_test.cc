#include "simulator/scenario/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace simulator {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

YamlPointer Parse(std::string_view text) {
  auto parsed = ParseYaml(text, "f.yaml");
  EXPECT_TRUE(parsed.ok()) << (parsed.ok() ? "" : parsed.error().front().ToString());
  return parsed.ok() ? *parsed : std::make_shared<YamlNode>();
}

std::string ParseIssue(std::string_view text, const YamlLimits& limits = {}) {
  auto parsed = ParseYaml(text, "f.yaml", limits);
  return parsed.ok() ? "parsed" : parsed.error().front().ToString();
}

TEST(Yaml, EveryScalarIsTheTextThatWasWritten) {
  const auto root = Parse("id: 0123456701\nversion: 2012-10-17\nyes: yes\nn: 1e3\nq: \"007\"\n");
  EXPECT_EQ(root->Find("id")->text, "0123456701");
  EXPECT_EQ(root->Find("version")->text, "2012-10-17");
  EXPECT_EQ(root->Find("yes")->text, "yes");
  EXPECT_EQ(root->Find("n")->text, "1e3");
  EXPECT_EQ(root->Find("q")->text, "007");
}

void ExpectSameTree(const YamlNode& a, const YamlNode& b) {
  EXPECT_EQ(a.kind, b.kind) << a.place.ToString();
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.place.ToString(), b.place.ToString());
  ASSERT_EQ(a.items.size(), b.items.size());
  for (size_t i = 0; i < a.items.size(); ++i) ExpectSameTree(*a.items[i], *b.items[i]);
  ASSERT_EQ(a.members.size(), b.members.size());
  for (size_t i = 0; i < a.members.size(); ++i) {
    EXPECT_EQ(a.members[i].key, b.members[i].key);
    EXPECT_EQ(a.members[i].key_place.ToString(), b.members[i].key_place.ToString());
    ExpectSameTree(*a.members[i].value, *b.members[i].value);
  }
}

// JSON has a reader of its own; with a comment behind it the same text is YAML alone.
TEST(Yaml, JsonGivesTheTreeThatYamlGives) {
  const std::string json =
      "{\"id\": \"0123\",\n  \"n\": 1e3, \"none\": null, \"yes\": true,\n"
      "  \"w\xC3\xA9\": [\"a\", {\"b\": []}, -0.50], \"empty\": {}}\n";
  const auto by_json = Parse(json);
  const auto by_yaml = Parse(json + "# YAML\n");
  ExpectSameTree(*by_json, *by_yaml);
  EXPECT_EQ(by_json->Find("n")->text, "1e3");
  EXPECT_EQ(by_json->Find("w\xC3\xA9")->items.at(0)->place.ToString(), "f.yaml:3:10");
}

TEST(Yaml, FaultsOfJsonFilesAreTold) {
  EXPECT_THAT(ParseIssue("{\"a\": 1, \"a\": 2}"), HasSubstr("twice"));
  EXPECT_THAT(ParseIssue("{\"a\": 1"), HasSubstr("f.yaml:1"));
  EXPECT_THAT(ParseIssue("{\"<<\": {}}"), HasSubstr("merge"));
  EXPECT_THAT(ParseIssue("{\"a\": [1, 2, 3]}", {.nodes_max = 3}), HasSubstr("more than 3"));
}

TEST(Yaml, NodesAndKeysKnowTheirPlaces) {
  const auto root = Parse("# comment\nsteps:\n  - as: x\n    w\xC3\xA9: {a: [b, c]}\n");
  const YamlMember& steps = root->members.at(0);
  EXPECT_EQ(steps.key_place.ToString(), "f.yaml:2:1");
  const YamlNode& step = *steps.value->items.at(0);
  EXPECT_EQ(step.place.ToString(), "f.yaml:3:5");
  // The two bytes of é are one column.
  EXPECT_EQ(step.members.at(1).value->place.ToString(), "f.yaml:4:9");
  EXPECT_EQ(step.members.at(1).value->Find("a")->items.at(1)->place.ToString(), "f.yaml:4:17");
}

TEST(Yaml, BlockTextIsKeptLineByLine) {
  const auto root = Parse("doc: |\n  {\n    \"a\": 1\n  }\n");
  EXPECT_EQ(root->Find("doc")->text, "{\n  \"a\": 1\n}\n");
}

TEST(Yaml, NullIsAKeyWhereAKeyStandsAndNoValueWhereAValueStands) {
  const auto root =
      Parse("Null: {\"aws:TokenIssueTime\": \"true\"}\ngot: null\nempty:\ntilde: ~\n");
  EXPECT_TRUE(root->Find("Null")->is_map());
  EXPECT_TRUE(root->Find("got")->is_null());
  EXPECT_TRUE(root->Find("empty")->is_null());
  EXPECT_TRUE(root->Find("tilde")->is_null());
}

TEST(Yaml, AliasesShareTheirValue) {
  const auto root = Parse("a: &x {k: v}\nb: *x\n");
  EXPECT_EQ(root->Find("b")->Find("k")->text, "v");
}

TEST(Yaml, DuplicateKeysAreRefusedWithTheirPlace) {
  EXPECT_EQ(ParseIssue("a: 1\nb: 2\na: 3\n"),
            "f.yaml:3:1: the key \"a\" stands twice in one mapping");
}

TEST(Yaml, SyntaxErrorsSayWhere) {
  EXPECT_THAT(ParseIssue("a:\n  - b\n c: [\n"), HasSubstr("f.yaml:3:2: not valid YAML: "));
}

TEST(Yaml, TagsMergeKeysAndSecondDocumentsAreRefused) {
  EXPECT_THAT(ParseIssue("a: !!int 3\n"), HasSubstr("f.yaml:1:4: the tag"));
  EXPECT_THAT(ParseIssue("a: &x {b: c}\nd:\n  <<: *x\n"), HasSubstr("f.yaml:3:3: merge keys"));
  EXPECT_THAT(ParseIssue("a: 1\n---\nb: 2\n"), HasSubstr("more than one YAML document"));
  EXPECT_THAT(ParseIssue(""), EndsWith("the file is empty"));
  EXPECT_THAT(ParseIssue("? [a, b]\n: c\n"), HasSubstr("a key must be text"));
}

TEST(Yaml, TextThatIsNotUtf8IsRefusedWhereItStands) {
  EXPECT_EQ(ParseIssue("a: 1\nb: \xFF\n"), "f.yaml:2:4: the bytes here are not UTF-8");
  EXPECT_EQ(ParseIssue("a: \xC0\x80\n"), "f.yaml:1:4: the bytes here are not UTF-8");
  EXPECT_EQ(ParseIssue("a: \xED\xA0\x80\n"), "f.yaml:1:4: the bytes here are not UTF-8");
  EXPECT_THAT(ParseIssue(std::string_view("a: \0b", 5)), HasSubstr("control character"));
}

TEST(Yaml, AliasBombsAreRefused) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) bomb += before + (k < 9 ? ", " : "]\n");
  }
  EXPECT_THAT(ParseIssue(bomb), HasSubstr("more than 200000 values, aliases written out"));
}

TEST(Yaml, DeepNestingIsRefused) {
  EXPECT_THAT(ParseIssue(std::string(100, '[') + std::string(100, ']')),
              HasSubstr("f.yaml:1:65: nested more than 64 deep"));
  // So deep that yaml-cpp gives up by itself.
  EXPECT_NE(ParseIssue(std::string(1'000'000, '[')), "parsed");
  std::string braces;
  for (int i = 0; i < 100'000; ++i) braces += "{a: ";
  EXPECT_NE(ParseIssue(braces), "parsed");
}

TEST(Yaml, ManyValuesOnOneLineAreReadInLinearTime) {
  std::string text = "a: [";
  for (int i = 0; i < 150'000; ++i) text += "x, ";
  EXPECT_EQ(Parse(text + "x]")->Find("a")->items.size(), 150'001U);
}

TEST(Yaml, FilesBeyondTheLimitAreRefused) {
  EXPECT_THAT(ParseIssue("abcdef", {.bytes_max = 5}), HasSubstr("larger than 5 bytes"));
}

}  // namespace
}  // namespace simulator
