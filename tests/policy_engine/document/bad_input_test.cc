// What is no policy gets a clear error in bounded time.
#include <gtest/gtest.h>

#include "policy_engine/cases/eval_case.h"
#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

std::string FirstMessage(const std::string& text) {
  const auto parsed = ParsePolicy(text, PolicyType::kIdentity);
  if (parsed.ok()) return "";
  EXPECT_FALSE(parsed.error().issues.empty());
  return parsed.error().issues.front().message;
}

TEST(BadInput, JsonThatIsNoPolicy) {
  for (const char* text : {"", "null", "true", "5", "\"x\"", "[]", "[[]]", "{}",
                           R"({"Statement":5})", R"({"Statement":[5]})", R"({"Statement":null})",
                           R"({"Statement":{"Effect":{},"Action":{},"Resource":{}}})"}) {
    EXPECT_NE(FirstMessage(text), "") << text;
  }
}

TEST(BadInput, DeeplyNestedDocuments) {
  EXPECT_NE(FirstMessage(std::string(100000, '[')), "");
  std::string nested;
  for (int i = 0; i < 50000; ++i) nested += R"({"a":)";
  EXPECT_NE(FirstMessage(nested), "");
}

TEST(BadInput, OversizedDocuments) {
  const std::string huge = R"({"Statement":{"Effect":"Allow","Action":")" +
                           std::string(5u << 20, 'a') + R"(","Resource":"*"}})";
  EXPECT_NE(FirstMessage(huge), "");
}

TEST(BadInput, ManyFaultsGiveABoundedListOfIssues) {
  std::string text = R"({"Statement":[)";
  for (int i = 0; i < 20000; ++i) text += "5,";
  const auto parsed = ParsePolicy(text + "5]}", PolicyType::kIdentity);
  ASSERT_FALSE(parsed.ok());
  EXPECT_LE(parsed.error().issues.size(), 100U);
}

TEST(BadInput, InvalidUtf8AndNul) {
  const std::string head = R"({"Statement":{"Effect":"Allow","Resource":"*","Action":")";
  EXPECT_NE(FirstMessage(head + "\xFF\xFE\"}}"), "");
  EXPECT_NE(FirstMessage(head + "\xC3\"}}"), "");
  EXPECT_NE(FirstMessage(head + std::string(1, '\0') + "\"}}"), "");
}

TEST(BadInput, DuplicateKeys) { EXPECT_NE(FirstMessage(R"({"Statement":[],"Statement":[]})"), ""); }

TEST(BadInput, NumbersBeyondRange) {
  const std::string text = Policy(
      R"("Effect":"Allow","Action":"*","Resource":"*",
         "Condition":{"NumericLessThan":{"k:a":[1e999999,-1e-999999,123456789012345678901234567890]}})");
  const auto policy = CompilePolicy(text, PolicyType::kIdentity);
  if (policy.ok()) return;  // taken by their text
  EXPECT_NE(policy.error().issues.front().message, "");
}

TEST(BadInput, HugeExponentsAreComparedInBoundedTime) {
  EXPECT_FALSE(Meets(R"("NumericEquals":{"k:a":"1e999999999"})", {{"k:a", "1"}}));
  EXPECT_FALSE(Meets(R"("NumericEquals":{"k:a":"1"})", {{"k:a", "1e999999999999999999999"}}));
  EXPECT_FALSE(Meets(R"("NumericEquals":{"k:a":"1"})", {{"k:a", std::string(100000, '9')}}));
}

TEST(BadInput, AbsurdNetworksAndDates) {
  for (const char* network : {"0.0.0.0/-1", "0.0.0.0/4294967296", "999.0.0.0/8", "::/129",
                              "1:2:3:4:5:6:7:8:9/64", "/", "/8", ""}) {
    EXPECT_FALSE(
        Meets(R"("IpAddress":{"k:a":")" + std::string(network) + "\"}", {{"k:a", "192.0.2.1"}}))
        << network;
  }
  for (const char* date : {"99999999999999999999", "2026-99-99", "0000-00-00T99:99:99Z",
                           "2026-01-01T00:00:00+99:99", "-9223372036854775808000"}) {
    EXPECT_FALSE(Meets(R"("DateEquals":{"k:a":")" + std::string(date) + "\"}", {{"k:a", "2026"}}))
        << date;
  }
}

TEST(BadInput, ControlCharactersInRequestsAreTextLikeAnyOther) {
  EXPECT_FALSE(ResourceMatches(R"("arn:aws:s3:::b")", std::string("arn:aws:s3:::b\0c", 16)));
  EXPECT_TRUE(ResourceMatches(R"("arn:aws:s3:::b*")", std::string("arn:aws:s3:::b\0c", 16)));
}

TEST(BadInput, WildcardBytesOfInvalidUtf8NeverActAsWildcards) {
  EXPECT_FALSE(
      ResourceMatches(R"("arn:aws:s3:::${k:a}")", "arn:aws:s3:::anything", {{"k:a", "\xFF"}}));
}

}  // namespace
}  // namespace policy_engine
