#include "simulator/scenario/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace simulator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kHead = "scenario: 1\nname: n\n";

Scenario Load(std::string_view text) {
  auto loaded = LoadScenario(text, "f.yaml");
  if (!loaded.ok()) ADD_FAILURE() << loaded.error().front().ToString();
  return loaded.ok() ? std::move(loaded).value() : Scenario();
}

std::vector<std::string> Issues(const std::string& text) {
  const auto loaded = LoadScenario(text, "f.yaml");
  std::vector<std::string> issues;
  if (!loaded.ok()) {
    for (const SourceIssue& issue : loaded.error()) issues.push_back(issue.ToString());
  }
  return issues;
}

// The issues of a file with `steps` after two accounts.
std::vector<std::string> StepIssues(const std::string& steps) {
  return Issues(std::string(kHead) +
                "accounts:\n"
                "  acme: {id: \"111122223333\", users: {admin: {access_keys: [k1]}, bob: }}\n"
                "  helper: {id: \"444455556666\"}\n"
                "vars: {v: x}\n"
                "steps:\n" +
                steps);
}

TEST(Loader, ReadsEveryPartOfAScenario) {
  const Scenario scenario = Load(R"(
scenario: 1
name: Everything
story: A story.
notice: |
  Line one.
  Line two.
exercise: Try it.
tags: [a, b]
clock: 2026-03-02T09:00:00Z
seed: 7
vars: {bucket: "arn:aws:s3:::b", object: "${bucket}/o"}
accounts:
  acme:
    id: 011122223333
    policies:
      P: {Version: "2012-10-17", Statement: []}
      Q: {path: /team/, document: {Statement: []}}
    groups: {g: {attach: [P]}}
    users:
      ana: {groups: [g], access_keys: [k1, k2], tags: {team: blue}, boundary: P, path: /x/}
      bob:
    roles:
      R: {trust: {Statement: []}, max_session_duration: 2h, description: d, inline: {I: {a: b}}}
steps:
  - name: one
    as: acme/user/ana/k2
    call: iam:GetUser
    with: {UserName: ana}
    save: {arn: User.Arn, $session: s}
    expect: {allow: true, http: 200, body: {User.Arn: {contains: ana}, User.Path: /x/}}
  - {as: session/s, check: {allow: "s3:GetObject on ${object}", deny: [iam:GetUser on *]}}
  - advance: 1h1s
)");
  EXPECT_EQ(scenario.name.value, "Everything");
  EXPECT_EQ(scenario.notice, "Line one.\nLine two.\n");
  EXPECT_THAT(scenario.tags, ElementsAre("a", "b"));
  EXPECT_EQ(policy_engine::FormatIso8601(scenario.clock), "2026-03-02T09:00:00Z");
  EXPECT_EQ(scenario.seed, 7U);
  const Account& acme = *scenario.FindAccount("acme");
  EXPECT_EQ(acme.id.value, "011122223333");
  EXPECT_EQ(acme.policies.at(1).path->value, "/team/");
  const Entity& ana = *acme.FindUser("ana");
  EXPECT_EQ(ana.access_keys.size(), 2U);
  EXPECT_EQ(ana.tags.at(0).second.value, "blue");
  EXPECT_EQ(ana.boundary->value, "P");
  EXPECT_EQ(acme.FindRole("R")->max_session_seconds, 7200);
  ASSERT_EQ(scenario.steps.size(), 3U);
  const Step& call = scenario.steps[0];
  EXPECT_EQ(call.as->access_key, "k2");
  EXPECT_EQ(std::get<CallStep>(call.action).operation, "GetUser");
  EXPECT_EQ(call.save.size(), 2U);
  EXPECT_EQ(call.expect.body.at(0).matchers.at(0).kind, Matcher::Kind::kContains);
  EXPECT_EQ(call.expect.body.at(1).matchers.at(0).kind, Matcher::Kind::kEquals);
  const auto& check = std::get<CheckStep>(scenario.steps[1].action);
  EXPECT_EQ(check.questions.at(0).resource.value, "${object}");
  EXPECT_FALSE(check.questions.at(1).allow);
  EXPECT_EQ(std::get<AdvanceStep>(scenario.steps[2].action).by, std::chrono::seconds(3601));
}

