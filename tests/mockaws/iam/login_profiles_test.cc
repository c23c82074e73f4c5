#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class LoginProfilesTest : public IamTest {
 protected:
  Answer Create(const std::string& user, const std::string& password) {
    return Call("CreateLoginProfile", {{"UserName", user}, {"Password", password}});
  }
  Answer Change(const SigningCredentials& who, const std::string& before,
                const std::string& after) {
    return Call("ChangePassword", {{"OldPassword", before}, {"NewPassword", after}}, who);
  }
};

TEST_F(LoginProfilesTest, AnswersTellNeverThePassword) {
  Must("CreateUser", {{"UserName", "u"}});
  const Answer made = Create("u", "Sesame-1");
  EXPECT_EQ(made.Members("LoginProfile"), "UserName CreateDate PasswordResetRequired");
  EXPECT_EQ(Must("GetLoginProfile", {{"UserName", "U"}}).Text("LoginProfile.UserName"), "u");
}

TEST_F(LoginProfilesTest, ErrorsNameTheUser) {
  Must("CreateUser", {{"UserName", "u"}});
  const char* const kAbsent = "NoSuchEntity (404): Login Profile for User u cannot be found.";
  EXPECT_OUTCOME(Call("GetLoginProfile", {{"UserName", "u"}}), kAbsent);
  EXPECT_OUTCOME(Call("UpdateLoginProfile", {{"UserName", "u"}}), kAbsent);
  EXPECT_OUTCOME(Call("DeleteLoginProfile", {{"UserName", "u"}}), kAbsent);
  Create("u", "Sesame-1");
  EXPECT_OUTCOME(Create("u", "Sesame-2"),
                 "EntityAlreadyExists (409): Login Profile for user u already exists.");
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "u"}}),
                 "DeleteConflict (409): Cannot delete entity, must delete login profile first.");
  EXPECT_OUTCOME(Call("GetLoginProfile"),
                 "NoSuchEntity (404): Login Profile for User null cannot be found.");
}

TEST_F(LoginProfilesTest, RootsHasNoUserAndIsToldByItsAccount) {
  const Answer made = Must("CreateLoginProfile");
  EXPECT_EQ(made.Members("LoginProfile"), "CreateDate PasswordResetRequired");
  EXPECT_OUTCOME(Call("CreateLoginProfile"),
                 "EntityAlreadyExists (409): Login Profile for account 111122223333 already "
                 "exists.");
}

TEST_F(LoginProfilesTest, ANewPasswordLeavesTheFlagAndChangingItOneselfClearsIt) {
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  Must("CreateLoginProfile",
       {{"UserName", "u"}, {"Password", "Sesame-1"}, {"PasswordResetRequired", "true"}});
  const auto flag = [&] {
    return Must("GetLoginProfile", {{"UserName", "u"}}).Text("LoginProfile.PasswordResetRequired");
  };
  EXPECT_OUTCOME(Call("UpdateLoginProfile", {{"UserName", "u"}}), "ok");  // nothing at all
  Must("UpdateLoginProfile", {{"UserName", "u"}, {"Password", "Sesame-2"}});
  EXPECT_EQ(flag(), "true");
  EXPECT_OUTCOME(Change(key, "Sesame-2", "Sesame-3"), "ok");
  EXPECT_EQ(flag(), "false");
}

TEST_F(LoginProfilesTest, ChangingNeedsTheOldPasswordAndAnotherNewOne) {
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  Create("u", "Sesame-1");
  EXPECT_EQ(Change(key, "wrong", "Sesame-2").code, "AccessDenied");
  EXPECT_EQ(Change(key, "Sesame-1", "Sesame-1").code, "AccessDenied");
  EXPECT_OUTCOME(Change(key, "Sesame-1", "Sesame-2"), "ok");
  EXPECT_EQ(Change(key, "Sesame-1", "Sesame-3").code, "AccessDenied");
}

TEST_F(LoginProfilesTest, OnlyUsersChangeTheirPassword) {
  EXPECT_EQ(Change(Root(), "a", "b").code, "InvalidUserType");
  EXPECT_OUTCOME(Change(NewUser("u", std::string(kAllowAll)), "a", "b"),
                 "NoSuchEntity (404): Login Profile for User u cannot be found.");
}

