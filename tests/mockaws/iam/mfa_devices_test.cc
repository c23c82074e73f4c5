#include "tests/mockaws/iam/mfa_fixture.h"

namespace mockaws {
namespace {

class MfaDevicesTest : public MfaTest {};

TEST_F(MfaDevicesTest, CreateShowsASeedAndAPicture) {
  const Answer made = Must("CreateVirtualMFADevice", {{"VirtualMFADeviceName", "phone"},
                                                      {"Path", "/team/"},
                                                      {"Tags.member.1.Key", "k"},
                                                      {"Tags.member.1.Value", "v"}});
  EXPECT_EQ(made.Members("VirtualMFADevice"), "SerialNumber Base32StringSeed QRCodePNG Tags");
  EXPECT_EQ(made.Text("VirtualMFADevice.SerialNumber"), Arn("mfa/team/phone"));
  const auto base32 = Base64Decode(made.Text("VirtualMFADevice.Base32StringSeed"));
  ASSERT_TRUE(base32.has_value());
  EXPECT_EQ(base32->size(), 64u);
  EXPECT_TRUE(Base32Decode(*base32).has_value());
  const auto png = Base64Decode(made.Text("VirtualMFADevice.QRCodePNG"));
  ASSERT_TRUE(png.has_value());
  EXPECT_TRUE(png->starts_with("\x89PNG\r\n\x1a\n"));
}

TEST_F(MfaDevicesTest, NamesAreUniqueWithoutRegardToCase) {
  NewDevice("phone");
  EXPECT_OUTCOME(Call("CreateVirtualMFADevice", {{"VirtualMFADeviceName", "PHONE"}}),
                 "EntityAlreadyExists (409): MFA device already exists.");
}

TEST_F(MfaDevicesTest, EnablingWantsTwoConsecutiveCodes) {
  Must("CreateUser", {{"UserName", "u"}});
  const Device device = NewDevice("phone");
  for (const auto& [first, second] :
       std::vector<std::pair<int, int>>{{0, 0}, {1, 0}, {0, 2}, {998, 1001}}) {
    EXPECT_OUTCOME(Call("EnableMFADevice", Codes("u", device, first, second)), kBadCode)
        << first << ' ' << second;
  }
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "u", device), "ok");
}

// Recorded: the second code's step may lie 998 behind to 1,000 ahead of the device's clock.
TEST_F(MfaDevicesTest, TheWindowIs998StepsBehindTo1000Ahead) {
  Must("CreateUser", {{"UserName", "u"}});
  const struct {
    int64_t second_step;
    bool good;
  } kCases[] = {{1001, false}, {1000, true}, {-999, false}, {-998, true}};
  int number = 0;
  for (const auto& c : kCases) {
    const Device device = NewDevice("phone" + std::to_string(number++));
    EXPECT_EQ(Synchronize("EnableMFADevice", "u", device, c.second_step - 1).status,
              c.good ? 200 : 403)
        << c.second_step;
  }
}

TEST_F(MfaDevicesTest, ALaterPairMustBeNewerEvenForAnotherUser) {
  for (const char* name : {"u", "v"}) Must("CreateUser", {{"UserName", name}});
  const Device device = EnabledDevice("phone", "u");
  EXPECT_OUTCOME(Synchronize("ResyncMFADevice", "u", device, 0), kBadCode);
  EXPECT_OUTCOME(Synchronize("ResyncMFADevice", "u", device, 1), kBadCode);  // step 1 was used
  EXPECT_OUTCOME(Synchronize("ResyncMFADevice", "u", device, 2), "ok");
  Must("DeactivateMFADevice", {{"UserName", "u"}, {"SerialNumber", device.serial}});
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "v", device, 2), kBadCode);
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "v", device, 4), "ok");
}

TEST_F(MfaDevicesTest, ANewSeedUnderTheOldNameStartsFresh) {
  Must("CreateUser", {{"UserName", "u"}});
  const Device first = EnabledDevice("phone", "u");
  Must("DeactivateMFADevice", {{"UserName", "u"}, {"SerialNumber", first.serial}});
  Must("DeleteVirtualMFADevice", {{"SerialNumber", first.serial}});
  const Device second = NewDevice("phone");
  EXPECT_NE(second.seed, first.seed);
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "u", second), "ok");
}

