// Organizations, MFA devices, made values and `assume` as the loader reads and refuses them.

#include "simulator/runner/organization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/client/parameters.h"
#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kAccounts = R"(scenario: 1
name: n
accounts:
  hq: {id: "999900001111", alias: head}
  shop: {id: "111122223333", users: {ana: {mfa: [phone, key]}, bob: }}
)";

std::vector<std::string> Issues(const std::string& rest) {
  const auto loaded = LoadScenario(kAccounts + rest, "f.yaml");
  SourceIssues issues;
  if (loaded.ok()) {
    CheckCalls(*loaded, &issues);
  } else {
    issues = loaded.error();
  }
  std::vector<std::string> texts;
  for (const SourceIssue& issue : issues) texts.push_back(issue.ToString());
  return texts;
}

constexpr const char* kStep = "steps:\n  - advance: 1h\n";

TEST(LoadOrganization, BecomesWhatTheControlApiTakes) {
  const auto scenario = LoadScenario(std::string(kAccounts) + R"(
vars: {region: eu-*}
organization:
  id: o-abcdefghij
  management: hq
  root_sessions: true
  scps: {S: {Resource: "${region}"}}
  rcps: {R: "{}"}
  root:
    accounts: [hq]
    units:
      prod: {scps: [FullAWSAccess, S], rcps: [R], accounts: {shop: {scps: [S]}, "222233334444": }}
)" + kStep,
                                     "f.yaml");
  ASSERT_TRUE(scenario.ok()) << scenario.error().front().ToString();
  EXPECT_EQ(scenario->accounts[0].alias->value, "head");
  Variables variables;
  variables.Set("region", "eu-*");
  const auto json = OrganizationJson(*scenario, variables);
  ASSERT_TRUE(json.ok());
  const auto expected = policy_engine::ParseJson(R"({
    "id": "o-abcdefghij", "managementAccount": "999900001111", "trustedAccess": false,
    "rootSessions": true, "rootCredentialsManagement": false,
    "policies": [
      {"name": "S", "type": "SERVICE_CONTROL_POLICY", "document": "{\n  \"Resource\": \"eu-*\"\n}"},
      {"name": "R", "type": "RESOURCE_CONTROL_POLICY", "document": "{}"}],
    "root": {
      "accounts": [{"id": "999900001111"}],
      "units": [{
        "serviceControlPolicies": ["FullAWSAccess", "S"],
        "resourceControlPolicies": ["R"],
        "accounts": [{"id": "111122223333", "serviceControlPolicies": ["S"]},
                     {"id": "222233334444"}],
        "units": [], "name": "prod"}]}})");
  ASSERT_TRUE(expected.ok());
  EXPECT_EQ(json->Dump(2), expected->Dump(2));
}

TEST(LoadOrganization, UnknownNamesAreErrorsWithTheNearest) {
  EXPECT_THAT(
      Issues(std::string("organization:\n  management: qh\n  scps: {Deny: {}}\n"
                         "  root: {scps: [Dney], rcps: [None], accounts: [shpo], unit: {}}\n") +
             kStep),
      ElementsAre("f.yaml:9:56: unknown key \"unit\" in the root; did you mean \"units\"?"));
  EXPECT_THAT(Issues(std::string("organization:\n  management: qh\n  scps: {Deny: {}}\n"
                                 "  root: {scps: [Dney], rcps: [None], accounts: [shpo]}\n") +
                     kStep),
              ElementsAre("f.yaml:7:15: no account \"qh\" is declared; did you mean \"hq\"?",
                          "f.yaml:9:17: the organization has no SCP \"Dney\"; did you mean "
                          "\"Deny\"?",
                          "f.yaml:9:31: the organization has no RCP \"None\"; it has "
                          "RCPFullAWSAccess",
                          "f.yaml:9:49: no account \"shpo\" is declared; did you mean \"shop\"?"));
  EXPECT_THAT(Issues(std::string("organization: {}\n") + kStep),
              ElementsAre("f.yaml:6:15: \"organization\" needs \"management\""));
}

std::string CodeStep(const std::string& code) {
  return "steps:\n  - as: shop/user/ana\n    assume: s\n"
         "    with: {RoleArn: x, SerialNumber: y, TokenCode: " +
         code + "}\n";
}

TEST(LoadMadeValue, CodesOfDeclaredDevicesAndOfSeeds) {
  EXPECT_THAT(Issues(CodeStep("{$mfa_code: shop/user/ana}")), IsEmpty());
  EXPECT_THAT(Issues(CodeStep("{$mfa_code: shop/user/ana/key, ahead: -1}")), IsEmpty());
  EXPECT_THAT(Issues(CodeStep("{$totp: ABCD, ahead: 1}")), IsEmpty());
}

TEST(LoadMadeValue, FaultsAreToldAtTheirPlace) {
  EXPECT_THAT(Issues(CodeStep("{$mfa_code: shop/user/bob}")),
              ElementsAre(HasSubstr("f.yaml:9:64: nobody declares the MFA device "
                                    "\"shop/user/bob\"")));
  EXPECT_THAT(Issues(CodeStep("{$mfa_cod: shop/user/ana}")),
              ElementsAre("f.yaml:9:53: there is no made value \"$mfa_cod\"; did you mean "
                          "\"$mfa_code\"?"));
  EXPECT_THAT(Issues(CodeStep("{$totp: \"${sed}\"}")),
              ElementsAre("f.yaml:9:60: the variable ${sed} is not set"));
  EXPECT_THAT(Issues(CodeStep("{$totp: a, ahead: soon}")),
              ElementsAre(HasSubstr("f.yaml:9:70: \"ahead\" takes a whole number")));
}

TEST(LoadAssume, IsAssumeRoleWhoseSessionIsKeptUnderTheName) {
  const auto scenario =
      LoadScenario(std::string(kAccounts) +
                       "steps:\n  - {as: shop/user/ana, assume: ops, with: {RoleArn: r}}\n"
                       "  - {as: session/ops, call: sts:GetCallerIdentity}\n",
                   "f.yaml");
  ASSERT_TRUE(scenario.ok()) << scenario.error().front().ToString();
  const auto& call = std::get<CallStep>(scenario->steps[0].action);
  EXPECT_EQ(call.operation, "AssumeRole");
  EXPECT_EQ(call.with->Find("RoleSessionName")->text, "ops");
  EXPECT_TRUE(scenario->steps[0].save.at(0).is_session);
}

}  // namespace
}  // namespace simulator
