// State: everything that the server remembers; Store: the lock around it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>

#include "mockaws/state/account_settings.h"
#include "mockaws/state/entities.h"
#include "mockaws/state/identity_provider.h"
#include "mockaws/state/instance_profile.h"
#include "mockaws/state/mfa_device.h"
#include "mockaws/state/mfa_ledger.h"
#include "mockaws/state/organization.h"
#include "mockaws/state/server_certificate.h"
#include "mockaws/state/table.h"
#include "mockaws/state/usage_ledger.h"

namespace mockaws {

// One AWS account.
struct Account {
  Account(std::string account_id, ChangeLog* log, Instant now)
      : id(std::move(account_id)),
        created(now),
        users(log),
        groups(log),
        roles(log),
        policies(log),
        policy_uses(log),
        root_access_keys(log),
        instance_profiles(log),
        mfa_devices(log),
        server_certificates(log),
        oidc_providers(log),
        saml_providers(log),
        settings_row(log) {}

  const std::string id;
  const Instant created;
  Table<User> users;                             // by NameKey
  Table<Group> groups;                           // by NameKey
  Table<Role> roles;                             // by NameKey
  Table<CustomerPolicy> policies;                // by NameKey
  Table<PolicyUse> policy_uses;                  // by policy ARN
  Table<AccessKey> root_access_keys;             // by access key id
  Table<InstanceProfile> instance_profiles;      // by NameKey
  Table<MfaDevice> mfa_devices;                  // virtual ones, by NameKey of the serial number
  Table<ServerCertificate> server_certificates;  // by NameKey
  Table<OidcProvider> oidc_providers;            // by ARN
  Table<SamlProvider> saml_providers;            // by ARN
  Table<AccountSettings> settings_row;           // one row at most, under the empty key

  // What the account has only once; defaults as long as nothing was set.
  const AccountSettings& settings() const;
  // To be changed until the transaction ends.
  AccountSettings* edit_settings();
  std::string root_arn() const { return "arn:aws:iam::" + id + ":root"; }
};

class State {
 public:
  State() : access_keys(&log_), principals(&log_), token_issuers(&log_), organizations(&log_) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const Account* FindAccount(std::string_view id) const;
  Account* FindAccount(std::string_view id);
  // Creates the account if need be.
  Account& EnsureAccount(std::string_view id, Instant now);
  const std::map<std::string, std::unique_ptr<Account>, std::less<>>& accounts() const {
    return accounts_;
  }
  // Forgets everything.
  void Clear();

  // Grows with every committed change: what was derived from an older version is stale.
  uint64_t version() const { return version_; }
  // Ends a write transaction one way or the other.
  void Commit();
  void RollBack() { log_.RollBack(); }

  Table<AccessKeyOwner> access_keys;  // long-term ones of all accounts, by access key id
  Table<PrincipalEntity> principals;  // users and roles of all accounts, by unique id
  Table<TokenIssuer> token_issuers;   // by the issuer's URL without scheme
  Table<Organization> organizations;  // by id
  // The organization that an account belongs to, as its management account or a member; nullptr if
  // none.
  const Organization* OrganizationOf(std::string_view account_id) const;
  // Thread-safe by itself: codes are used up in read operations and in refused ones.
  mutable MfaLedger mfa_ledger;
  // The same: reading is use too.
  mutable UsageLedger usage;

 private:
  ChangeLog log_;
  uint64_t version_ = 1;
  std::map<std::string, std::unique_ptr<Account>, std::less<>> accounts_;
};

// Thread-safe: reads run side by side, a write alone.
class Store {
 public:
  template <typename Function>
  auto Read(Function&& function) const {
    const std::shared_lock lock(mutex_);
    return function(static_cast<const State&>(state_));
  }

  // `function` returns something with ok(): on failure every change is undone.
  template <typename Function>
  auto Write(Function&& function) {
    const std::unique_lock lock(mutex_);
    auto result = function(state_);
    if (result.ok()) {
      state_.Commit();
    } else {
      state_.RollBack();
    }
    return result;
  }

  void EnsureAccount(std::string_view id, Instant now) {
    const std::unique_lock lock(mutex_);
    state_.EnsureAccount(id, now);
    state_.Commit();
  }
  // Forgets everything.
  void Reset() {
    const std::unique_lock lock(mutex_);
    state_.Clear();
  }

 private:
  mutable std::shared_mutex mutex_;
  State state_;
};

}  // namespace mockaws
