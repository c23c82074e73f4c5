#include "mockaws/catalog/role_templates.h"

#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

const std::string kTemplate =
    "arn:aws:iam::aws:role-template/ec2.amazonaws.com/InstanceReadsBucket:1";

class RoleTemplatesTest : public IamTest {
 protected:
  static void Replace(Parameters* parameters, const std::string& name,
                      const std::vector<std::string>& values) {
    size_t entries = 1;
    for (const auto& [key, value] : *parameters) entries += key.ends_with(".key") ? 1 : 0;
    const std::string entry = "ReplacementValues.entry." + std::to_string(entries);
    parameters->push_back({entry + ".key", name});
    for (size_t i = 0; i < values.size(); ++i) {
      parameters->push_back({entry + ".value.Values.member." + std::to_string(i + 1), values[i]});
    }
  }
  static Parameters Request(const std::vector<std::string>& arns = {"arn:aws:s3:::b/*"}) {
    Parameters parameters = {{"TemplateArn", kTemplate}};
    Replace(&parameters, "BucketArns", arns);
    return parameters;
  }
};

TEST_F(RoleTemplatesTest, GetShowsTheDefaultVersionAndOthersByNumber) {
  const Answer shown = Must("GetRoleTemplateVersion", {{"TemplateArn", kTemplate}});
  EXPECT_EQ(shown.Text("RoleTemplateVersion.MinorVersion"), "2");
  EXPECT_EQ(shown.Text("RoleTemplateVersion.RoleNamePattern"), "@{RoleName}");
  EXPECT_TRUE(shown.Text("RoleTemplateVersion.TemplateVersionId").starts_with("AVTA"));
  EXPECT_EQ(Must("GetRoleTemplateVersion", {{"TemplateArn", kTemplate}, {"MinorVersion", "1"}})
                .Text("RoleTemplateVersion.MinorVersion"),
            "1");
  const std::string unknown = "arn:aws:iam::aws:role-template/x.amazonaws.com/None:1";
  for (const char* action : {"GetRoleTemplateVersion", "AcquireRole"}) {
    EXPECT_OUTCOME(Call(action, {{"TemplateArn", unknown}}),
                   "NoSuchEntity (404): Role template not found in repository: " + unknown);
  }
}

TEST_F(RoleTemplatesTest, AcquireMakesTheRoleOnceAndFindsItAgain) {
  Parameters request = Request({"arn:aws:s3:::a/*", "arn:aws:s3:::b/*"});
  Replace(&request, "Team", {"blue"});
  const Answer made = Must("AcquireRole", request);
  EXPECT_EQ(made.Text("Role.RoleName"), "InstanceReadsBucket");
  EXPECT_EQ(made.Text("Role.Tags.0.Value"), "blue");
  EXPECT_EQ(Must("AcquireRole", request).Text("Role.RoleId"), made.Text("Role.RoleId"));
  const Answer shown = Must("GetRole", {{"RoleName", "InstanceReadsBucket"}});
  EXPECT_EQ(shown.Text("Role.SourceRoleTemplate.TemplateArn"), kTemplate);
  EXPECT_EQ(shown.Text("Role.SourceRoleTemplate.TemplateMinorVersion"), "2");
  const Answer policy =
      Must("GetRolePolicy", {{"RoleName", "InstanceReadsBucket"}, {"PolicyName", "ReadBuckets"}});
  EXPECT_TRUE(
      policy.Text("PolicyDocument").find("%5B%22arn%3Aaws%3As3%3A%3A%3Aa%2F%2A%22%2C%22arn") !=
      std::string::npos)
      << policy.Text("PolicyDocument");
}

TEST_F(RoleTemplatesTest, ReplacementValuesAreChecked) {
  EXPECT_OUTCOME(
      Call("AcquireRole", {{"TemplateArn", kTemplate}}),
      "InvalidInput (400): Failed to render template: Parameter 'BucketArns' not found.");
  Parameters unknown = Request();
  Replace(&unknown, "Nonsense", {"x"});
  EXPECT_OUTCOME(Call("AcquireRole", unknown),
                 "InvalidInput (400): Failed to render template: Unrecognized parameter: Nonsense");
  Parameters two = Request();
  Replace(&two, "Team", {"a", "b"});
  EXPECT_OUTCOME(
      Call("AcquireRole", two),
      "ValidationError (400): Team replacement value must contain exactly one value, got 2");
}

