#include "policy_engine/base/json.h"

#include <gtest/gtest.h>

namespace policy_engine {
namespace {

TEST(ParseJson, KeepsOrderAndDumpsWhatItRead) {
  const auto json = ParseJson(R"({"b":[1,2.50,true,null,"x"],"a":{}})");
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->Dump(), R"({"b":[1,2.50,true,null,"x"],"a":{}})");
}

TEST(ParseJson, SpansCoverTheValue) {
  const std::string text = R"({ "a" : [ 10 , "é\n" , {"k":-1.5e3} ] })";
  const auto json = ParseJson(text);
  ASSERT_TRUE(json.ok());
  const auto at = [&](const Json& value) {
    return text.substr(value.span().begin, value.span().end - value.span().begin);
  };
  EXPECT_EQ(at(*json), text);
  const Json& list = *json->Find("a");
  EXPECT_EQ(at(list), R"([ 10 , "é\n" , {"k":-1.5e3} ])");
  EXPECT_EQ(at(list.items()[0]), "10");
  EXPECT_EQ(at(list.items()[1]), R"("é\n")");
  EXPECT_EQ(at(*list.items()[2].Find("k")), "-1.5e3");
}

TEST(ParseJson, RefusesDuplicateKeys) {
  const auto json = ParseJson("{\"Effect\":\"Deny\",\n \"Effect\":\"Allow\"}");
  ASSERT_FALSE(json.ok());
  EXPECT_EQ(json.error().message, "duplicate key \"Effect\"");
  EXPECT_EQ(json.error().position.line, 2u);
  EXPECT_EQ(json.error().position.column, 2u);
}

TEST(ParseJson, RefusesDeepNesting) {
  const std::string text(100'000, '[');
  const auto json = ParseJson(text);
  ASSERT_FALSE(json.ok());
  EXPECT_EQ(json.error().message, "nested deeper than 64 levels");
}

TEST(ParseJson, PointsAtTheFault) {
  const auto json = ParseJson("{\n  \"a\": x\n}");
  ASSERT_FALSE(json.ok());
  EXPECT_EQ(json.error().position.line, 2u);
  EXPECT_EQ(json.error().position.column, 8u);
}

TEST(ParseJson, RefusesInvalidUtf8) { EXPECT_FALSE(ParseJson("\"\xC3\x28\"").ok()); }

TEST(ParseJson, RefusesTextAfterTheValue) { EXPECT_FALSE(ParseJson("{} {}").ok()); }

}  // namespace
}  // namespace policy_engine
