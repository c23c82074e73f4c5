#include "mockaws/control/security_keys.h"

#include "mockaws/state/state.h"

namespace mockaws {

using policy_engine::Json;

namespace {

struct Request {
  std::string account;
  std::string user;  // empty: root
  std::string name;
};

bool IsKeyName(std::string_view name) {
  return !name.empty() && name.size() <= 64 &&
         name.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=,.@_-") ==
             std::string_view::npos;
}

ControlResult<Request> Read(const Json& json) {
  Request request;
  ASSIGN_OR_RETURN(request.account, OptionalText(json, "account"));
  ASSIGN_OR_RETURN(request.user, OptionalText(json, "user"));
  ASSIGN_OR_RETURN(request.name, OptionalText(json, "name"));
  if (request.account.empty() || !IsKeyName(request.name)) {
    return ControlError{400, "InvalidRequest",
                        "give \"account\" and \"name\" (1 to 64 letters, digits or +=,.@_-)"};
  }
  return request;
}

ControlResult<std::string> Register(ServerParts& parts, State& state, const Request& request) {
  Account* account = state.FindAccount(request.account);
  if (account == nullptr) {
    return ControlError{404, "NoSuchEntity", "there is no account \"" + request.account + "\""};
  }
  const User* user = account->users.Find(NameKey(request.user));
  if (user == nullptr && !request.user.empty()) {
    return ControlError{404, "NoSuchEntity", "the account has no user \"" + request.user + "\""};
  }
  const int64_t room = account->settings().quotas.mfa_devices_per_user;
  if (user != nullptr && static_cast<int64_t>(user->mfa_devices.size()) >= room) {
    return ControlError{409, "LimitExceeded",
                        "the user has " + std::to_string(room) + " MFA devices, the quota's limit"};
  }
  MfaDevice device;
  device.is_security_key = true;
  device.serial = "arn:aws:iam::" + account->id + ":u2f/" +
                  (user == nullptr ? "root-account" : "user/" + user->name) + "/" + request.name +
                  "-" + NewUniqueId(*parts.environment.ids, "");
  device.user_id = user == nullptr ? account->id : user->id;
  device.enabled = parts.environment.clock->Now();
  const std::string serial = device.serial;
  account->mfa_devices.Put(NameKey(serial), std::move(device));
  if (user != nullptr) {
    account->users.Edit(NameKey(request.user))->mfa_devices.push_back(serial);
  }
  return serial;
}

}  // namespace

ControlResult<Json> RegisterSecurityKey(ServerParts& parts, const Json& json) {
  ASSIGN_OR_RETURN(const Request request, Read(json));
  ASSIGN_OR_RETURN(const std::string serial,
                   parts.store.Write([&](State& state) -> ControlResult<std::string> {
                     return Register(parts, state, request);
                   }));
  Json answer = Json::MakeObject();
  answer.Set("serialNumber", Json::String(serial));
  return answer;
}

}  // namespace mockaws
