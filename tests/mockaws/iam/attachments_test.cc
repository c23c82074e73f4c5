#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
constexpr const char* kAdministrator = "arn:aws:iam::aws:policy/AdministratorAccess";

class AttachmentsTest : public IamTest {
 protected:
  void MakeRole(const std::string& name) {
    Must("CreateRole",
         {{"RoleName", name}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
  }
  std::string MakePolicy(const std::string& name) {
    return Must("CreatePolicy", {{"PolicyName", name}, {"PolicyDocument", std::string(kAllowAll)}})
        .Text("Policy.Arn");
  }
};

TEST_F(AttachmentsTest, AttachingTwiceIsNoError) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", kReadOnly}});
  Must("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", kReadOnly}});
  EXPECT_EQ(Must("GetPolicy", {{"PolicyArn", kReadOnly}}).Text("Policy.AttachmentCount"), "1");
  const Answer list = Must("ListAttachedUserPolicies", {{"UserName", "u"}});
  EXPECT_EQ(list.Count("AttachedPolicies"), 1);
  EXPECT_EQ(list.Text("AttachedPolicies.0.PolicyName"), "ReadOnlyAccess");
  EXPECT_EQ(list.Text("AttachedPolicies.0.PolicyArn"), kReadOnly);
}

TEST_F(AttachmentsTest, DetachingWhatIsNotAttachedIsNoSuchEntity) {
  Must("CreateUser", {{"UserName", "u"}});
  EXPECT_OUTCOME(Call("DetachUserPolicy", {{"UserName", "u"}, {"PolicyArn", kReadOnly}}),
                 "NoSuchEntity (404): Policy " + std::string(kReadOnly) + " was not found.");
}

TEST_F(AttachmentsTest, WhatDoesNotExistCannotBeAttached) {
  Must("CreateUser", {{"UserName", "u"}});
  for (const std::string& arn :
       {Arn("policy/none"), std::string("arn:aws:iam::aws:policy/NoSuchPolicy"),
        std::string("arn:aws:iam::444455556666:policy/theirs")}) {
    EXPECT_OUTCOME(Call("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", arn}}),
                   "NoSuchEntity (404): Policy " + arn + " does not exist or is not attachable.");
  }
}

TEST_F(AttachmentsTest, ReservedPoliciesAreForAwsAlone) {
  Must("CreateUser", {{"UserName", "u"}});
  MakeRole("r");
  const std::string reserved =
      "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy";
  EXPECT_OUTCOME(Call("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", reserved}}),
                 "PolicyNotAttachable (400): Cannot attach AWS reserved policy to an IAM user.");
  EXPECT_OUTCOME(
      Call("PutUserPermissionsBoundary", {{"UserName", "u"}, {"PermissionsBoundary", reserved}}),
      "PolicyNotAttachable (400): Cannot attach AWS reserved policy to an IAM user.");
  EXPECT_OUTCOME(
      Call("AttachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", reserved}}),
      "PolicyNotAttachable (400): Cannot attach a Service Role Policy to a Customer Role.");
  Must("AttachRolePolicy",
       {{"RoleName", "r"},
        {"PolicyArn", "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"}});
}

TEST_F(AttachmentsTest, QuotasAreTenTenAndTwenty) {
  Must("CreateUser", {{"UserName", "x"}});
  Must("CreateGroup", {{"GroupName", "x"}});
  MakeRole("x");
  const auto attach = [&](const std::string& kind, const std::string& arn) {
    return Call("Attach" + kind + "Policy", {{kind + "Name", "x"}, {"PolicyArn", arn}});
  };
  for (int i = 0; i < 21; ++i) {
    const std::string arn = MakePolicy("p" + std::to_string(i));
    EXPECT_OUTCOME(
        attach("User", arn),
        i < 10 ? "ok" : "LimitExceeded (409): Cannot exceed quota for PoliciesPerUser: 10");
    EXPECT_OUTCOME(
        attach("Group", arn),
        i < 10 ? "ok" : "LimitExceeded (409): Cannot exceed quota for PoliciesPerGroup: 10");
    EXPECT_OUTCOME(
        attach("Role", arn),
        i < 20 ? "ok" : "LimitExceeded (409): Cannot exceed quota for PoliciesPerRole: 20");
  }
}

