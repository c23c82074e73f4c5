// Policies of least privilege from what was used.
#include "simulator/least_privilege/minimize.h"

#include <gtest/gtest.h>

#include "simulator/least_privilege/record.h"

namespace simulator {
namespace {

std::string Minimized(const std::map<std::string, std::vector<std::string>>& used,
                      const Wildcards& wildcards = {}) {
  return MinimizedPolicy(used, wildcards).Find("Statement")->Dump();
}

TEST(MinimizedPolicy, GroupsActionsOnTheSameResources) {
  EXPECT_EQ(Minimized({{"s3:GetObject", {"arn:aws:s3:::b/1", "arn:aws:s3:::b/1"}},
                       {"s3:PutObject", {"arn:aws:s3:::b/1"}},
                       {"iam:ListUsers", {"*"}}}),
            R"([{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"},)"
            R"({"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],)"
            R"("Resource":"arn:aws:s3:::b/1"}])");
}

TEST(MinimizedPolicy, GeneralizesOnlyWhereItIsAskedTo) {
  const std::map<std::string, std::vector<std::string>> used = {
      {"s3:GetObject", {"arn:aws:s3:::b/x/1", "arn:aws:s3:::b/x/2", "arn:aws:s3:::other"}}};
  EXPECT_EQ(Minimized(used),
            R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":)"
            R"(["arn:aws:s3:::b/x/1","arn:aws:s3:::b/x/2","arn:aws:s3:::other"]}])");
  EXPECT_EQ(Minimized(used, {.resources = true}),
            R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":)"
            R"(["arn:aws:s3:::b/x/*","arn:aws:s3:::other"]}])");
  EXPECT_EQ(Minimized({{"iam:ListUsers", {"*"}}, {"iam:ListRoles", {"*"}}, {"iam:GetUser", {"*"}}},
                      {.actions = true}),
            R"([{"Effect":"Allow","Action":["iam:GetUser","iam:List*"],"Resource":"*"}])");
}

TEST(ReadRecord, GivesBackWhatWasWritten) {
  StepResult step;
  step.action = "sts:AssumeRole";
  step.outcome = "AccessDenied";
  ScenarioResult scenario;
  scenario.file = "a.yaml";
  scenario.steps.push_back(step);
  scenario.usage = *policy_engine::ParseJson(
      R"({"principals":[{"arn":"p","used":[{"action":"s3:GetObject","resource":"r","count":2}]}]})");
  const auto runs = ReadRecord(RecordJson({{scenario}}).Dump());
  ASSERT_TRUE(runs.ok());
  EXPECT_EQ(runs->at(0).outcomes.at(0), "sts:AssumeRole: AccessDenied");
  EXPECT_EQ(runs->at(0).used.at("p").at("s3:GetObject").at(0), "r");
}

TEST(ReadRecord, RefusesWhatIsNone) {
  EXPECT_FALSE(ReadRecord("[").ok());
  EXPECT_FALSE(ReadRecord("{}").ok());
  EXPECT_FALSE(ReadRecord(R"({"scenarios":[{"file":"x"}]})").ok());
}

}  // namespace
}  // namespace simulator