TEST(Loader, UnknownKeysAreErrorsWithTheNearestName) {
  EXPECT_THAT(
      Issues("scenario: 1\nname: n\nstpes: []\nacounts: {}\n"),
      ElementsAre("f.yaml:1:1: a scenario needs \"steps\"",
                  "f.yaml:3:1: unknown key \"stpes\" in a scenario; did you mean \"steps\"?",
                  "f.yaml:4:1: unknown key \"acounts\" in a scenario; did you mean \"accounts\"?"));
  EXPECT_THAT(StepIssues("  - {as: acme/root, cal: iam:GetUser}\n"),
              ElementsAre("f.yaml:8:21: unknown key \"cal\" in a step; did you mean \"call\"?"));
  EXPECT_THAT(
      StepIssues("  - {as: acme/root, call: iam:GetUser, expect: {eror: NoSuchEntity}}\n"),
      ElementsAre("f.yaml:8:49: unknown key \"eror\" in \"expect\"; did you mean \"error\"?"));
}

TEST(Loader, AllFaultsAreToldInTheOrderOfTheFile) {
  EXPECT_THAT(Issues("scenario: 2\nname: [x]\nclock: noon\nseed: -1\nsteps: []\n"),
              ElementsAre(HasSubstr("f.yaml:1:11: \"scenario\" is the format's version"),
                          "f.yaml:2:7: \"name\" takes text, not a list",
                          HasSubstr("f.yaml:3:8: \"clock\" takes an instant such as"),
                          HasSubstr("f.yaml:4:7: \"seed\" takes a whole number from 0"),
                          "f.yaml:5:8: \"steps\" takes a list of at least one step"));
}

TEST(Loader, AccountsAreChecked) {
  const auto issues =
      Issues(std::string(kHead) +
             "accounts:\n"
             "  a: {id: 123}\n"
             "  b: {id: \"111122223333\", users: {u: {groups: [g]}}, roles: {R: {}}}\n"
             "  c: {id: \"111122223333\"}\n"
             "  session: {id: \"222233334444\"}\n"
             "steps:\n  - advance: 1h\n");
  EXPECT_THAT(issues, ElementsAre("f.yaml:4:11: an account id is 12 digits, not \"123\"",
                                  "f.yaml:5:48: the account b has no group \"g\"",
                                  "f.yaml:5:62: the role R needs a \"trust\" policy",
                                  "f.yaml:6:11: the account id 111122223333 is that of b",
                                  HasSubstr("f.yaml:7:3: \"session\" can't name an account")));
}

TEST(Loader, AStepDoesExactlyOneThing) {
  EXPECT_THAT(StepIssues("  - {advance: 1h, check: {allow: []}}\n"),
              ElementsAre(HasSubstr("a step does one thing: \"advance\" or \"check\"")));
  EXPECT_THAT(StepIssues("  - {name: nothing}\n"),
              ElementsAre(HasSubstr("a step needs one of call")));
}

