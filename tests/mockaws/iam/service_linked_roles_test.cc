#include "mockaws/catalog/service_linked_roles.h"

#include "mockaws/catalog/managed_policies.h"
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kRole = "AWSServiceRoleForAutoScaling";

class ServiceLinkedRolesTest : public IamTest {
 protected:
  Answer Create(const std::string& service, const Parameters& more = {}) {
    Parameters parameters = {{"AWSServiceName", service}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Call("CreateServiceLinkedRole", parameters);
  }
  std::string Status(const std::string& task) {
    return Must("GetServiceLinkedRoleDeletionStatus", {{"DeletionTaskId", task}}).Text("Status");
  }
};

TEST(ServiceLinkedRoleCatalogue, EveryRoleHasItsPolicy) {
  for (const ServiceLinkedRole& role : ServiceLinkedRoles()) {
    EXPECT_TRUE(FindManagedPolicy("arn:aws:iam::aws:policy/aws-service-role/" + role.policy))
        << role.service;
    EXPECT_TRUE(role.role.starts_with("AWSServiceRoleFor")) << role.role;
  }
}

TEST_F(ServiceLinkedRolesTest, CreateAnswersTheRoleWithItsListShapedTrust) {
  const Answer made = Create("autoscaling.amazonaws.com", {{"Description", "d"}});
  EXPECT_OUTCOME(made, "ok");
  EXPECT_EQ(made.Members("Role"), "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument");
  EXPECT_EQ(made.Text("Role.Arn"),
            Arn(std::string("role/aws-service-role/autoscaling.amazonaws.com/") + kRole));
  EXPECT_TRUE(made.Text("Role.AssumeRolePolicyDocument").find("%5B%22sts%3AAssumeRole%22%5D") !=
              std::string::npos);
  const Answer attached = Must("ListAttachedRolePolicies", {{"RoleName", kRole}});
  EXPECT_EQ(attached.Text("AttachedPolicies.0.PolicyArn"),
            "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy");
  EXPECT_EQ(Must("GetRole", {{"RoleName", kRole}}).Text("Role.Description"), "d");
}

TEST_F(ServiceLinkedRolesTest, SuffixesAreForSomeServices) {
  EXPECT_OUTCOME(Create("ecs.amazonaws.com", {{"CustomSuffix", "x"}}),
                 "InvalidInput (400): Custom suffix is not allowed for ecs.amazonaws.com");
  EXPECT_EQ(Create("autoscaling.amazonaws.com", {{"CustomSuffix", "x"}}).Text("Role.RoleName"),
            std::string(kRole) + "_x");
  EXPECT_OUTCOME(Create("autoscaling.amazonaws.com", {{"CustomSuffix", "x"}}),
                 "InvalidInput (400): Service role name AWSServiceRoleForAutoScaling_x has been "
                 "taken in this account, please try a different suffix.");
  EXPECT_EQ(Create("nonsense.amazonaws.com").code, "InvalidInput");
}

TEST_F(ServiceLinkedRolesTest, OnlyAwsChangesThem) {
  Create("autoscaling.amazonaws.com");
  const std::string refusal =
      "UnmodifiableEntity (400): Cannot perform the operation on the protected role "
      "'AWSServiceRoleForAutoScaling' - this role is only modifiable by AWS";
  const std::string policy = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const std::string allow(kAllowAll);
  EXPECT_OUTCOME(Call("DeleteRole", {{"RoleName", kRole}}), refusal);
  EXPECT_OUTCOME(Call("AttachRolePolicy", {{"RoleName", kRole}, {"PolicyArn", policy}}), refusal);
  EXPECT_OUTCOME(
      Call("PutRolePolicy", {{"RoleName", kRole}, {"PolicyName", "p"}, {"PolicyDocument", allow}}),
      refusal);
  EXPECT_OUTCOME(Call("UpdateAssumeRolePolicy",
                      {{"RoleName", kRole}, {"PolicyDocument", std::string(kTrustAccount)}}),
                 refusal);
  EXPECT_OUTCOME(
      Call("PutRolePermissionsBoundary", {{"RoleName", kRole}, {"PermissionsBoundary", policy}}),
      refusal);
  EXPECT_OUTCOME(Call("UpdateRole", {{"RoleName", kRole}, {"MaxSessionDuration", "7200"}}),
                 "UnmodifiableEntity (400): AWSServiceRoleForAutoScaling is an AWS service linked "
                 "role, max session duration cannot be changed.");
  EXPECT_OUTCOME(Call("UpdateRole", {{"RoleName", kRole}, {"Description", "d"}}), "ok");
}

TEST_F(ServiceLinkedRolesTest, DeletionIsATask) {
  Create("autoscaling.amazonaws.com");
  const std::string task =
      Must("DeleteServiceLinkedRole", {{"RoleName", kRole}}).Text("DeletionTaskId");
  EXPECT_TRUE(task.starts_with("task/aws-service-role/autoscaling.amazonaws.com/" +
                               std::string(kRole) + "/"))
      << task;
  EXPECT_EQ(Must("DeleteServiceLinkedRole", {{"RoleName", kRole}}).Text("DeletionTaskId"), task);
  EXPECT_EQ(Status(task), "NOT_STARTED");
  EXPECT_EQ(Status(task), "IN_PROGRESS");
  EXPECT_EQ(Status(task), "SUCCEEDED");
  EXPECT_EQ(Call("GetRole", {{"RoleName", kRole}}).code, "NoSuchEntity");
  EXPECT_OUTCOME(Create("autoscaling.amazonaws.com"), "ok");
}

TEST_F(ServiceLinkedRolesTest, OrdinaryRolesAndUnknownTasksAreRefused) {
  Must("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
  EXPECT_OUTCOME(Call("DeleteServiceLinkedRole", {{"RoleName", "r"}}),
                 "NoSuchEntity (404): r exists but is not a service role.");
  EXPECT_OUTCOME(Call("GetServiceLinkedRoleDeletionStatus", {{"DeletionTaskId", "x"}}),
                 "InvalidInput (400): Invalid task id");
  EXPECT_OUTCOME(
      Call("GetServiceLinkedRoleDeletionStatus",
           {{"DeletionTaskId",
             "task/aws-service-role/a.amazonaws.com/R/00000000-0000-4000-8000-000000000000"}}),
      "NoSuchEntity (404): Cannot find deletion status for given id.");
}

TEST_F(ServiceLinkedRolesTest, PermissionIsLimitedByTheServicesName) {
  const SigningCredentials caller =
      NewUser("u", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":)"
                   R"("iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":)"
                   R"({"iam:AWSServiceName":"ecs.amazonaws.com"}}}})");
  EXPECT_OUTCOME(Call("CreateServiceLinkedRole", {{"AWSServiceName", "ecs.amazonaws.com"}}, caller),
                 "ok");
  EXPECT_EQ(Call("CreateServiceLinkedRole", {{"AWSServiceName", "rds.amazonaws.com"}}, caller).code,
            "AccessDenied");
}

}  // namespace
}  // namespace mockaws
