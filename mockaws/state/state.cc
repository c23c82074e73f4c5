#include "mockaws/state/state.h"

#include <algorithm>

namespace mockaws {

const AccountSettings& Account::settings() const {
  static const AccountSettings* const kDefaults = new AccountSettings;
  const AccountSettings* row = settings_row.Find("");
  return row == nullptr ? *kDefaults : *row;
}

AccountSettings* Account::edit_settings() { return settings_row.Put("", settings()); }

// The accounts as a table, so that making one is recorded, undone and persisted like any change.
// Its rows are of the account that they make. Values are whole accounts where changes are undone.
class State::AccountTable : public TableBase {
 public:
  static constexpr std::string_view kKind = "account";

  explicit AccountTable(ChangeLog* log) : TableBase("", kKind), log_(log) {}

  const Accounts& accounts() const { return accounts_; }

  Account& Make(const std::string& id, Instant created, bool recorded) {
    if (recorded) log_->Record(this, id, nullptr);
    return *(accounts_[id] = std::make_shared<Account>(id, log_, created));
  }
  void Erase(const std::string& id) {
    const auto found = accounts_.find(id);
    log_->Record(this, id, std::move(found->second));
    accounts_.erase(found);
  }
  void Clear() { accounts_.clear(); }

  const EntityCodec& codec() const override { return CodecOf<AccountCreation>(); }
  size_t row_count() const override { return accounts_.size(); }
  EntityPtr Share(std::string_view key) const override {
    const auto found = accounts_.find(key);
    if (found == accounts_.end()) return nullptr;
    return std::make_shared<const AccountCreation>(AccountCreation{found->second->created});
  }
  void Restore(const std::string& key, EntityPtr value) override {
    if (value == nullptr) {
      accounts_.erase(key);
    } else {
      accounts_[key] = std::const_pointer_cast<Account>(
          std::static_pointer_cast<const Account>(std::move(value)));
    }
  }
  // Snapshots keep accounts table by table.
  EntityPtr CopyEntries() const override { return nullptr; }
  void ReplaceEntries(const EntityPtr&) override {}

 private:
  ChangeLog* const log_;
  Accounts accounts_;
};

State::State() : accounts_(std::make_unique<AccountTable>(&log_)) {}
State::~State() = default;

const Accounts& State::accounts() const { return accounts_->accounts(); }

const Account* State::FindAccount(std::string_view id) const {
  const auto found = accounts().find(id);
  return found == accounts().end() ? nullptr : found->second.get();
}

Account* State::FindAccount(std::string_view id) {
  return const_cast<Account*>(static_cast<const State*>(this)->FindAccount(id));
}

Account& State::EnsureAccount(std::string_view id, Instant now) {
  if (Account* present = FindAccount(id)) return *present;
  return accounts_->Make(std::string(id), now, /*recorded=*/true);
}

void State::ChangeForGood(std::function<void(State&)> change) {
  change(*this);
  for_good_.push_back(std::move(change));
}

ChangeLog::Changes State::Commit() {
  ++version_;
  for_good_.clear();
  return log_.Take();
}

void State::RollBack() {
  log_.RollBack();
  for (const auto& change : std::exchange(for_good_, {})) change(*this);
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
  StateSnapshot nothing;
  nothing.tables.resize(tables_.size());
  for (size_t i = 0; i < tables_.size(); ++i) {
    if (tables_[i] == &clock) nothing.tables[i] = clock.CopyEntries();
  }
  RestoreSnapshot(nothing);
}

StateSnapshot State::TakeSnapshot() const {
  StateSnapshot snapshot;
  for (const TableBase* table : tables_) snapshot.tables.push_back(table->CopyEntries());
  for (const auto& [id, account] : accounts()) {
    StateSnapshot::AccountTables& copy = snapshot.accounts[id];
    copy.created = account->created;
    for (const TableBase* table : account->tables()) {
      copy.tables.push_back(table->CopyEntries());
      snapshot.entities += table->row_count();
    }
  }
  return snapshot;
}

void State::RestoreSnapshot(const StateSnapshot& snapshot) {
  std::vector<std::string> gone;
  for (const auto& [id, account] : accounts()) {
    const auto kept = snapshot.accounts.find(id);
    if (kept != snapshot.accounts.end() && kept->second.created == account->created) continue;
    for (TableBase* table : account->tables()) table->ReplaceEntries(nullptr);
    gone.push_back(id);
  }
  for (const std::string& id : gone) accounts_->Erase(id);
  for (const auto& [id, copy] : snapshot.accounts) {
    const Account& account = EnsureAccount(id, copy.created);
    for (size_t i = 0; i < copy.tables.size(); ++i) {
      account.tables()[i]->ReplaceEntries(copy.tables[i]);
    }
  }
  for (size_t i = 0; i < tables_.size(); ++i) tables_[i]->ReplaceEntries(snapshot.tables[i]);
  usage.Clear();
}

namespace {

using Codecs = std::map<std::string, const EntityCodec*, std::less<>>;

Codecs CodecsOf(const std::vector<TableBase*>& tables) {
  Codecs codecs;
  for (const TableBase* table : tables) {
    const bool fresh = codecs.emplace(table->kind(), &table->codec()).second;
    CHECK(fresh, "two tables of one kind");
  }
  return codecs;
}

}  // namespace

bool State::IsAccountKind(std::string_view kind) { return kind == AccountTable::kKind; }

const EntityCodec* State::FindCodec(std::string_view account_id, std::string_view kind) {
  static const Codecs kOfServer = CodecsOf(State().tables());
  static const Codecs kOfAccounts = [] {
    ChangeLog log;
    return CodecsOf(Account("", &log, Instant()).tables());
  }();
  // Accounts' own rows stand among those of no account, under the account's id.
  if (account_id.empty() && IsAccountKind(kind)) return &CodecOf<AccountCreation>();
  if (account_id.empty()) {
    if (const EntityCodec* codec = UsageLedger::FindCodec(kind)) return codec;
  }
  const Codecs& codecs = account_id.empty() ? kOfServer : kOfAccounts;
  const auto found = codecs.find(kind);
  return found == codecs.end() ? nullptr : found->second;
}

void State::RestoreRow(const std::string& account_id, std::string_view kind, const std::string& key,
                       EntityPtr value) {
  if (account_id.empty() && kind == AccountTable::kKind) {
    if (value == nullptr) {
      accounts_->Restore(key, nullptr);
      return;
    }
    const Instant created = static_cast<const AccountCreation*>(value.get())->created;
    // One made anew, between two looks, is another.
    const Account* present = FindAccount(key);
    if (present == nullptr || present->created != created) {
      accounts_->Make(key, created, /*recorded=*/false);
    }
    return;
  }
  const Account* account = FindAccount(account_id);
  CHECK(account_id.empty() || account != nullptr, "a row of an account that doesn't exist");
  const std::vector<TableBase*>& tables = account_id.empty() ? tables_ : account->tables();
  const auto table = std::find_if(tables.begin(), tables.end(),
                                  [&](const TableBase* t) { return t->kind() == kind; });
  CHECK(table != tables.end(), "a row of an unknown kind");
  (*table)->Restore(key, std::move(value));
}

void State::RestoreNothing() {
  for (TableBase* table : tables_) table->ReplaceEntries(nullptr);
  accounts_->Clear();
  log_.Clear();
}

}  // namespace mockaws
