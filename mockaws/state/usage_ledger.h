// UsageLedger: when and where credentials and principals were last used.
//
// It stands beside the tables, not in them: calls that only read, and refused ones, count as use
// too ("GetAccessKeyLastUsed", "Refining permissions using last accessed information").
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mockaws/runtime/clock.h"

namespace mockaws {

// One call, as far as use is concerned.
struct CallUse {
  Instant time;
  std::string service;  // "iam"
  std::string action;   // "CreateUser"
  std::string region;   // of the credential scope
};

// Thread-safe.
class UsageLedger {
 public:
  // Notes an authenticated call. `access_key_id` is a long-term key, or empty for sessions;
  // `principal_id` is the unique id of the user or role behind it, the account id for root.
  void Record(std::string_view access_key_id, std::string_view principal_id, const CallUse& use);

  // The newest call with this access key.
  std::optional<CallUse> OfKey(std::string_view access_key_id) const;
  // The newest call of this principal to any service.
  std::optional<CallUse> OfPrincipal(std::string_view principal_id) const;
  // By service, and by service and action ("iam:CreateUser").
  std::map<std::string, CallUse, std::less<>> ServicesOf(std::string_view principal_id) const;
  std::map<std::string, CallUse, std::less<>> ActionsOf(std::string_view principal_id) const;

  void ForgetKey(std::string_view access_key_id);
  void ForgetPrincipal(std::string_view principal_id);
  void Clear();

 private:
  using Uses = std::map<std::string, CallUse, std::less<>>;

  struct PrincipalUse {
    CallUse last;
    Uses services;
    Uses actions;
  };

  mutable std::mutex mutex_;
  Uses keys_;
  std::map<std::string, PrincipalUse, std::less<>> principals_;
};

}  // namespace mockaws
