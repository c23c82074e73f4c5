// MfaTest: virtual MFA devices with the codes that an authenticator program would show.
#pragma once

#include <string>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/totp.h"
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {

class MfaTest : public IamTest {
 protected:
  struct Device {
    std::string serial;
    std::string seed;  // raw bytes
  };

  Device NewDevice(const std::string& name) {
    const Answer made = Must("CreateVirtualMFADevice", {{"VirtualMFADeviceName", name}});
    const auto base32 = Base64Decode(made.Text("VirtualMFADevice.Base32StringSeed"));
    return {made.Text("VirtualMFADevice.SerialNumber"), *Base32Decode(*base32)};
  }

  // The device's code `steps` steps of 30 seconds from now.
  std::string Code(const Device& device, int64_t steps) const {
    return TotpCode(device.seed, TotpStepAt(Now()) + steps);
  }

  // Enables (or, by another action, synchronizes) with the codes of now and the step after it.
  Answer Synchronize(const std::string& action, const std::string& user, const Device& device,
                     int64_t first_step = 0) {
    return Call(action, Codes(user, device, first_step, first_step + 1));
  }
  Parameters Codes(const std::string& user, const Device& device, int64_t first,
                   int64_t second) const {
    return {{"UserName", user},
            {"SerialNumber", device.serial},
            {"AuthenticationCode1", Code(device, first)},
            {"AuthenticationCode2", Code(device, second)}};
  }
  Device EnabledDevice(const std::string& name, const std::string& user) {
    const Device device = NewDevice(name);
    EXPECT_OUTCOME(Synchronize("EnableMFADevice", user, device), "ok");
    return device;
  }
  // Credentials of a session that the code of `steps` steps from now was given for.
  SigningCredentials MfaSession(const SigningCredentials& key, const Device& device,
                                int64_t steps) {
    const Answer session =
        CallService("sts", "GetSessionToken",
                    {{"SerialNumber", device.serial}, {"TokenCode", Code(device, steps)}}, key);
    EXPECT_EQ(session.Outcome(), "ok");
    return {session.Text("Credentials.AccessKeyId"), session.Text("Credentials.SecretAccessKey"),
            session.Text("Credentials.SessionToken")};
  }

  static constexpr std::string_view kBadCode =
      "InvalidAuthenticationCode (403): Authentication code for device is not valid.";
  static constexpr std::string_view kNotTheUsers =
      "NoSuchEntity (404): MFA Device invalid for user.";
};

}  // namespace mockaws
