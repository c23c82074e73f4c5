#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class AccessKeysTest : public IamTest {};

TEST_F(AccessKeysTest, TheSecretShowsOnceAndTheIdHoldsTheAccount) {
  Must("CreateUser", {{"UserName", "u"}});
  const Answer made = Must("CreateAccessKey", {{"UserName", "u"}});
  EXPECT_EQ(made.Text("AccessKey.UserName"), "u");
  EXPECT_EQ(made.Text("AccessKey.Status"), "Active");
  EXPECT_EQ(made.Text("AccessKey.SecretAccessKey").size(), 40u);
  const std::string id = made.Text("AccessKey.AccessKeyId");
  EXPECT_EQ(id.size(), 20u);
  EXPECT_EQ(AccountIdOfAccessKey(id), kAccount);
  const Answer list = Must("ListAccessKeys", {{"UserName", "u"}});
  EXPECT_EQ(list.Members("AccessKeyMetadata.0"), "UserName AccessKeyId Status CreateDate");
}

TEST_F(AccessKeysTest, TwoAreTheMost) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("CreateAccessKey", {{"UserName", "u"}});
  Must("CreateAccessKey", {{"UserName", "u"}});
  EXPECT_OUTCOME(Call("CreateAccessKey", {{"UserName", "u"}}),
                 "LimitExceeded (409): Cannot exceed quota for AccessKeysPerUser: 2");
}

TEST_F(AccessKeysTest, AnInactiveKeyIsRefusedUntilItIsActiveAgain) {
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  Must("UpdateAccessKey",
       {{"UserName", "u"}, {"AccessKeyId", key.access_key_id}, {"Status", "Inactive"}});
  EXPECT_EQ(Call("GetUser", {}, key).code, "InvalidClientTokenId");
  Must("UpdateAccessKey",
       {{"UserName", "u"}, {"AccessKeyId", key.access_key_id}, {"Status", "Active"}});
  EXPECT_OUTCOME(Call("GetUser", {}, key), "ok");
  Must("DeleteAccessKey", {{"UserName", "u"}, {"AccessKeyId", key.access_key_id}});
  EXPECT_EQ(Call("GetUser", {}, key).code, "InvalidClientTokenId");
}

TEST_F(AccessKeysTest, ExpiredIsNoStatusToSet) {
  const SigningCredentials key = NewUser("u");
  EXPECT_OUTCOME(
      Call("UpdateAccessKey",
           {{"UserName", "u"}, {"AccessKeyId", key.access_key_id}, {"Status", "Expired"}}),
      "InvalidInput (400): Operation does not support status Expired");
}

TEST_F(AccessKeysTest, AKeyOfAnotherUserIsNotFound) {
  const SigningCredentials key = NewUser("u");
  Must("CreateUser", {{"UserName", "v"}});
  const std::string refusal =
      "NoSuchEntity (404): The Access Key with id " + key.access_key_id + " cannot be found";
  EXPECT_OUTCOME(Call("DeleteAccessKey", {{"UserName", "v"}, {"AccessKeyId", key.access_key_id}}),
                 refusal);
  EXPECT_OUTCOME(
      Call("UpdateAccessKey",
           {{"UserName", "v"}, {"AccessKeyId", key.access_key_id}, {"Status", "Inactive"}}),
      refusal);
}

TEST_F(AccessKeysTest, UsersManageTheirOwnKeysWithoutNamingThemselves) {
  const SigningCredentials key = NewUser(
      "u", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*AccessKey*",)"
           R"("Resource":"arn:aws:iam::*:user/${aws:username}"}})");
  EXPECT_OUTCOME(Call("CreateAccessKey", {}, key), "ok");
  EXPECT_EQ(Call("ListAccessKeys", {}, key).Count("AccessKeyMetadata"), 2);
  Must("CreateUser", {{"UserName", "v"}});
  EXPECT_EQ(Call("CreateAccessKey", {{"UserName", "v"}}, key).code, "AccessDenied");
}

TEST_F(AccessKeysTest, RootHasKeysOfItsOwn) {
  const Answer made = Must("CreateAccessKey");
  const SigningCredentials root = {
      made.Text("AccessKey.AccessKeyId"), made.Text("AccessKey.SecretAccessKey"), {}};
  EXPECT_EQ(Call("GetUser", {}, root).Text("User.Arn"), Arn("root"));
  EXPECT_EQ(Must("ListAccessKeys").Count("AccessKeyMetadata"), 1);
  EXPECT_EQ(Must("GetAccountSummary").Entry("SummaryMap", "AccountAccessKeysPresent"), "1");
  Must("DeleteAccessKey", {{"AccessKeyId", root.access_key_id}});
  EXPECT_EQ(Call("GetUser", {}, root).code, "InvalidClientTokenId");
}

TEST_F(AccessKeysTest, AnUnusedKeyHasNoDateOfUse) {
  Must("CreateUser", {{"UserName", "u"}});
  const std::string id = Must("CreateAccessKey", {{"UserName", "u"}}).Text("AccessKey.AccessKeyId");
  const Answer used = Must("GetAccessKeyLastUsed", {{"AccessKeyId", id}});
  EXPECT_EQ(used.Text("UserName"), "u");
  EXPECT_EQ(used.Text("AccessKeyLastUsed.ServiceName"), "N/A");
  EXPECT_EQ(used.Text("AccessKeyLastUsed.Region"), "N/A");
  EXPECT_FALSE(used.Has("AccessKeyLastUsed.LastUsedDate"));
}

}  // namespace
}  // namespace mockaws
