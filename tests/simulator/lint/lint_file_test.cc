#include <gtest/gtest.h>

#include <algorithm>

#include "simulator/lint/linted_file.h"

namespace simulator {
namespace {

constexpr std::string_view kScenario = R"(scenario: 1
name: x
vars: { bucket: b }
accounts:
  acme:
    id: "111122223333"
    roles:
      reader:
        trust:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { AWS: "arn:aws:iam::444455556666:root" }
              Action: sts:AssumeRole
        inline:
          yaml:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: [s3:ListBucket, s3:GetObjekt]
                Resource: "arn:aws:s3:::${bucket}"
          json: |
            {"Version": "2012-10-17",
             "Statement": {"Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*"}}
  vendor:
    id: "444455556666"
steps:
  - as: acme/root
    call: iam:CreateRole
    with:
      RoleName: other
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Principal: { AWS: "*" }, Action: sts:AssumeRole }
  - as: acme/root
    call: iam:CreateRole
    with:
      RoleName: broken
      AssumeRolePolicyDocument: "{"
    expect: { error: MalformedPolicyDocument }
)";

// `policy line:column rule`, sorted.
std::vector<std::string> Found(std::string_view text, const std::string& file) {
  const auto linted = LintFile(text, file, {});
  std::vector<std::string> found;
  if (!linted.ok()) return {linted.error().front().ToString()};
  for (const PlacedFinding& finding : linted->findings) {
    found.push_back((finding.policy.empty() ? "" : finding.policy + " ") +
                    std::to_string(finding.begin.line) + ":" +
                    std::to_string(finding.begin.column) + " " + std::string(finding.rule->id));
  }
  return found;
}

TEST(LintFile, FindingsInAScenarioStandWhereItsLinesAre) {
  EXPECT_EQ(
      Found(kScenario, "s.yaml"),
      (std::vector<std::string>{"acme/role/reader/trust 13:33 third-party-without-external-id",
                                "acme/role/reader/yaml 20:41 unknown-action",
                                "acme/role/reader/json 24:57 unknown-action",
                                "step 1 (iam:CreateRole) 35:48 wildcard-principal"}));
}

TEST(LintFile, AccountsOfOneOrganizationAreNoThirdParties) {
  std::string text(kScenario);
  const std::string organization =
      "organization:\n  management: acme\n  root: { accounts: [vendor] }\n";
  text.insert(text.find("accounts:\n"), organization);
  for (const std::string& finding : Found(text, "s.yaml")) {
    EXPECT_EQ(finding.find("third-party"), std::string::npos) << finding;
  }
}

TEST(LintFile, SeedFilesAreReadAsSuch) {
  const auto found = Found(R"(seed: 1
accounts:
  acme:
    id: "111122223333"
    policies:
      all: { Version: "2012-10-17", Statement: { Effect: Allow, Action: "*", Resource: "*" } }
      limit: { Version: "2012-10-17", Statement: { Effect: Allow, Action: "*", Resource: "*" } }
    users:
      ana: { boundary: limit }
)",
                           "seed.yaml");
  EXPECT_EQ(found, std::vector<std::string>{"acme/policy/all 6:73 administrator-grant"});
}

TEST(LintFile, PoliciesMayBeYaml) {
  const auto found = Found(
      "Version: \"2012-10-17\"\nStatement:\n  Effect: Allow\n  Action: s3:GetObjekt\n"
      "  Resource: \"*\"\n",
      "p.yaml");
  EXPECT_EQ(found, std::vector<std::string>{"4:11 unknown-action"});
}

TEST(LintFile, AFaultyScenarioIsNoPolicy) {
  EXPECT_FALSE(LintFile("scenario: 1\nstepz: []\n", "s.yaml", {}).ok());
  EXPECT_FALSE(LintFile("accounts: {}\n", "_part.yaml", {}).ok());
}

TEST(LintFile, JsonWithAFaultHasItsPlace) {
  EXPECT_EQ(Found("{\"Version\": \"2012-10-17\",\n \"Statement\": [}", "p.json").at(0),
            "2:16 grammar");
}

}  // namespace
}  // namespace simulator