TEST(Loader, IdentitiesMustBeDeclared) {
  EXPECT_THAT(StepIssues("  - {as: acme/user/admn, call: iam:GetUser}\n"),
              ElementsAre("f.yaml:8:10: the account acme declares no user \"admn\"; did you mean "
                          "\"admin\"?"));
  EXPECT_THAT(StepIssues("  - {as: amce/root, call: iam:GetUser}\n"),
              ElementsAre("f.yaml:8:10: no account \"amce\" is declared; did you mean \"acme\"?"));
  EXPECT_THAT(StepIssues("  - {as: acme/user/admin/k2, call: iam:GetUser}\n"),
              ElementsAre("f.yaml:8:10: the user admin declares no access key \"k2\"; did you mean "
                          "\"k1\"?"));
  EXPECT_THAT(StepIssues("  - {as: session/s, call: iam:GetUser}\n"),
              ElementsAre("f.yaml:8:10: no earlier step saves a $session \"s\""));
  EXPECT_THAT(StepIssues("  - {as: acme/role/R, call: iam:GetUser}\n"),
              ElementsAre(HasSubstr("\"acme/role/R\" is no identity")));
  EXPECT_THAT(StepIssues("  - {call: iam:GetUser}\n"),
              ElementsAre("f.yaml:8:5: the step needs \"as\": who makes it"));
  EXPECT_THAT(StepIssues("  - {as: service/ec2.amazonaws.com, call: iam:GetUser}\n"),
              ElementsAre(HasSubstr("a service can't be made to call")));
}

TEST(Loader, VariablesMustBeSetBeforeTheyAreUsed) {
  EXPECT_THAT(StepIssues("  - {as: acme/root, call: iam:GetUser, with: {UserName: \"${w}\"}}\n"),
              ElementsAre("f.yaml:8:57: the variable ${w} is not set; did you mean \"v\"?"));
  EXPECT_THAT(
      StepIssues("  - {as: acme/root, call: iam:GetUser, save: {user_name: User.UserName}}\n"
                 "  - {as: acme/root, call: iam:GetUser, with: {UserName: \"${user_name}\"}}\n"),
      IsEmpty());
}

TEST(Loader, DocumentsGivenAsTextMayHoldAnything) {
  EXPECT_THAT(StepIssues("  - as: acme/root\n"
                         "    call: iam:CreatePolicy\n"
                         "    with: {PolicyName: p, PolicyDocument: \"{ ${unset} ${aws:x}\"}\n"),
              IsEmpty());
  EXPECT_THAT(StepIssues("  - as: acme/root\n"
                         "    call: iam:CreatePolicy\n"
                         "    with: {PolicyName: p, PolicyDocument: {Resource: \"${unset}\"}}\n"),
              ElementsAre(HasSubstr("the variable ${unset} is not set")));
}

TEST(Loader, CallsAreToIamOrSts) {
  EXPECT_THAT(StepIssues("  - {as: acme/root, call: s3:GetObject}\n"),
              ElementsAre(HasSubstr("\"call\" takes iam:OPERATION or sts:OPERATION")));
}

TEST(Loader, ChecksAskActionOnResource) {
  EXPECT_THAT(StepIssues("  - {as: acme/root, check: {allow: [s3:GetObject]}}\n"),
              ElementsAre("f.yaml:8:37: \"allow\" takes `ACTION on ARN`, not \"s3:GetObject\""));
  EXPECT_THAT(StepIssues("  - {as: acme/root, check: {}}\n"),
              ElementsAre("f.yaml:8:28: \"check\" needs \"allow\" or \"deny\""));
}

TEST(Loader, ExplanationsUseTheApisWords) {
  EXPECT_THAT(
      StepIssues("  - as: acme/root\n    call: iam:GetUser\n"
                 "    expect: {explain: {decision: ImplicitDeny, blocked_by: trust-polcy}}\n"),
      ElementsAre("f.yaml:10:34: \"decision\" can't be \"ImplicitDeny\"; did you mean "
                  "\"implicitDeny\"?",
                  "f.yaml:10:60: \"blocked_by\" can't be \"trust-polcy\"; did you mean "
                  "\"trust-policy\"?"));
}

TEST(Loader, MatricesAreEveryCombination) {
  const Scenario scenario =
      Load(std::string(kHead) + "matrix: {a: [1, 2], b: [x, y]}\nsteps:\n  - advance: 1h\n");
  ASSERT_EQ(scenario.combinations.size(), 4U);
  EXPECT_EQ(scenario.combinations[1][0].value->text, "1");
  EXPECT_EQ(scenario.combinations[1][1].value->text, "y");
  EXPECT_EQ(Load(std::string(kHead) + "steps:\n  - advance: 1h\n").combinations.size(), 1U);
}

