// FIDO security keys: registered through the control API, told of by IAM's.
#include "policy_engine/base/json.h"
#include "tests/mockaws/iam/mfa_fixture.h"

namespace mockaws {
namespace {

class SecurityKeysTest : public MfaTest {
 protected:
  HttpResponse Register(const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.target = "/_iamsim/security-keys";
    request.peer_address = "127.0.0.1";
    request.body = body;
    return service_.Handle(request);
  }
  std::string NewKey(const std::string& owner) {
    const HttpResponse response =
        Register(R"({"account":"111122223333",)" + owner + R"("name":"desk"})");
    EXPECT_EQ(response.status, 200) << response.body;
    const auto json = policy_engine::ParseJson(response.body);
    EXPECT_TRUE(json.ok()) << response.body;
    const policy_engine::Json* serial = json.ok() ? json->Find("serialNumber") : nullptr;
    return serial == nullptr ? "" : serial->AsString();
  }
};

TEST_F(SecurityKeysTest, AKeyIsToldOfAndGoesWhenDeactivated) {
  Must("CreateUser", {{"UserName", "ana"}});
  const std::string serial = NewKey(R"("user":"ana",)");
  EXPECT_TRUE(serial.starts_with("arn:aws:iam::111122223333:u2f/user/ana/desk-")) << serial;
  const Parameters which = {{"UserName", "ana"}, {"SerialNumber", serial}};
  const Answer shown = Must("GetMFADevice", which);
  EXPECT_EQ(shown.Text("UserName"), "ana");
  EXPECT_EQ(shown.Text("SerialNumber"), serial);
  EXPECT_EQ(Must("ListMFADevices", {{"UserName", "ana"}}).Count("MFADevices"), 1);
  EXPECT_EQ(Must("ListVirtualMFADevices").Count("VirtualMFADevices"), 0);
  EXPECT_EQ(Call("DeleteUser", {{"UserName", "ana"}}).code, "DeleteConflict");
  Must("DeactivateMFADevice", which);
  EXPECT_EQ(Call("GetMFADevice", which).code, "NoSuchEntity");
  Must("DeleteUser", {{"UserName", "ana"}});
}

// GetMFADevice serves security keys only (recorded).
TEST_F(SecurityKeysTest, AVirtualDeviceIsNoSecurityKey) {
  Must("CreateUser", {{"UserName", "ana"}});
  const Device device = EnabledDevice("phone", "ana");
  EXPECT_EQ(Call("GetMFADevice", {{"UserName", "ana"}, {"SerialNumber", device.serial}}).code,
            "ValidationError");
}

// Codes of an empty seed can be computed by anybody: none may be taken.
TEST_F(SecurityKeysTest, NothingThatTakesCodesTakesASecurityKey) {
  const SigningCredentials caller = NewUser("caller", std::string(kAllowAll));
  const Device key{NewKey(R"("user":"caller",)"), ""};
  EXPECT_EQ(Synchronize("ResyncMFADevice", "caller", key).code, "InvalidAuthenticationCode");
  EXPECT_EQ(CallService("sts", "GetSessionToken",
                        {{"SerialNumber", key.serial}, {"TokenCode", Code(key, 0)}}, caller)
                .code,
            "AccessDenied");
  EXPECT_EQ(
      Call("TagMFADevice",
           {{"SerialNumber", key.serial}, {"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}})
          .code,
      "NoSuchEntity");
}

TEST_F(SecurityKeysTest, RootMayHaveOne) {
  Must("ListUsers");  // accounts come into being on first use
  const std::string serial = NewKey("");
  EXPECT_EQ(Must("GetMFADevice", {{"SerialNumber", serial}}).Text("SerialNumber"), serial);
  EXPECT_EQ(Must("GetAccountSummary").Entry("SummaryMap", "AccountMFAEnabled"), "1");
}

TEST_F(SecurityKeysTest, WhatIsWrongIsNamed) {
  EXPECT_EQ(Register(R"({"account":"111122223333"})").status, 400);
  EXPECT_EQ(Register(R"({"account":"111122223333","name":"a b"})").status, 400);
  EXPECT_EQ(Register(R"({"account":"999999999999","name":"a"})").status, 404);
  EXPECT_EQ(Register(R"({"account":"111122223333","user":"none","name":"a"})").status, 404);
}

}  // namespace
}  // namespace mockaws
