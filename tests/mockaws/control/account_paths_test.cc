// Quotas and sign-in: the control API's paths about one account.
#include "policy_engine/base/json.h"
#include "tests/mockaws/iam/mfa_fixture.h"

namespace mockaws {
namespace {

class AccountPathsTest : public MfaTest {
 protected:
  // "200 {…}" in one line.
  std::string Control(const std::string& method, const std::string& path,
                      const std::string& body = {}) {
    HttpRequest request;
    request.method = method;
    request.target = "/_iamsim/" + path;
    request.peer_address = "127.0.0.1";
    request.body = body;
    const HttpResponse response = service_.Handle(request);
    const auto json = policy_engine::ParseJson(response.body);
    EXPECT_TRUE(json.ok()) << response.body;
    return std::to_string(response.status) + " " + json->Dump();
  }
  std::string SignIn(const std::string& password, const std::string& code = {}) {
    std::string body = R"({"account":"111122223333","user":"U","password":")" + password + '"';
    if (!code.empty()) body += R"(,"mfaCode":")" + code + '"';
    return Control("POST", "sign-in", body + "}");
  }
  void MakeUser(const std::string& reset = "false") {
    Must("CreateUser", {{"UserName", "u"}});
    Must("CreateLoginProfile",
         {{"UserName", "u"}, {"Password", "Sesame-1"}, {"PasswordResetRequired", reset}});
  }
  static std::string SignedIn(bool mfa, bool reset, bool expired) {
    const auto flag = [](bool value) { return value ? std::string("true") : "false"; };
    return R"(200 {"arn":"arn:aws:iam::111122223333:user/u","mfa":)" + flag(mfa) +
           R"(,"passwordResetRequired":)" + flag(reset) + R"(,"passwordExpired":)" + flag(expired) +
           "}";
  }
};

TEST_F(AccountPathsTest, QuotasAreSetByName) {
  const std::string all = Control("GET", "quotas?account=111122223333");
  EXPECT_NE(all.find(R"("UsersPerAccount":5000)"), std::string::npos) << all;
  const std::string set =
      Control("POST", "quotas", R"({"account":"111122223333","quotas":{"UsersPerAccount":0}})");
  EXPECT_NE(set.find(R"("UsersPerAccount":0)"), std::string::npos) << set;
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "u"}}),
                 "LimitExceeded (409): Cannot exceed quota for UsersPerAccount: 0");
}

TEST_F(AccountPathsTest, AWrongQuotaChangesNone) {
  for (const char* quotas : {R"({"UsersPerAccount":1,"Nonsense":1})", R"({"UsersPerAccount":-1})",
                             R"({"UsersPerAccount":1.5})", R"({"UsersPerAccount":"1"})", "[]"}) {
    const std::string answer = Control(
        "POST", "quotas", R"({"account":"111122223333","quotas":)" + std::string(quotas) + "}");
    EXPECT_TRUE(answer.starts_with("400 ")) << answer;
  }
  EXPECT_TRUE(Control("POST", "quotas", R"({"account":"x"})").starts_with("400 "));
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "u"}}), "ok");
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "v"}}), "ok");
}

TEST_F(AccountPathsTest, SigningInNotesTheUse) {
  MakeUser();
  EXPECT_FALSE(Must("GetUser", {{"UserName", "u"}}).Has("User.PasswordLastUsed"));
  Advance(std::chrono::minutes(1));
  EXPECT_TRUE(SignIn("wrong").starts_with(R"(403 {"error":{"code":"SignInRefused")"));
  EXPECT_FALSE(Must("GetUser", {{"UserName", "u"}}).Has("User.PasswordLastUsed"));
  EXPECT_EQ(SignIn("Sesame-1"), SignedIn(false, false, false));
  const Answer shown = Must("GetUser", {{"UserName", "u"}});
  EXPECT_EQ(shown.Members("User"), "Path UserName UserId Arn CreateDate PasswordLastUsed");
  EXPECT_EQ(shown.Text("User.PasswordLastUsed"), "2026-01-02T03:05:05Z");
}

TEST_F(AccountPathsTest, NobodySignsInWithoutAPassword) {
  EXPECT_TRUE(SignIn("x").starts_with("403 "));
  Must("CreateUser", {{"UserName", "u"}});
  EXPECT_TRUE(SignIn("x").starts_with("403 "));
  EXPECT_TRUE(Control("POST", "sign-in", "{}").starts_with("400 "));
}

TEST_F(AccountPathsTest, AUserWithADeviceNeedsItsCode) {
  MakeUser();
  const Device device = EnabledDevice("phone", "u");
  EXPECT_TRUE(SignIn("Sesame-1").starts_with(R"(403 {"error":{"code":"MfaRequired")"));
  EXPECT_TRUE(SignIn("Sesame-1", Code(device, 20)).starts_with("403 "));
  EXPECT_EQ(SignIn("Sesame-1", Code(device, 2)), SignedIn(true, false, false));
  EXPECT_TRUE(SignIn("Sesame-1", Code(device, 2)).starts_with("403 "));  // a code is good once
}

TEST_F(AccountPathsTest, AnExpiredPasswordMustBeChangedOrIsRefused) {
  MakeUser("true");
  EXPECT_EQ(SignIn("Sesame-1"), SignedIn(false, true, false));
  Must("UpdateAccountPasswordPolicy", {{"MaxPasswordAge", "90"}});
  Must("UpdateLoginProfile", {{"UserName", "u"}, {"PasswordResetRequired", "false"}});
  Advance(std::chrono::days(90));
  EXPECT_EQ(SignIn("Sesame-1"), SignedIn(false, true, true));
  Must("UpdateAccountPasswordPolicy", {{"MaxPasswordAge", "90"}, {"HardExpiry", "true"}});
  EXPECT_TRUE(SignIn("Sesame-1").starts_with(R"(403 {"error":{"code":"PasswordExpired")"));
  Must("UpdateLoginProfile", {{"UserName", "u"}, {"Password", "Sesame-2"}});
  EXPECT_EQ(SignIn("Sesame-2"), SignedIn(false, false, false));
}

}  // namespace
}  // namespace mockaws
