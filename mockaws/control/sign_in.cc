#include "mockaws/control/sign_in.h"

#include "mockaws/operation/mfa_codes.h"

namespace mockaws {

using policy_engine::Json;

namespace {

struct Request {
  std::string account;
  std::string user;
  std::string password;
  std::string mfa_code;
};

ControlResult<Request> Read(const Json& json) {
  Request request;
  ASSIGN_OR_RETURN(request.account, OptionalText(json, "account"));
  ASSIGN_OR_RETURN(request.user, OptionalText(json, "user"));
  ASSIGN_OR_RETURN(request.password, OptionalText(json, "password"));
  ASSIGN_OR_RETURN(request.mfa_code, OptionalText(json, "mfaCode"));
  if (request.account.empty() || request.user.empty() || request.password.empty()) {
    return ControlError{400, "InvalidRequest", "give \"account\", \"user\" and \"password\""};
  }
  return request;
}

// A user with devices needs a code of one of them.
ControlResult<void> CheckMfa(State& state, const Account& account, const User& user, Instant now,
                             const std::string& code) {
  if (user.mfa_devices.empty()) return {};
  if (code.empty()) {
    return ControlError{403, "MfaRequired",
                        "the user has an MFA device: give \"mfaCode\", a code of it"};
  }
  for (const std::string& serial : user.mfa_devices) {
    const MfaDevice* device = account.mfa_devices.Find(NameKey(serial));
    if (device != nullptr && TakeMfaCode(state, account.id, *device, now, code).ok()) return {};
  }
  return ControlError{403, "SignInRefused", "the MFA code is wrong, was used, or came too often"};
}

bool IsPasswordExpired(const Account& account, const LoginProfile& profile, Instant now) {
  const std::optional<PasswordPolicy>& policy = account.settings().password_policy;
  return policy && policy->max_age_days &&
         now >= profile.changed + std::chrono::days(*policy->max_age_days);
}

ControlResult<Json> SignInUser(State& state, Account& account, const Request& request,
                               Instant now) {
  const User* user = account.users.Find(NameKey(request.user));
  if (user == nullptr || !user->login_profile || !user->login_profile->password ||
      !PasswordMatches(*user->login_profile->password, request.password)) {
    return ControlError{403, "SignInRefused", "no user with that name and password"};
  }
  RETURN_IF_ERROR(CheckMfa(state, account, *user, now, request.mfa_code));
  const bool expired = IsPasswordExpired(account, *user->login_profile, now);
  if (expired && account.settings().password_policy->hard_expiry) {
    return ControlError{403, "PasswordExpired",
                        "the password has expired and the password policy has HardExpiry: an "
                        "administrator must set a new one (UpdateLoginProfile)"};
  }
  LoginProfile& profile = *account.users.Edit(NameKey(request.user))->login_profile;
  profile.last_used = now;
  Json json = Json::MakeObject();
  json.Set("arn", Json::String(user->arn));
  json.Set("mfa", Json::Bool(!user->mfa_devices.empty()));
  json.Set("passwordResetRequired", Json::Bool(expired || profile.reset_required));
  json.Set("passwordExpired", Json::Bool(expired));
  return json;
}

}  // namespace

ControlResult<Json> SignIn(ServerParts& parts, const Json& json) {
  ASSIGN_OR_RETURN(const Request request, Read(json));
  const Instant now = parts.environment.clock->Now();
  return parts.store.Write([&](State& state) -> ControlResult<Json> {
    Account* account = state.FindAccount(request.account);
    if (account == nullptr) {
      return ControlError{403, "SignInRefused", "no user with that name and password"};
    }
    return SignInUser(state, *account, request, now);
  });
}

}  // namespace mockaws
