#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class UsersTest : public IamTest {};

TEST_F(UsersTest, CreateAnswersPathNameIdArnAndDate) {
  const Answer made = Must("CreateUser", {{"UserName", "Bob"}, {"Path", "/dev/"}});
  EXPECT_EQ(made.Members("User"), "Path UserName UserId Arn CreateDate");
  EXPECT_EQ(made.Text("User.Path"), "/dev/");
  EXPECT_EQ(made.Text("User.UserName"), "Bob");
  EXPECT_EQ(made.Text("User.Arn"), Arn("user/dev/Bob"));
  EXPECT_EQ(made.Text("User.CreateDate"), "2026-01-02T03:04:05Z");
  EXPECT_EQ(made.Text("User.UserId").size(), 21u);
  EXPECT_TRUE(made.Text("User.UserId").starts_with("AIDA"));
}

TEST_F(UsersTest, NamesAreUniqueWithoutRegardToCase) {
  Must("CreateUser", {{"UserName", "Bob"}});
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "BOB"}}),
                 "EntityAlreadyExists (409): User with name BOB already exists.");
}

TEST_F(UsersTest, LookupsIgnoreCaseAndAnswerWithTheStoredName) {
  Must("CreateUser", {{"UserName", "Bob"}, {"Path", "/dev/"}});
  EXPECT_EQ(Must("GetUser", {{"UserName", "bOB"}}).Text("User.Arn"), Arn("user/dev/Bob"));
}

TEST_F(UsersTest, MissingUserIsNoSuchEntity) {
  for (const char* action : {"GetUser", "DeleteUser", "UpdateUser", "ListUserTags"}) {
    EXPECT_OUTCOME(Call(action, {{"UserName", "nobody"}}),
                   "NoSuchEntity (404): The user with name nobody cannot be found.")
        << action;
  }
}

TEST_F(UsersTest, RootsGetUserHasNeitherNameNorPath) {
  const Answer root = Must("GetUser");
  EXPECT_EQ(root.Members("User"), "UserId Arn CreateDate");
  EXPECT_EQ(root.Text("User.UserId"), kAccount);
  EXPECT_EQ(root.Text("User.Arn"), Arn("root"));
}

TEST_F(UsersTest, UserNameDefaultsToTheCallingUser) {
  const SigningCredentials bob = NewUser("Bob", std::string(kAllowAll));
  EXPECT_EQ(Call("GetUser", {}, bob).Text("User.UserName"), "Bob");
}

