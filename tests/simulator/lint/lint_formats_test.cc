#include <gtest/gtest.h>

#include "policy_engine/base/json.h"
#include "simulator/lint/linted_file.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr std::string_view kPolicy =
    "{\n"
    "  \"Version\": \"2012-10-17\",\n"
    "  \"Statement\": {\n"
    "    \"Effect\": \"Allow\",\n"
    "    \"Action\": \"s3:GetObjekt\",\n"
    "    \"Resource\": \"*\"\n"
    "  }\n"
    "}\n";

std::vector<LintedFile> Linted() { return {LintPolicyFile(kPolicy, "my policy.json", {})}; }

TEST(LintFormats, TextNamesFileLineColumnSeverityAndRule) {
  EXPECT_EQ(LintText(Linted()),
            "my policy.json:5:15: error: s3 has no action \"GetObjekt\"; did you mean "
            "\"GetObject\"? [unknown-action]\n"
            "1 error\n");
}

TEST(LintFormats, TextOfACleanFileGivesItsType) {
  const auto clean =
      LintPolicyFile(R"({"Version":"2012-10-17","Statement":[]})", "p.json",
                     {.type = std::nullopt, .disabled = {"grammar"}, .own_accounts = {}});
  EXPECT_TRUE(LintText({clean}).starts_with("p.json: ok (")) << LintText({clean});
}

TEST(LintFormats, JsonHasPlacesAndCounts) {
  const auto json = policy_engine::ParseJson(LintJson(Linted()));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->Find("errors")->ScalarText(), "1");
  EXPECT_EQ(json->Find("warnings")->ScalarText(), "0");
  const Json& finding = json->Find("findings")->items().at(0);
  EXPECT_EQ(finding.Find("rule")->AsString(), "unknown-action");
  EXPECT_EQ(finding.Find("severity")->AsString(), "error");
  EXPECT_EQ(finding.Find("line")->ScalarText(), "5");
  EXPECT_EQ(finding.Find("column")->ScalarText(), "15");
  EXPECT_EQ(finding.Find("endColumn")->ScalarText(), "29");
}

TEST(LintFormats, SarifPointsAtItsRuleAndEncodesThePath) {
  const auto json = policy_engine::ParseJson(LintSarif(Linted()));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->Find("version")->AsString(), "2.1.0");
  const Json& run = json->Find("runs")->items().at(0);
  const Json& result = run.Find("results")->items().at(0);
  EXPECT_EQ(result.Find("level")->AsString(), "error");
  int64_t index = 0;
  ASSERT_TRUE(result.Find("ruleIndex")->AsInt64(&index));
  const Json& rule =
      run.Find("tool")->Find("driver")->Find("rules")->items().at(static_cast<size_t>(index));
  EXPECT_EQ(rule.Find("id")->AsString(), result.Find("ruleId")->AsString());
  const Json* place = result.Find("locations")->items().at(0).Find("physicalLocation");
  EXPECT_EQ(place->Find("artifactLocation")->Find("uri")->AsString(), "my%20policy.json");
  EXPECT_EQ(place->Find("region")->Find("startLine")->ScalarText(), "5");
}

TEST(LintFormats, DisabledRulesAreSilent) {
  LintOptions options;
  options.disabled = {"unknown-action"};
  EXPECT_TRUE(LintPolicy(kPolicy, options).findings.empty());
}

}  // namespace
}  // namespace simulator
