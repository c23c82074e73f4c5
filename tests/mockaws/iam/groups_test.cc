#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class GroupsTest : public IamTest {};

TEST_F(GroupsTest, CreateAnswersPathNameIdArnAndDate) {
  const Answer made = Must("CreateGroup", {{"GroupName", "Devs"}, {"Path", "/x/"}});
  EXPECT_EQ(made.Members("Group"), "Path GroupName GroupId Arn CreateDate");
  EXPECT_EQ(made.Text("Group.Arn"), Arn("group/x/Devs"));
  EXPECT_TRUE(made.Text("Group.GroupId").starts_with("AGPA"));
  EXPECT_OUTCOME(Call("CreateGroup", {{"GroupName", "DEVS"}}),
                 "EntityAlreadyExists (409): Group with name DEVS already exists.");
}

TEST_F(GroupsTest, MissingGroupIsNoSuchEntity) {
  Must("CreateUser", {{"UserName", "u"}});
  for (const char* action : {"GetGroup", "DeleteGroup", "UpdateGroup", "AddUserToGroup"}) {
    EXPECT_OUTCOME(Call(action, {{"GroupName", "none"}, {"UserName", "u"}}),
                   "NoSuchEntity (404): The group with name none cannot be found.")
        << action;
  }
}

TEST_F(GroupsTest, AddingAMemberAndRemovingANonMemberSucceed) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("RemoveUserFromGroup", {{"GroupName", "g"}, {"UserName", "u"}});
  Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", "u"}});
  Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", "U"}});
  const Answer group = Must("GetGroup", {{"GroupName", "g"}});
  EXPECT_EQ(group.Count("Users"), 1);
  EXPECT_EQ(group.Members("Users.0"), "Path UserName UserId Arn CreateDate");
}

TEST_F(GroupsTest, AUserIsInTenGroupsAtMost) {
  Must("CreateUser", {{"UserName", "u"}});
  for (int i = 0; i < 11; ++i) {
    const std::string group = "g" + std::to_string(i);
    Must("CreateGroup", {{"GroupName", group}});
    EXPECT_OUTCOME(
        Call("AddUserToGroup", {{"GroupName", group}, {"UserName", "u"}}),
        i < 10 ? "ok" : "LimitExceeded (409): Cannot exceed quota for GroupsPerUser: 10");
  }
}

TEST_F(GroupsTest, GroupsPoliciesGrantToMembers) {
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("AttachGroupPolicy",
       {{"GroupName", "g"}, {"PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"}});
  const SigningCredentials user = NewUser("u");
  EXPECT_EQ(Call("ListUsers", {}, user).code, "AccessDenied");
  Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", "u"}});
  EXPECT_OUTCOME(Call("ListUsers", {}, user), "ok");
}

TEST_F(GroupsTest, RenamingKeepsMembers) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", "u"}});
  Must("UpdateGroup", {{"GroupName", "g"}, {"NewGroupName", "h"}, {"NewPath", "/p/"}});
  const Answer groups = Must("ListGroupsForUser", {{"UserName", "u"}});
  EXPECT_EQ(groups.Text("Groups.0.Arn"), Arn("group/p/h"));
  EXPECT_EQ(Must("GetGroup", {{"GroupName", "h"}}).Count("Users"), 1);
  Must("CreateGroup", {{"GroupName", "other"}});
  EXPECT_OUTCOME(Call("UpdateGroup", {{"GroupName", "h"}, {"NewGroupName", "Other"}}),
                 "EntityAlreadyExists (409): Group with name Other already exists.");
}

TEST_F(GroupsTest, DeletionWantsTheGroupBare) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", "u"}});
  EXPECT_OUTCOME(Call("DeleteGroup", {{"GroupName", "g"}}),
                 "DeleteConflict (409): Cannot delete entity, must remove users from group first.");
  Must("RemoveUserFromGroup", {{"GroupName", "g"}, {"UserName", "u"}});
  Must("PutGroupPolicy",
       {{"GroupName", "g"}, {"PolicyName", "p"}, {"PolicyDocument", std::string(kAllowAll)}});
  EXPECT_OUTCOME(Call("DeleteGroup", {{"GroupName", "g"}}),
                 "DeleteConflict (409): Cannot delete entity, must delete policies first.");
  Must("DeleteGroupPolicy", {{"GroupName", "g"}, {"PolicyName", "p"}});
  Must("DeleteGroup", {{"GroupName", "g"}});
}

TEST_F(GroupsTest, RefusalsNameTheGroup) {
  const SigningCredentials nobody = NewUser("nobody");
  EXPECT_OUTCOME(Call("GetGroup", {{"GroupName", "g"}}, nobody),
                 "AccessDenied (403): User: " + Arn("user/nobody") +
                     " is not authorized to perform: iam:GetGroup on resource: group g because no "
                     "identity-based policy allows the iam:GetGroup action");
  EXPECT_OUTCOME(Call("ListGroups", {}, nobody),
                 "AccessDenied (403): User: " + Arn("user/nobody") +
                     " is not authorized to perform: iam:ListGroups on resource: " + Arn("group/") +
                     " because no identity-based policy allows the iam:ListGroups action");
}

}  // namespace
}  // namespace mockaws
