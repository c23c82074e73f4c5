// State: everything that the server remembers. mockaws/state/store.h puts the lock around it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/state/access_jobs.h"
#include "mockaws/state/account_settings.h"
#include "mockaws/state/delegation_request.h"
#include "mockaws/state/entities.h"
#include "mockaws/state/identity_provider.h"
#include "mockaws/state/instance_profile.h"
#include "mockaws/state/mfa_device.h"
#include "mockaws/state/organization.h"
#include "mockaws/state/role_deletion.h"
#include "mockaws/state/server_certificate.h"
#include "mockaws/state/server_clock.h"
#include "mockaws/state/table.h"
#include "mockaws/state/usage_ledger.h"

namespace mockaws {

// One AWS account. Its tables are persisted by their kinds; a new one needs nothing else than its
// line here and its fields in entity_fields.h.
struct Account {
 private:
  std::vector<TableBase*> tables_;  // before the tables, which add themselves

 public:
  Account(std::string account_id, ChangeLog* log, Instant now)
      : id(std::move(account_id)), created(now), owner_{id, log, &tables_} {}

  const std::string id;
  const Instant created;

 private:
  const TableOwner owner_;

 public:
  Table<User> users{owner_, "user"};                                     // by NameKey
  Table<Group> groups{owner_, "group"};                                  // by NameKey
  Table<Role> roles{owner_, "role"};                                     // by NameKey
  Table<CustomerPolicy> policies{owner_, "policy"};                      // by NameKey
  Table<PolicyUse> policy_uses{owner_, "policy_use"};                    // by policy ARN
  Table<AccessKey> root_access_keys{owner_, "root_access_key"};          // by access key id
  Table<InstanceProfile> instance_profiles{owner_, "instance_profile"};  // by NameKey
  Table<MfaDevice> mfa_devices{owner_, "mfa_device"};  // virtual ones, by NameKey of the serial
  Table<ServerCertificate> server_certificates{owner_, "server_certificate"};  // by NameKey
  Table<OidcProvider> oidc_providers{owner_, "oidc_provider"};                 // by ARN
  Table<SamlProvider> saml_providers{owner_, "saml_provider"};                 // by ARN
  Table<RoleDeletion> role_deletions{owner_, "role_deletion"};                 // by task id
  Table<AccessJob> access_jobs{owner_, "access_job"};                          // by job id
  Table<OrganizationsAccessJob> organizations_access_jobs{owner_,
                                                          "organizations_access_job"};  // by job id
  Table<AccountSettings> settings_row{owner_, "settings"};  // one row at most, under the empty key

  // What the account has only once; defaults as long as nothing was set.
  const AccountSettings& settings() const;
  // To be changed until the transaction ends.
  AccountSettings* edit_settings();
  std::string root_arn() const { return "arn:aws:iam::" + id + ":root"; }

  const std::vector<TableBase*>& tables() const { return tables_; }
};

using Accounts = std::map<std::string, std::shared_ptr<Account>, std::less<>>;

// All there is at one moment, by pointer: taking one copies no entity.
struct StateSnapshot {
  struct AccountTables {
    Instant created;
    std::vector<EntityPtr> tables;  // in the order of Account::tables()
  };
  std::map<std::string, AccountTables> accounts;
  std::vector<EntityPtr> tables;  // in the order of State::tables()
  size_t entities = 0;
  std::optional<ClockSetting> clock;
};

class State {
 private:
  ChangeLog log_;
  std::vector<TableBase*> tables_;
  const TableOwner owner_{"", &log_, &tables_};

 public:
  State();
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const Account* FindAccount(std::string_view id) const;
  Account* FindAccount(std::string_view id);
  // Creates the account if need be.
  Account& EnsureAccount(std::string_view id, Instant now);
  const Accounts& accounts() const;
  // That of which the account is a member or the management account; null if there is none.
  const Organization* OrganizationOf(std::string_view account_id) const;
  // Forgets everything but the clock, as a change like any other.
  void Clear();

  StateSnapshot TakeSnapshot() const;
  // Makes the state what it was, the clock included, as a change like any other.
  void RestoreSnapshot(const StateSnapshot& snapshot);

  // Grows with every committed change: what was derived from an older version is stale.
  uint64_t version() const { return version_; }
  // Makes a change that outlives a failure of the transaction: a refused call undoes what it did,
  // but the MFA code that it tried stays tried.
  void ChangeForGood(std::function<void(State&)> change);
  // Ends a write transaction one way or the other. What RollBack leaves is to be committed.
  ChangeLog::Changes Commit();
  void RollBack();
  bool changed() const { return !log_.changes().empty(); }
  void NoteChange() { ++version_; }

  // The state that authentication, policies and trust go by: this one, or an older one while
  // changes take effect with a delay.
  const State& in_effect() const { return in_effect_ == nullptr ? *this : *in_effect_; }
  void set_in_effect(const State* state) { in_effect_ = state; }

  // ---- for persistence
  // The codec of a kind's rows; null if there is no such kind.
  static const EntityCodec* FindCodec(std::string_view account_id, std::string_view kind);
  // Whether rows of this kind are the accounts themselves.
  static bool IsAccountKind(std::string_view kind);
  // Puts a row in place, unrecorded; null erases.
  void RestoreRow(const std::string& account_id, std::string_view kind, const std::string& key,
                  EntityPtr value);
  // Forgets everything, the clock too, unrecorded.
  void RestoreNothing();
  const std::vector<TableBase*>& tables() const { return tables_; }

  // Long-term ones of all accounts, by access key id.
  Table<AccessKeyOwner> access_keys{owner_, "access_key"};
  // Users and roles of all accounts, by unique id.
  Table<PrincipalEntity> principals{owner_, "principal"};
  Table<TokenIssuer> token_issuers{owner_, "token_issuer"};   // by the issuer's URL without scheme
  Table<Organization> organizations{owner_, "organization"};  // by id
  // Of all accounts, by id.
  Table<DelegationRequest> delegation_requests{owner_, "delegation_request"};
  // One row at most, under the empty key: none until the clock is moved.
  Table<ClockSetting> clock{owner_, "clock"};
  // Thread-safe by itself: reading is use too.
  mutable UsageLedger usage;

 private:
  class AccountTable;

  uint64_t version_ = 1;
  const State* in_effect_ = nullptr;
  std::vector<std::function<void(State&)>> for_good_;
  std::unique_ptr<AccountTable> accounts_;
};

}  // namespace mockaws