// Writes a file beside which scenarios can be loaded, and takes it away again.
class IncludedFile {
 public:
  IncludedFile(const std::string& name, std::string_view text)
      : path_(::testing::TempDir() + name) {
    std::ofstream(path_) << text;
  }
  ~IncludedFile() { std::filesystem::remove(path_); }
  IncludedFile(const IncludedFile&) = delete;
  IncludedFile& operator=(const IncludedFile&) = delete;

 private:
  std::string path_;
};

SourceResult<Scenario> LoadIncluding(const std::string& name, const std::string& rest) {
  return LoadScenario(std::string(kHead) + "include: " + name + "\n" + rest,
                      ::testing::TempDir() + "f.yaml");
}

TEST(Loader, IncludedContentsComeFirst) {
  const IncludedFile file("loader_include.yaml",
                          "vars: {v: x}\n"
                          "accounts: {acme: {id: \"111122223333\", users: {ana: }}}\n"
                          "steps:\n  - advance: 2h\n");
  const auto scenario =
      LoadIncluding("loader_include.yaml",
                    "accounts: {other: {id: \"444455556666\"}}\n"
                    "steps:\n  - {as: acme/user/ana, can: \"iam:GetUser on ${v}\"}\n");
  ASSERT_TRUE(scenario.ok()) << scenario.error().front().ToString();
  ASSERT_EQ(scenario->accounts.size(), 2U);
  EXPECT_EQ(scenario->accounts[0].name.value, "acme");
  ASSERT_EQ(scenario->steps.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<AdvanceStep>(scenario->steps[0].action));
  EXPECT_EQ(scenario->steps[1].number, 2U);
}

TEST(Loader, FaultsOfIncludedFilesNameThem) {
  const IncludedFile file("loader_faulty.yaml", "steps:\n  - advance: 2h\nstory: x\n");
  const auto scenario = LoadIncluding("loader_faulty.yaml", "steps:\n  - advance: 1h\n");
  ASSERT_FALSE(scenario.ok());
  EXPECT_THAT(scenario.error().front().ToString(),
              HasSubstr("loader_faulty.yaml:3:1: unknown key \"story\" in an included file"));
}

TEST(Loader, AnAccountIsDeclaredOnceInAllFiles) {
  const IncludedFile file("loader_twice.yaml", "accounts: {acme: {id: \"111122223333\"}}\n");
  const auto scenario = LoadIncluding(
      "loader_twice.yaml", "accounts: {b: {id: \"111122223333\"}}\nsteps:\n  - advance: 1h\n");
  ASSERT_FALSE(scenario.ok());
  EXPECT_THAT(scenario.error().front().message, HasSubstr("is declared at"));
}

TEST(Loader, AnIncludedFileMustBeThere) {
  const auto scenario = LoadIncluding("loader_none.yaml", "steps:\n  - advance: 1h\n");
  ASSERT_FALSE(scenario.ok());
  EXPECT_THAT(scenario.error().front().message, HasSubstr("loader_none.yaml: "));
}

TEST(Loader, CanAsksOneQuestion) {
  const Scenario scenario =
      Load(std::string(kHead) +
           "accounts: {acme: {id: \"111122223333\"}}\nsteps:\n"
           "  - {as: service/x, can: a:B on c, context: {k: v}, expect: {allow: false}}\n");
  const auto& check = std::get<CheckStep>(scenario.steps[0].action);
  ASSERT_EQ(check.questions.size(), 1U);
  EXPECT_EQ(check.questions[0].action.value, "a:B");
  EXPECT_EQ(check.questions[0].resource.value, "c");
  EXPECT_FALSE(check.questions[0].allow);
}

TEST(Loader, FilesThatAreNoMappingAreRefused) {
  EXPECT_THAT(Issues("- a\n"), ElementsAre("f.yaml:1:1: a scenario takes a mapping, not a list"));
}

}  // namespace
}  // namespace simulator
