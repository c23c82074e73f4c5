// The engine against the second evaluator, on random cases from fixed seeds.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/differential/compare.h"
#include "tests/differential/generator.h"
#include "tests/differential/shrink.h"

namespace differential {
namespace {

using policy_engine::Json;

constexpr uint64_t kCases = 200'000;
constexpr uint64_t kShards = 8;

Json ReadJsonFile(const std::filesystem::path& path) {
  const std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  auto parsed = policy_engine::ParseJson(text.str());
  EXPECT_TRUE(parsed.ok()) << path;
  return parsed.ok() ? std::move(parsed).value() : Json();
}

class RandomCases : public testing::TestWithParam<uint64_t> {};

TEST_P(RandomCases, OracleFastPathAndRecordingPathAgree) {
  for (uint64_t seed = GetParam(); seed < kCases; seed += kShards) {
    const Json eval_case = GenerateCase(seed);
    const Verdicts verdicts = Compare(eval_case);
    if (verdicts.agree()) continue;
    const bool readable = verdicts.error.empty();
    const Json small = Shrink(eval_case, [&](const Json& smaller) {
      const Verdicts again = Compare(smaller);
      return !again.agree() && again.error.empty() == readable;
    });
    FAIL() << "seed " << seed << ", " << Compare(small).ToText() << "\n" << small.Dump();
  }
}

INSTANTIATE_TEST_SUITE_P(Shard, RandomCases, testing::Range<uint64_t>(0, kShards));

TEST(RandomCases, ReachEveryDecisionByEveryPolicyType) {
  std::map<std::string, int> seen;
  for (uint64_t seed = 0; seed < 20'000; ++seed) {
    const oracle::Verdict verdict = oracle::Decide(GenerateCase(seed));
    ++seen[verdict.decision + " " + verdict.policy_type];
  }
  for (const char* type :
       {"resource-control-policy", "service-control-policy", "vpc-endpoint-policy",
        "resource-policy", "trust-policy", "identity-policy", "permissions-boundary",
        "session-policy", "scope-policy"}) {
    EXPECT_GT(seen[std::string("explicitDeny ") + type], 5) << type;
    // RCPFullAWSAccess is always there.
    if (std::string_view(type) == "resource-control-policy") continue;
    EXPECT_GT(seen[std::string("implicitDeny ") + type], 5) << type;
  }
  for (const char* type : {"identity-policy", "resource-policy", "trust-policy", "none"}) {
    EXPECT_GT(seen[std::string("allowed ") + type], 100) << type;
  }
}

TEST(RandomCases, AreTheSameForTheSameSeed) {
  EXPECT_TRUE(GenerateCase(12345) == GenerateCase(12345));
  EXPECT_FALSE(GenerateCase(12345) == GenerateCase(12346));
}

// Cases once in dispute; each file states what the reference says.
TEST(KeptCases, AllThreeDecideAsTheReferenceSays) {
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(IAMSIM_SOURCE_DIR) / "tests/differential/cases")) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const Json kept = ReadJsonFile(entry.path());
    ASSERT_NE(kept.Find("case"), nullptr) << entry.path();
    const Verdicts verdicts = Compare(*kept.Find("case"));
    const oracle::Verdict expected = {kept.Find("decision")->AsString(),
                                      kept.Find("policyType")->AsString()};
    EXPECT_TRUE(verdicts.agree() && verdicts.fast == expected)
        << entry.path() << ": " << verdicts.ToText();
  }
  EXPECT_GT(files, 0u);
}

// A recorded answer as a whole case: a user whose identity-based policy holds the condition.
Json CaseOf(const Json& recorded) {
  Json statement = Json::MakeObject();
  const bool deny =
      recorded.Find("effect") != nullptr && recorded.Find("effect")->AsString() == "Deny";
  statement.Set("Effect", Json::String(deny ? "Deny" : "Allow"));
  statement.Set("Action", Json::String("s3:GetObject"));
  const Json* pattern = recorded.Find("pattern");
  statement.Set("Resource", pattern != nullptr ? *pattern : Json::String("*"));
  if (const Json* condition = recorded.Find("condition")) statement.Set("Condition", *condition);
  Json everything = Json::MakeObject();
  everything.Set("Effect", Json::String("Allow"));
  everything.Set("Action", Json::String("*"));
  everything.Set("Resource", Json::String("*"));
  Json document = Json::MakeObject();
  document.Set("Version", Json::String("2012-10-17"));
  Json statements = Json::MakeArray({std::move(statement)});
  if (deny) statements.Append(std::move(everything));
  document.Set("Statement", std::move(statements));
  Json request = Json::MakeObject();
  request.Set("principal", Json::String("arn:aws:iam::123456789012:user/test"));
  request.Set("action", Json::String("s3:GetObject"));
  request.Set("resource",
              pattern != nullptr ? *recorded.Find("value") : Json::String("arn:aws:s3:::b"));
  if (const Json* context = recorded.Find("context")) request.Set("context", *context);
  Json eval_case = Json::MakeObject();
  eval_case.Set("request", std::move(request));
  eval_case.Set("identityPolicies", Json::MakeArray({std::move(document)}));
  return eval_case;
}

TEST(RecordedAnswers, HoldForTheOracleTheFastPathAndTheRecordingPath) {
  const Json cases = ReadJsonFile(IAMSIM_SOURCE_DIR "/tests/data/recorded_conditions.json");
  size_t seen = 0;
  for (const Json& recorded : cases.items()) {
    if (recorded.Find("matches") == nullptr) continue;
    ++seen;
    const Verdicts verdicts = Compare(CaseOf(recorded));
    const bool deny =
        recorded.Find("effect") != nullptr && recorded.Find("effect")->AsString() == "Deny";
    const bool allowed = recorded.Find("matches")->AsBool() != deny;
    EXPECT_TRUE(verdicts.agree() && (verdicts.fast.decision == "allowed") == allowed)
        << recorded.Dump() << verdicts.ToText();
  }
  EXPECT_EQ(seen, 223u);
}

}  // namespace
}  // namespace differential