TEST_F(MfaDevicesTest, ADriftingDeviceStaysSynchronized) {
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  const Device device = NewDevice("phone");
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "u", device, 500), "ok");
  EXPECT_OUTCOME(
      CallService("sts", "GetSessionToken",
                  {{"SerialNumber", device.serial}, {"TokenCode", Code(device, 0)}}, key),
      "AccessDenied (403): MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  MfaSession(key, device, 502);
}

TEST_F(MfaDevicesTest, EnablingTwiceAndAnothersDeviceAreRefused) {
  for (const char* name : {"u", "v"}) Must("CreateUser", {{"UserName", name}});
  const Device device = EnabledDevice("phone", "u");
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "u", device, 2),
                 "EntityAlreadyExists (409): MFA Device for user u already exists.");
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "v", device, 2),
                 "EntityAlreadyExists (409): MFA Device is already in use.");
}

TEST_F(MfaDevicesTest, ListsTellWhoseADeviceIs) {
  Must("CreateUser", {{"UserName", "u"}});
  const Device device = EnabledDevice("a", "u");
  NewDevice("b");
  const Answer all = Must("ListVirtualMFADevices");
  EXPECT_EQ(all.Count("VirtualMFADevices"), 2);
  EXPECT_EQ(all.Members("VirtualMFADevices.0"), "SerialNumber User EnableDate");
  EXPECT_EQ(all.Members("VirtualMFADevices.0.User"), "Path UserName UserId Arn CreateDate");
  EXPECT_EQ(all.Members("VirtualMFADevices.1"), "SerialNumber");
  const auto serials = [&](const char* status) {
    const Answer list = Must("ListVirtualMFADevices", {{"AssignmentStatus", status}});
    return list.Count("VirtualMFADevices") == 1 ? list.Text("VirtualMFADevices.0.SerialNumber")
                                                : "not one";
  };
  EXPECT_EQ(serials("Assigned"), device.serial);
  EXPECT_EQ(serials("Unassigned"), Arn("mfa/b"));
  const Answer own = Must("ListMFADevices", {{"UserName", "u"}});
  EXPECT_EQ(own.Members("MFADevices.0"), "UserName SerialNumber EnableDate");
  EXPECT_EQ(own.Text("MFADevices.0.EnableDate"), "2026-01-02T03:04:05Z");
  const Answer summary = Must("GetAccountSummary");
  EXPECT_EQ(summary.Entry("SummaryMap", "MFADevices"), "2");
  EXPECT_EQ(summary.Entry("SummaryMap", "MFADevicesInUse"), "1");
}