TEST_F(LoginProfilesTest, WithoutAPolicyEightCharactersOfThreeClasses) {
  Must("CreateUser", {{"UserName", "u"}});
  EXPECT_OUTCOME(Create("u", "Abc-123"),
                 "PasswordPolicyViolation (400): Password should have a minimum length of 8");
  EXPECT_OUTCOME(Create("u", "abcdefgh1"),
                 "PasswordPolicyViolation (400): Password should meet 1 more of the following "
                 "requirements: Password should have at least one uppercase letter, Password "
                 "should have at least one symbol");
  EXPECT_OUTCOME(Create("u", "abcdefgh1!"), "ok");
}

TEST_F(LoginProfilesTest, ThePolicysLengthAndClassesHold) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("UpdateAccountPasswordPolicy",
       {{"MinimumPasswordLength", "10"}, {"RequireSymbols", "true"}, {"RequireNumbers", "true"}});
  EXPECT_EQ(Create("u", "short-1").code, "PasswordPolicyViolation");
  EXPECT_EQ(Create("u", "longenough1").code, "PasswordPolicyViolation");
  EXPECT_EQ(Create("u", "longenough!").code, "PasswordPolicyViolation");
  EXPECT_OUTCOME(Create("u", "longenough1!"), "ok");
  EXPECT_EQ(Call("UpdateLoginProfile", {{"UserName", "u"}, {"Password", "short"}}).code,
            "PasswordPolicyViolation");
}

TEST_F(LoginProfilesTest, RememberedPasswordsCantComeBack) {
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  Must("UpdateAccountPasswordPolicy", {{"PasswordReusePrevention", "2"}});
  Create("u", "one-one");
  EXPECT_OUTCOME(Change(key, "one-one", "two-two"), "ok");
  EXPECT_EQ(Change(key, "two-two", "one-one").code, "PasswordPolicyViolation");
  EXPECT_OUTCOME(Change(key, "two-two", "three-three"), "ok");
  EXPECT_OUTCOME(Change(key, "three-three", "one-one"), "ok");  // no more among the last two
}

TEST_F(LoginProfilesTest, ThePolicyMayLetAllUsersChangeTheirs) {
  const SigningCredentials key = NewUser("u");
  Create("u", "Sesame-1");
  EXPECT_EQ(Change(key, "Sesame-1", "Sesame-2").code, "AccessDenied");
  Must("UpdateAccountPasswordPolicy", {{"AllowUsersToChangePassword", "true"}});
  EXPECT_OUTCOME(Change(key, "Sesame-1", "Sesame-2"), "ok");
}

TEST_F(LoginProfilesTest, EveryPolicyUpdateResetsWhatItLeavesOut) {
  Must("UpdateAccountPasswordPolicy", {{"MinimumPasswordLength", "20"},
                                       {"RequireSymbols", "true"},
                                       {"MaxPasswordAge", "90"},
                                       {"PasswordReusePrevention", "5"},
                                       {"HardExpiry", "true"}});
  const Answer full = Must("GetAccountPasswordPolicy");
  EXPECT_EQ(full.Text("PasswordPolicy.ExpirePasswords"), "true");
  EXPECT_EQ(full.Text("PasswordPolicy.MaxPasswordAge"), "90");
  Must("UpdateAccountPasswordPolicy", {{"RequireNumbers", "1"}});
  const Answer shown = Must("GetAccountPasswordPolicy");
  EXPECT_EQ(shown.Members("PasswordPolicy"),
            "MinimumPasswordLength RequireSymbols RequireNumbers RequireUppercaseCharacters "
            "RequireLowercaseCharacters AllowUsersToChangePassword ExpirePasswords");
  EXPECT_EQ(shown.Text("PasswordPolicy.MinimumPasswordLength"), "6");
  EXPECT_EQ(shown.Text("PasswordPolicy.RequireSymbols"), "false");
  EXPECT_EQ(shown.Text("PasswordPolicy.RequireNumbers"), "true");
}

TEST_F(LoginProfilesTest, AbsentPasswordPoliciesHaveTwoSentences) {
  EXPECT_OUTCOME(Call("GetAccountPasswordPolicy"),
                 "NoSuchEntity (404): The Password Policy with domain name 111122223333 cannot be "
                 "found.");
  EXPECT_OUTCOME(Call("DeleteAccountPasswordPolicy"),
                 "NoSuchEntity (404): The account policy with name PasswordPolicy cannot be "
                 "found.");
}

}  // namespace
}  // namespace mockaws
