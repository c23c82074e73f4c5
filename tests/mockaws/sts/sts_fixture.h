// StsTest: STS called through the whole service, with users and roles made on the spot.
#pragma once

#include <string>

#include "tests/mockaws/iam/mfa_fixture.h"

namespace mockaws {

class StsTest : public MfaTest {
 protected:
  static constexpr std::string_view kNotAuthorized =
      "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: ";

  Answer Sts(const std::string& action, const Parameters& parameters,
             const SigningCredentials& who) {
    return CallService("sts", action, parameters, who);
  }
  Answer Unsigned(const std::string& action, const Parameters& parameters);

  // A role of kAccount with this trust policy.
  void NewRole(const std::string& name, const std::string& trust, const Parameters& more = {});
  // A trust policy with these members of its one Allow statement.
  static std::string Trust(const std::string& members);
  // One that lets the account in: AssumeRole, TagSession, SetSourceIdentity.
  static std::string TrustAll();
  static std::string Policy(const std::string& members);

  Parameters Assume(const std::string& role, const Parameters& more = {}) const;
  SigningCredentials Session(const std::string& role, const SigningCredentials& who,
                             const Parameters& more = {});
  static SigningCredentials CredentialsOf(const Answer& answer);
  // "ok" or the error of GetUser on the user ana: what tells whether iam:GetUser is allowed.
  std::string MayGetUser(const SigningCredentials& who);
  // Posts JSON to the control API.
  std::string Control(const std::string& path, const std::string& body, int expected = 200,
                      const std::string& method = "POST");

  // The user ana, who may do everything.
  SigningCredentials Ana() { return NewUser("ana", std::string(kAllowAll)); }
};

}  // namespace mockaws