TEST_F(UsersTest, RoleCallersMustNameTheUser) {
  Must("CreateRole", {{"RoleName", "R"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
  Must("AttachRolePolicy",
       {{"RoleName", "R"}, {"PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"}});
  EXPECT_OUTCOME(
      Call("GetUser", {}, AssumedRole("R")),
      "ValidationError (400): Must specify userName when calling with non-User credentials");
}

TEST_F(UsersTest, ListKeepsToThePathPrefixAndOmitsTags) {
  Must("CreateUser", {{"UserName", "a"}, {"Path", "/x/"}});
  Must("CreateUser", {{"UserName", "b"}, {"Path", "/y/"}});
  Must("TagUser", {{"UserName", "a"}, {"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}});
  const Answer list = Must("ListUsers", {{"PathPrefix", "/x/"}});
  EXPECT_EQ(list.Count("Users"), 1);
  EXPECT_EQ(list.Members("Users.0"), "Path UserName UserId Arn CreateDate");
  EXPECT_EQ(list.Text("IsTruncated"), "false");
  EXPECT_FALSE(list.Has("Marker"));
}

TEST_F(UsersTest, PagesAreStableWhileUsersComeAndGo) {
  for (const char* name : {"a", "b", "c", "d"}) Must("CreateUser", {{"UserName", name}});
  const Answer first = Must("ListUsers", {{"MaxItems", "2"}});
  EXPECT_EQ(first.Text("IsTruncated"), "true");
  Must("DeleteUser", {{"UserName", "b"}});
  Must("CreateUser", {{"UserName", "aa"}});
  const Answer second = Must("ListUsers", {{"Marker", first.Text("Marker")}, {"MaxItems", "9"}});
  EXPECT_EQ(second.Count("Users"), 2);
  EXPECT_EQ(second.Text("Users.0.UserName"), "c");
  EXPECT_EQ(second.Text("Users.1.UserName"), "d");
}

TEST_F(UsersTest, AMarkerIsBoundToItsOperationAndFilters) {
  for (const char* name : {"a", "b"}) Must("CreateUser", {{"UserName", name}});
  for (const char* name : {"a", "b"}) Must("CreateGroup", {{"GroupName", name}});
  const std::string marker = Must("ListUsers", {{"MaxItems", "1"}}).Text("Marker");
  const char* const kRefusal = "ValidationError (400): Invalid Marker.";
  EXPECT_OUTCOME(Call("ListGroups", {{"Marker", marker}}), kRefusal);
  EXPECT_OUTCOME(Call("ListUsers", {{"Marker", marker}, {"PathPrefix", "/x"}}), kRefusal);
  EXPECT_OUTCOME(Call("ListUsers", {{"Marker", "nonsense"}}), kRefusal);
  EXPECT_OUTCOME(Call("ListUsers", {{"Marker", marker}}), "ok");
}

TEST_F(UsersTest, RenamingMovesKeysMembershipsAndArn) {
  const SigningCredentials bob = NewUser("Bob", std::string(kAllowAll));
  Must("CreateGroup", {{"GroupName", "Devs"}});
  Must("AddUserToGroup", {{"GroupName", "Devs"}, {"UserName", "Bob"}});
  const std::string id = Must("GetUser", {{"UserName", "Bob"}}).Text("User.UserId");
  Must("UpdateUser", {{"UserName", "Bob"}, {"NewUserName", "Robert"}, {"NewPath", "/x/"}});

  const Answer moved = Call("GetUser", {}, bob);  // the key still works
  EXPECT_EQ(moved.Text("User.Arn"), Arn("user/x/Robert"));
  EXPECT_EQ(moved.Text("User.UserId"), id);
  EXPECT_EQ(Must("GetGroup", {{"GroupName", "Devs"}}).Text("Users.0.UserName"), "Robert");
  EXPECT_EQ(Must("ListGroupsForUser", {{"UserName", "Robert"}}).Count("Groups"), 1);
  EXPECT_EQ(Must("GetAccessKeyLastUsed", {{"AccessKeyId", bob.access_key_id}}).Text("UserName"),
            "Robert");
  EXPECT_OUTCOME(Call("GetUser", {{"UserName", "Bob"}}),
                 "NoSuchEntity (404): The user with name Bob cannot be found.");
}

TEST_F(UsersTest, RenamingOntoAnotherUserIsRefusedAndChangesNothing) {
  Must("CreateUser", {{"UserName", "a"}});
  Must("CreateUser", {{"UserName", "b"}});
  EXPECT_OUTCOME(Call("UpdateUser", {{"UserName", "a"}, {"NewUserName", "B"}}),
                 "EntityAlreadyExists (409): User with name B already exists.");
  EXPECT_EQ(Must("ListUsers").Count("Users"), 2);
}

TEST_F(UsersTest, MovingNeedsThePermissionOnBothArns) {
  Must("CreateUser", {{"UserName", "target"}});
  const SigningCredentials mover = NewUser(
      "mover", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:UpdateUser",)"
               R"("Resource":"arn:aws:iam::111122223333:user/target"}})");
  EXPECT_EQ(Call("UpdateUser", {{"UserName", "target"}, {"NewPath", "/x/"}}, mover).code,
            "AccessDenied");
}

TEST_F(UsersTest, DeletionWantsTheUserBare) {
  Must("CreateUser", {{"UserName", "Bob"}});
  const std::string key =
      Must("CreateAccessKey", {{"UserName", "Bob"}}).Text("AccessKey.AccessKeyId");
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "Bob"}}),
                 "DeleteConflict (409): Cannot delete entity, must delete access keys first.");
  Must("DeleteAccessKey", {{"UserName", "Bob"}, {"AccessKeyId", key}});
  Must("PutUserPolicy",
       {{"UserName", "Bob"}, {"PolicyName", "p"}, {"PolicyDocument", std::string(kAllowAll)}});
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "Bob"}}),
                 "DeleteConflict (409): Cannot delete entity, must delete policies first.");
  Must("DeleteUserPolicy", {{"UserName", "Bob"}, {"PolicyName", "p"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", "Bob"}});
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "Bob"}}),
                 "DeleteConflict (409): Cannot delete entity, must remove users from group first.");
  Must("RemoveUserFromGroup", {{"GroupName", "g"}, {"UserName", "Bob"}});
  Must("AttachUserPolicy",
       {{"UserName", "Bob"}, {"PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"}});
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "Bob"}}),
                 "DeleteConflict (409): Cannot delete entity, must detach all policies first.");
  Must("DetachUserPolicy",
       {{"UserName", "Bob"}, {"PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"}});
  Must("DeleteUser", {{"UserName", "Bob"}});
}