TEST_F(MfaDevicesTest, DeactivationKeepsTheDeviceAndItsTags) {
  Must("CreateUser", {{"UserName", "u"}});
  const Device device = EnabledDevice("phone", "u");
  Must("TagMFADevice",
       {{"SerialNumber", device.serial}, {"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}});
  Must("DeactivateMFADevice", {{"UserName", "u"}, {"SerialNumber", device.serial}});
  EXPECT_EQ(Must("ListMFADeviceTags", {{"SerialNumber", device.serial}}).Count("Tags"), 1);
  EXPECT_EQ(Must("ListMFADevices", {{"UserName", "u"}}).Count("MFADevices"), 0);
  EXPECT_OUTCOME(Call("DeactivateMFADevice", {{"UserName", "u"}, {"SerialNumber", device.serial}}),
                 kNotTheUsers);
  EXPECT_OUTCOME(Synchronize("ResyncMFADevice", "u", device, 2), kNotTheUsers);
}

TEST_F(MfaDevicesTest, AnEnabledDeviceCantBeDeletedNorItsUser) {
  Must("CreateUser", {{"UserName", "u"}});
  const Device device = EnabledDevice("phone", "u");
  EXPECT_OUTCOME(Call("DeleteVirtualMFADevice", {{"SerialNumber", device.serial}}),
                 "DeleteConflict (409): MFA VirtualDevice in use. Must deactivate first.");
  EXPECT_OUTCOME(
      Call("DeleteUser", {{"UserName", "u"}}),
      "DeleteConflict (409): Cannot delete entity, must remove tokens from principal first.");
}

TEST_F(MfaDevicesTest, AbsentDevicesHaveTheirSentence) {
  Must("CreateUser", {{"UserName", "u"}});
  const Device absent = {Arn("mfa/none"), "seed"};
  const std::string refusal = "NoSuchEntity (404): VirtualMFADevice with serial number " +
                              absent.serial + " doesn't exist.";
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "u", absent), refusal);
  EXPECT_OUTCOME(Call("DeleteVirtualMFADevice", {{"SerialNumber", absent.serial}}), refusal);
  EXPECT_OUTCOME(Call("ListMFADeviceTags", {{"SerialNumber", absent.serial}}), refusal);
}

TEST_F(MfaDevicesTest, GetTellsOfSecurityKeysAlone) {
  Must("CreateUser", {{"UserName", "u"}});
  const Device device = EnabledDevice("phone", "u");
  EXPECT_OUTCOME(
      Call("GetMFADevice", {{"SerialNumber", device.serial}, {"UserName", "u"}}),
      "ValidationError (400): The MFA device serial number sent in the request is invalid or not "
      "supported by this API. Currently, only hardware FIDO security keys are supported. Please "
      "use the compatible device or API.");
}

TEST_F(MfaDevicesTest, UsersManageTheirDevicesInMfaSessionsOnceTheyHaveOne) {
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  const char* const kRefusal =
      "AccessDenied (403): To complete this action, please ensure that you are authenticated with "
      "an MFA device that is enabled for this user.";
  const Device first = NewDevice("first");
  const Device second = NewDevice("second");
  EXPECT_OUTCOME(Call("EnableMFADevice", Codes("u", first, 0, 1), key), "ok");
  EXPECT_OUTCOME(Call("EnableMFADevice", Codes("u", second, 0, 1), key), kRefusal);
  EXPECT_OUTCOME(Call("EnableMFADevice", Codes("u", first, 2, 3), key), kRefusal);  // a duplicate
  EXPECT_OUTCOME(Call("DeactivateMFADevice", {{"SerialNumber", first.serial}}, key), kRefusal);
  EXPECT_OUTCOME(Call("ResyncMFADevice", Codes("u", first, 2, 3), key), "ok");

  const SigningCredentials session = MfaSession(key, first, 3);
  EXPECT_OUTCOME(Call("EnableMFADevice", Codes("u", second, 0, 1), session), "ok");
  EXPECT_OUTCOME(Call("DeactivateMFADevice", {{"SerialNumber", first.serial}}, session), "ok");
}

TEST_F(MfaDevicesTest, EightDevicesAreTheMost) {
  Must("CreateUser", {{"UserName", "u"}});
  for (int i = 0; i < 8; ++i) EnabledDevice("phone" + std::to_string(i), "u");
  EXPECT_OUTCOME(Synchronize("EnableMFADevice", "u", NewDevice("ninth")),
                 "LimitExceeded (409): Cannot exceed quota for MFADevicesPerUser: 8");
}

TEST_F(MfaDevicesTest, ACodeIsGoodOnceWithinTwoSteps) {
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  const Device device = EnabledDevice("phone", "u");
  const auto take = [&](int64_t steps) {
    return CallService("sts", "GetSessionToken",
                       {{"SerialNumber", device.serial}, {"TokenCode", Code(device, steps)}}, key);
  };
  const Device elsewhere = NewDevice("elsewhere");
  Advance(std::chrono::minutes(10));
  EXPECT_EQ(take(10).status, 403);
  EXPECT_OUTCOME(take(2), "ok");
  EXPECT_OUTCOME(take(-1), "ok");  // an older one, unused, still passes
  EXPECT_OUTCOME(take(2),
                 "AccessDenied (403): MultiFactorAuthentication failed with invalid MFA one time "
                 "pass code. ");
  EXPECT_OUTCOME(CallService("sts", "GetSessionToken",
                             {{"SerialNumber", elsewhere.serial}, {"TokenCode", "123456"}}, key),
                 "AccessDenied (403): MultiFactorAuthentication failed, unable to validate MFA "
                 "code.  Please verify your MFA serial number is valid and associated with this "
                 "user.");
}

}  // namespace
}  // namespace mockaws