TEST_F(AttachmentsTest, BoundariesLimitAndAreCountedApart) {
  const SigningCredentials user = NewUser("u", std::string(kAllowAll));
  Must("PutUserPermissionsBoundary", {{"UserName", "u"}, {"PermissionsBoundary", kReadOnly}});
  EXPECT_OUTCOME(Call("ListUsers", {}, user), "ok");
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "v"}}, user),
                 "AccessDenied (403): User: " + Arn("user/u") +
                     " is not authorized to perform: iam:CreateUser on resource: " + Arn("user/v") +
                     " because no permissions boundary allows the iam:CreateUser action");
  const Answer policy = Must("GetPolicy", {{"PolicyArn", kReadOnly}});
  EXPECT_EQ(policy.Text("Policy.AttachmentCount"), "0");
  EXPECT_EQ(policy.Text("Policy.PermissionsBoundaryUsageCount"), "1");
  const Answer shown = Must("GetUser", {{"UserName", "u"}});
  EXPECT_EQ(shown.Text("User.PermissionsBoundary.PermissionsBoundaryType"), "Policy");
  EXPECT_EQ(shown.Text("User.PermissionsBoundary.PermissionsBoundaryArn"), kReadOnly);
  Must("DeleteUserPermissionsBoundary", {{"UserName", "u"}});
  EXPECT_EQ(Call("DeleteUserPermissionsBoundary", {{"UserName", "u"}}).code, "NoSuchEntity");
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "v"}}, user), "ok");
}

TEST_F(AttachmentsTest, EntitiesForPolicyShowAttachmentsAndBoundaries) {
  Must("CreateUser", {{"UserName", "attached"}});
  Must("CreateUser", {{"UserName", "bounded"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  MakeRole("r");
  Must("AttachUserPolicy", {{"UserName", "attached"}, {"PolicyArn", kReadOnly}});
  Must("AttachGroupPolicy", {{"GroupName", "g"}, {"PolicyArn", kReadOnly}});
  Must("AttachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", kReadOnly}});
  Must("PutUserPermissionsBoundary", {{"UserName", "bounded"}, {"PermissionsBoundary", kReadOnly}});
  const auto counts = [&](Parameters filter) {
    filter.push_back({"PolicyArn", kReadOnly});
    const Answer list = Must("ListEntitiesForPolicy", filter);
    return std::to_string(list.Count("PolicyGroups")) + " " +
           std::to_string(list.Count("PolicyUsers")) + " " +
           std::to_string(list.Count("PolicyRoles"));
  };
  EXPECT_EQ(counts({}), "1 2 1");
  EXPECT_EQ(counts({{"PolicyUsageFilter", "PermissionsPolicy"}}), "1 1 1");
  EXPECT_EQ(counts({{"PolicyUsageFilter", "PermissionsBoundary"}}), "0 1 0");
  EXPECT_EQ(counts({{"EntityFilter", "Role"}}), "0 0 1");
  EXPECT_EQ(counts({{"EntityFilter", "LocalManagedPolicy"}}), "0 0 0");
  const Answer page = Must("ListEntitiesForPolicy", {{"PolicyArn", kReadOnly}, {"MaxItems", "2"}});
  EXPECT_EQ(page.Count("PolicyGroups"), 1);
  EXPECT_EQ(page.Count("PolicyUsers"), 1);
  EXPECT_EQ(counts({{"MaxItems", "9"}, {"Marker", page.Text("Marker")}}), "0 1 1");
}

TEST_F(AttachmentsTest, PolicyArnConditionLimitsWhatMayBeAttached) {
  const SigningCredentials delegate = NewUser(
      "delegate",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:AttachUserPolicy",)"
      R"("Resource":"*","Condition":{"ArnEquals":)"
      R"({"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}}})");
  Must("CreateUser", {{"UserName", "u"}});
  EXPECT_OUTCOME(Call("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", kReadOnly}}, delegate),
                 "ok");
  EXPECT_EQ(
      Call("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", kAdministrator}}, delegate).code,
      "AccessDenied");
}

TEST_F(AttachmentsTest, DelegatesMakeOnlyUsersWithTheBoundary) {
  const SigningCredentials delegate = NewUser(
      "delegate",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
      R"("Action":["iam:CreateUser","iam:PutUserPolicy","iam:AttachUserPolicy"],"Resource":"*",)"
      R"("Condition":{"StringEquals":)"
      R"({"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}}})");
  EXPECT_EQ(Call("CreateUser", {{"UserName", "free"}}, delegate).code, "AccessDenied");
  EXPECT_EQ(
      Call("CreateUser", {{"UserName", "free"}, {"PermissionsBoundary", kAdministrator}}, delegate)
          .code,
      "AccessDenied");
  EXPECT_OUTCOME(
      Call("CreateUser", {{"UserName", "kept"}, {"PermissionsBoundary", kReadOnly}}, delegate),
      "ok");
  // Later operations are judged on the boundary that the user has.
  EXPECT_OUTCOME(
      Call("AttachUserPolicy", {{"UserName", "kept"}, {"PolicyArn", kAdministrator}}, delegate),
      "ok");
  Must("CreateUser", {{"UserName", "free"}});
  EXPECT_EQ(
      Call("AttachUserPolicy", {{"UserName", "free"}, {"PolicyArn", kAdministrator}}, delegate)
          .code,
      "AccessDenied");
}

}  // namespace
}  // namespace mockaws