TEST_F(UsersTest, ARecreatedUserGetsANewId) {
  const std::string first = Must("CreateUser", {{"UserName", "Bob"}}).Text("User.UserId");
  Must("DeleteUser", {{"UserName", "Bob"}});
  EXPECT_NE(Must("CreateUser", {{"UserName", "Bob"}}).Text("User.UserId"), first);
}

TEST_F(UsersTest, TagKeysIgnoreCaseAndTheNewSpellingReplacesTheOld) {
  Must("CreateUser",
       {{"UserName", "Bob"}, {"Tags.member.1.Key", "Team"}, {"Tags.member.1.Value", "a"}});
  Must("TagUser",
       {{"UserName", "Bob"}, {"Tags.member.1.Key", "TEAM"}, {"Tags.member.1.Value", "b"}});
  const Answer tags = Must("ListUserTags", {{"UserName", "Bob"}});
  EXPECT_EQ(tags.Count("Tags"), 1);
  EXPECT_EQ(tags.Text("Tags.0.Key"), "TEAM");
  EXPECT_EQ(tags.Text("Tags.0.Value"), "b");
  Must("UntagUser", {{"UserName", "Bob"}, {"TagKeys.member.1", "team"}});
  EXPECT_EQ(Must("ListUserTags", {{"UserName", "Bob"}}).Count("Tags"), 0);
}

TEST_F(UsersTest, ReservedAndDuplicateTagsAreInvalidInput) {
  Must("CreateUser", {{"UserName", "Bob"}});
  EXPECT_OUTCOME(
      Call("TagUser",
           {{"UserName", "Bob"}, {"Tags.member.1.Key", "AWS:x"}, {"Tags.member.1.Value", ""}}),
      "InvalidInput (400): Tag keys beginning with aws: are reserved for system use.");
  EXPECT_OUTCOME(Call("TagUser", {{"UserName", "Bob"},
                                  {"Tags.member.1.Key", "k"},
                                  {"Tags.member.1.Value", "1"},
                                  {"Tags.member.2.Key", "K"},
                                  {"Tags.member.2.Value", "2"}}),
                 "InvalidInput (400): Duplicate tag keys found. Please note that Tag keys are case "
                 "insensitive.");
}

TEST_F(UsersTest, ARefusedCallerLearnsNothingOfWhatExists) {
  const SigningCredentials nobody = NewUser("nobody");
  const std::string who = Arn("user/nobody");
  for (const char* action : {"GetUser", "DeleteUser", "UpdateUser", "ListUserTags"}) {
    EXPECT_OUTCOME(
        Call(action, {{"UserName", "ghost"}}, nobody),
        "AccessDenied (403): User: " + who + " is not authorized to perform: iam:" + action +
            " on resource: user ghost because no identity-based policy allows the iam:" + action +
            " action");
  }
}

TEST_F(UsersTest, CreationIsJudgedOnTheArnItWouldHave) {
  const SigningCredentials maker = NewUser(
      "maker", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateUser",)"
               R"("Resource":"arn:aws:iam::111122223333:user/dev/*"}})");
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "x"}, {"Path", "/dev/"}}, maker), "ok");
  EXPECT_EQ(Call("CreateUser", {{"UserName", "y"}, {"Path", "/ops/"}}, maker).code, "AccessDenied");
}

}  // namespace
}  // namespace mockaws