TEST_F(RoleTemplatesTest, AValueCannotBreakOutOfItsString) {
  EXPECT_NE(Call("AcquireRole", Request({R"(x","Action":"*)"})).status, 500);
  const Answer policy =
      Call("GetRolePolicy", {{"RoleName", "InstanceReadsBucket"}, {"PolicyName", "ReadBuckets"}});
  EXPECT_TRUE(policy.body.find("%22Action%22%3A%22%2A") == std::string::npos) << policy.body;
}

TEST_F(RoleTemplatesTest, OtherParametersOtherRolesAndChangesAreConflicts) {
  Must("AcquireRole", Request());
  EXPECT_OUTCOME(Call("AcquireRole", Request({"arn:aws:s3:::other/*"})),
                 "NameConflict (409): A role with this name exists but was created with different "
                 "parameters. Pass a unique roleName to create a new role.");
  Must("UpdateRole", {{"RoleName", "InstanceReadsBucket"}, {"MaxSessionDuration", "7200"}});
  EXPECT_OUTCOME(Call("AcquireRole", Request()), "ok");
  Must("DeleteRolePolicy", {{"RoleName", "InstanceReadsBucket"}, {"PolicyName", "ReadBuckets"}});
  EXPECT_OUTCOME(Call("AcquireRole", Request()),
                 "RoleModified (409): Role InstanceReadsBucket has been modified since it was "
                 "created and is no longer managed.");
  Must("CreateRole",
       {{"RoleName", "mine"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
  Parameters named = Request();
  Replace(&named, "RoleName", {"mine"});
  EXPECT_OUTCOME(Call("AcquireRole", named),
                 "NameConflict (409): A role with this name already exists in the account but was "
                 "not created from this template. Choose a different role name, or remove the "
                 "existing role if it is no longer needed.");
}

TEST_F(RoleTemplatesTest, ADisabledTemplateMakesNothing) {
  EXPECT_EQ(Call("AcquireRole",
                 {{"TemplateArn",
                   "arn:aws:iam::aws:role-template/ecs-tasks.amazonaws.com/TaskRetired:1"}})
                .code,
            "RoleTemplateDisabled");
}

TEST_F(RoleTemplatesTest, AcquiringNeedsEachPermissionOfMakingTheRole) {
  for (const char* action :
       {"GetRoleTemplateVersion", "CreateRole", "AttachRolePolicy", "PutRolePolicy"}) {
    const Answer refused = Call("AcquireRole", Request(), NewUserDenied(action));
    EXPECT_EQ(refused.code, "AccessDenied") << action;
    EXPECT_TRUE(refused.message.find(std::string("iam:") + action) != std::string::npos)
        << refused.message;
  }
  EXPECT_EQ(Call("GetRole", {{"RoleName", "InstanceReadsBucket"}}).code, "NoSuchEntity");
}

TEST_F(RoleTemplatesTest, TheTemplatesArnIsAConditionKeyOfMakingTheRole) {
  const auto acquire = [&](const std::string& name, const std::string& arn) {
    const std::string policy =
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},)"
        R"({"Effect":"Deny","Action":"iam:CreateRole","Resource":"*","Condition":)"
        R"({"ArnNotEquals":{"iam:RoleTemplateARN":")" +
        arn + R"("}}}]})";
    return Call("AcquireRole", Request(), NewUser(name, policy)).Outcome();
  };
  EXPECT_TRUE(acquire("wrong", "arn:aws:iam::aws:role-template/x.amazonaws.com/Other:1")
                  .starts_with("AccessDenied"));
  EXPECT_EQ(acquire("right", kTemplate), "ok");
}

}  // namespace
}  // namespace mockaws
