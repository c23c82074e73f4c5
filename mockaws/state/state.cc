#include "mockaws/state/state.h"

namespace mockaws {

const AccountSettings& Account::settings() const {
  static const AccountSettings* const kDefaults = new AccountSettings;
  const AccountSettings* row = settings_row.Find("");
  return row == nullptr ? *kDefaults : *row;
}

AccountSettings* Account::edit_settings() { return settings_row.Put("", settings()); }

const Account* State::FindAccount(std::string_view id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : found->second.get();
}

Account* State::FindAccount(std::string_view id) {
  return const_cast<Account*>(static_cast<const State*>(this)->FindAccount(id));
}

Account& State::EnsureAccount(std::string_view id, Instant now) {
  if (Account* present = FindAccount(id)) return *present;
  auto account = std::make_unique<Account>(std::string(id), &log_, now);
  return *accounts_.emplace(std::string(id), std::move(account)).first->second;
}

const Organization* State::OrganizationOf(std::string_view account_id) const {
  for (const auto& [id, organization] : organizations.entries()) {
    if (organization->management_account == account_id ||
        organization->FindMember(account_id) != nullptr) {
      return organization.get();
    }
  }
  return nullptr;
}

void State::Clear() {
  log_.Clear();
  accounts_.clear();
  access_keys.Clear();
  principals.Clear();
  token_issuers.Clear();
  organizations.Clear();
  mfa_ledger.Clear();
  usage.Clear();
  Commit();
}

void State::Commit() {
  log_.Clear();
  ++version_;
}

}  // namespace mockaws
