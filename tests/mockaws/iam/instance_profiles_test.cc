#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class InstanceProfilesTest : public IamTest {
 protected:
  InstanceProfilesTest() {
    for (const char* name : {"r", "s"}) {
      Must("CreateRole",
           {{"RoleName", name}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
    }
  }
  static Parameters With(const std::string& role) {
    return {{"InstanceProfileName", "i"}, {"RoleName", role}};
  }
};

TEST_F(InstanceProfilesTest, CreateAndGetTellTagsAndRoles) {
  const Answer made = Must("CreateInstanceProfile", {{"InstanceProfileName", "I"},
                                                     {"Path", "/x/"},
                                                     {"Tags.member.1.Key", "k"},
                                                     {"Tags.member.1.Value", "v"}});
  EXPECT_EQ(made.Members("InstanceProfile"),
            "Path InstanceProfileName InstanceProfileId Arn CreateDate Roles Tags");
  EXPECT_EQ(made.Count("InstanceProfile.Roles"), 0);
  EXPECT_EQ(made.Text("InstanceProfile.Arn"), Arn("instance-profile/x/I"));
  EXPECT_TRUE(made.Text("InstanceProfile.InstanceProfileId").starts_with("AIPA"));
  Must("AddRoleToInstanceProfile", With("r"));
  const Answer shown = Must("GetInstanceProfile", {{"InstanceProfileName", "i"}});
  EXPECT_EQ(shown.Members("InstanceProfile.Roles.0"),
            "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument");
  const Answer list = Must("ListInstanceProfiles", {{"PathPrefix", "/x/"}});
  EXPECT_EQ(list.Members("InstanceProfiles.0"),
            "Path InstanceProfileName InstanceProfileId Arn CreateDate Roles");
  EXPECT_EQ(Must("ListInstanceProfilesForRole", {{"RoleName", "r"}}).Count("InstanceProfiles"), 1);
  EXPECT_EQ(Must("ListInstanceProfilesForRole", {{"RoleName", "s"}}).Count("InstanceProfiles"), 0);
}

TEST_F(InstanceProfilesTest, OneRoleFits) {
  Must("CreateInstanceProfile", {{"InstanceProfileName", "i"}});
  Must("AddRoleToInstanceProfile", With("r"));
  for (const char* role : {"r", "s"}) {
    EXPECT_OUTCOME(
        Call("AddRoleToInstanceProfile", With(role)),
        "LimitExceeded (409): Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
  }
}

TEST_F(InstanceProfilesTest, RemovingARoleThatIsNotInIsNoSuchEntity) {
  Must("CreateInstanceProfile", {{"InstanceProfileName", "i"}});
  EXPECT_EQ(Call("RemoveRoleFromInstanceProfile", With("r")).code, "NoSuchEntity");
  Must("AddRoleToInstanceProfile", With("r"));
  EXPECT_EQ(Call("RemoveRoleFromInstanceProfile", With("s")).code, "NoSuchEntity");
  Must("RemoveRoleFromInstanceProfile", With("r"));
  EXPECT_EQ(Call("RemoveRoleFromInstanceProfile", With("r")).code, "NoSuchEntity");
}

TEST_F(InstanceProfilesTest, ErrorsNameTheProfile) {
  Must("CreateInstanceProfile", {{"InstanceProfileName", "i"}});
  EXPECT_OUTCOME(Call("CreateInstanceProfile", {{"InstanceProfileName", "I"}}),
                 "EntityAlreadyExists (409): Instance Profile I already exists.");
  EXPECT_OUTCOME(Call("GetInstanceProfile", {{"InstanceProfileName", "none"}}),
                 "NoSuchEntity (404): Instance Profile none cannot be found.");
  Must("AddRoleToInstanceProfile", With("r"));
  EXPECT_OUTCOME(
      Call("DeleteInstanceProfile", {{"InstanceProfileName", "i"}}),
      "DeleteConflict (409): Cannot delete entity, must remove roles from instance profile first.");
}

TEST_F(InstanceProfilesTest, AddingARoleNeedsPassRoleToEc2) {
  Must("CreateInstanceProfile", {{"InstanceProfileName", "i"}});
  const auto caller = [&](const std::string& name, const std::string& service) {
    return NewUser(name,
                   R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:Add*",)"
                   R"("Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":)"
                   R"("arn:aws:iam::111122223333:role/r","Condition":{"StringEquals":)"
                   R"({"iam:PassedToService":")" +
                       service + R"("}}}]})");
  };
  EXPECT_OUTCOME(Call("AddRoleToInstanceProfile", With("r"), caller("a", "lambda.amazonaws.com")),
                 "AccessDenied (403): User: " + Arn("user/a") +
                     " is not authorized to perform: iam:PassRole on resource: " + Arn("role/r") +
                     " because no identity-based policy allows the iam:PassRole action");
  const SigningCredentials good = caller("b", "ec2.amazonaws.com");
  EXPECT_EQ(Call("AddRoleToInstanceProfile", With("s"), good).code, "AccessDenied");
  EXPECT_OUTCOME(Call("AddRoleToInstanceProfile", With("r"), good), "ok");
}

}  // namespace
}  // namespace mockaws
