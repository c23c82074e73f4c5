#include "mockaws/state/journal.h"

#include <charconv>
#include <set>
#include <tuple>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"

namespace mockaws {
namespace {

// Rows of the journal's own.
constexpr std::string_view kOwnKind = "journal";
constexpr std::string_view kKeyNameRow = "key";
constexpr std::string_view kTimeRow = "time";
constexpr size_t kCheckDigits = 16;
// Transactions that one commit may hold; more wait for the next.
constexpr size_t kTransactionsMax = 512;
// After which last uses are written.
constexpr std::chrono::seconds kUsesWait{5};

std::string Derive(std::string_view master_key, std::string_view purpose) {
  const Sha256Digest digest = HmacSha256(master_key, purpose);
  return std::string(AsView(digest));
}

std::string RowName(std::string_view account_id, std::string_view kind, std::string_view key) {
  std::string name(account_id);
  name += '\0';
  name += kind;
  name += '\0';
  return name += key;
}

std::string Describe(const StoredRow& row) {
  return "row (" + row.account_id + ", " + row.kind + ", " + row.key + ")";
}

}  // namespace

Result<void> CommitGroup::Wait() const {
  outcome_.wait(kPending);
  if (outcome_.load() == kLost) return Error{error_};
  return {};
}

void CommitGroup::Finish(const Result<void>& committed) {
  if (!committed.ok()) error_ = committed.error().message;
  rows_.clear();
  undo_.clear();
  outcome_.store(committed.ok() ? kDurable : kLost);
  outcome_.notify_all();
}

Journal::Journal(std::unique_ptr<Storage> storage, std::string_view master_key, JournalHooks hooks)
    : storage_(std::move(storage)),
      aead_(Derive(master_key, "iamsim secrets of rows")),
      check_key_(Derive(master_key, "iamsim checks of rows")),
      key_name_(HexEncode(Derive(master_key, "iamsim name of key")).substr(0, kCheckDigits)),
      hooks_(std::move(hooks)) {}

Journal::~Journal() {
  {
    const WriterLock lock(writers_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> Journal::Open() {
  std::vector<LoadedRow> rows;
  const auto version = storage_->Load([&](StoredRow row) -> Result<void> {
    if (row.kind == kOwnKind) return ReadOwnRow(row);
    ASSIGN_OR_RETURN(LoadedRow loaded, Decode({std::move(row), false}));
    TakeIn(std::move(loaded), &rows);
    return {};
  });
  if (!version.ok()) return version.error();
  version_ = *version;
  hooks_.apply(rows, /*whole=*/true);
  hooks_.usage->NoteChanges();
  uses_due_ = std::chrono::steady_clock::now() + kUsesWait;
  thread_ = std::thread([this] { Run(); });
  return {};
}

Result<void> Journal::ReadOwnRow(const StoredRow& row) {
  if (row.key == kKeyNameRow) {
    key_is_noted_ = true;
    if (row.data == key_name_) return {};
    return Error{"the key file is not the one with which this data was sealed"};
  }
  if (row.key == kTimeRow) {
    int64_t millis = 0;
    std::from_chars(row.data.data(), row.data.data() + row.data.size(), millis);
    last_known_time_ = Instant(std::chrono::milliseconds(millis));
  }
  return {};
}

void Journal::TakeIn(LoadedRow row, std::vector<LoadedRow>* rows) {
  if (row.account_id.empty() && UsageLedger::FindCodec(row.kind) != nullptr) {
    hooks_.usage->Merge({row.kind, std::move(row.key), std::move(row.value)});
  } else {
    rows->push_back(std::move(row));
  }
}

// ------------------------------------------------------------------------------ rows

StoredRow Journal::OwnRow(std::string key, std::string data) const {
  StoredRow row{"", std::string(kOwnKind), std::move(key), std::move(data), ""};
  row.check = CheckOf(row);
  return row;
}

std::string Journal::CheckOf(const StoredRow& row) const {
  const Sha256Digest digest =
      HmacSha256(check_key_, RowName(row.account_id, row.kind, row.key) + '\0' + row.data);
  return HexEncode(AsView(digest)).substr(0, kCheckDigits);
}

// Each row once, as it is after the group's last transaction.
std::vector<RowChange> Journal::Encode(const CommitGroup& group,
                                       const std::vector<UsageRow>& uses) const {
  std::vector<RowChange> changes;
  const auto add = [&](const std::string& account_id, std::string_view kind, const std::string& key,
                       const void* value, const EntityCodec* codec) {
    RowChange change;
    change.row = {account_id, std::string(kind), key, "", ""};
    change.erased = value == nullptr;
    if (!change.erased) {
      change.row.data = codec->encode(value, RowSealer(&aead_, RowName(account_id, kind, key)));
      change.row.check = CheckOf(change.row);
    }
    changes.push_back(std::move(change));
  };
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> seen;
  for (auto row = group.rows_.rbegin(); row != group.rows_.rend(); ++row) {
    if (!seen.emplace(row->account_id, row->kind, row->key).second) continue;
    add(row->account_id, row->kind, row->key, row->value.get(), row->codec);
  }
  for (const UsageRow& use : uses) {
    add("", use.kind, use.key, use.value.get(), UsageLedger::FindCodec(use.kind));
  }
  const auto millis = hooks_.now().time_since_epoch().count();
  changes.push_back({OwnRow(std::string(kTimeRow), std::to_string(millis)), false});
  if (!key_is_noted_) changes.push_back({OwnRow(std::string(kKeyNameRow), key_name_), false});
  return changes;
}

Result<LoadedRow> Journal::Decode(const RowChange& change) {
  const StoredRow& row = change.row;
  const EntityCodec* codec = hooks_.codec(row.account_id, row.kind);
  if (codec == nullptr) {
    return Error{Describe(row) + " is of a kind that this iamsim doesn't know; use a newer one"};
  }
  LoadedRow loaded{row.account_id, row.kind, row.key, nullptr};
  if (change.erased) return loaded;
  if (!ConstantTimeEqual(CheckOf(row), row.check)) {
    return Error{Describe(row) +
                 " is not as it was written: the database is damaged, was edited by hand, or "
                 "belongs to another key file; restore it from a copy"};
  }
  auto value =
      codec->decode(row.data, RowSealer(&aead_, RowName(row.account_id, row.kind, row.key)));
  if (!value.ok()) return Error{Describe(row) + ": " + value.error().message};
  loaded.value = *std::move(value);
  return loaded;
}

// ------------------------------------------------------------------------------ writers

Journal::WriterLock Journal::LockWriters() {
  ++waiting_writers_;
  WriterLock lock(writers_);
  --waiting_writers_;
  return lock;
}

Result<void> Journal::Prepare(WriterLock& lock) {
  if (!storage_->shared()) return {};
  changed_.wait(lock, [this] { return !committing_; });
  if (locked_) return {};
  ASSIGN_OR_RETURN(const uint64_t version, storage_->Lock());
  if (version != version_) {
    if (auto caught_up = CatchUpWith(version); !caught_up.ok()) {
      storage_->Unlock();
      return caught_up;
    }
  }
  locked_ = true;
  open_ = std::make_shared<CommitGroup>();
  changed_.notify_all();
  return {};
}

CommitGroupPtr Journal::Append(ChangeLog::Changes changes) {
  if (open_ == nullptr) open_ = std::make_shared<CommitGroup>();
  for (const ChangeLog::Change& change : changes) {
    const TableBase& table = *change.table;
    open_->rows_.push_back(
        {table.account_id(), table.kind(), change.key, table.Share(change.key), &table.codec()});
  }
  open_->undo_.insert(open_->undo_.end(), std::make_move_iterator(changes.begin()),
                      std::make_move_iterator(changes.end()));
  ++open_->transactions_;
  newest_ = open_;
  changed_.notify_all();
  return open_;
}

CommitGroupPtr Journal::pending() const {
  return newest_ != nullptr && newest_->pending() ? newest_ : nullptr;
}

// ------------------------------------------------------------------------------ the thread

void Journal::Run() {
  WriterLock lock(writers_);
  while (true) {
    changed_.wait_until(lock, uses_due_, [this] { return stopping_ || open_ != nullptr; });
    if (open_ == nullptr) {
      const bool last = stopping_;
      if (OpenGroupForUses(lock)) CommitOpenGroup(lock);
      if (last) return;
      continue;
    }
    // Writers that are about to come in belong to the same commit.
    if (waiting_writers_ > 0 && open_->transactions_ < kTransactionsMax && !stopping_) {
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
      if (waiting_writers_ > 0 && open_->transactions_ < kTransactionsMax) continue;
    }
    CommitOpenGroup(lock);
  }
}

bool Journal::OpenGroupForUses(WriterLock& lock) {
  const auto now = std::chrono::steady_clock::now();
  const bool ready = hooks_.usage->has_changes() && Prepare(lock).ok();
  uses_due_ = ready ? now : now + kUsesWait;
  if (ready && open_ == nullptr) open_ = std::make_shared<CommitGroup>();
  return ready;
}

std::vector<UsageRow> Journal::TakeUses() {
  const auto now = std::chrono::steady_clock::now();
  if (now < uses_due_ && !hooks_.usage->has_forgotten()) return {};
  uses_due_ = now + kUsesWait;
  return hooks_.usage->TakeChanges();
}

void Journal::CommitOpenGroup(WriterLock& lock) {
  const CommitGroupPtr group = std::exchange(open_, nullptr);
  committing_ = true;
  lock.unlock();
  const auto stored = Store(*group);
  if (stored.ok()) {
    version_ = *stored;
    group->Finish({});
    lock.lock();
  } else if (group->rows_.empty()) {
    group->Finish(stored.error());
    lock.lock();
  } else {
    lock.lock();
    // What was built on the lost group is lost with it.
    std::vector<ChangeLog::Changes> undone;
    const CommitGroupPtr built_on_it = std::exchange(open_, nullptr);
    if (built_on_it != nullptr) undone.push_back(std::move(built_on_it->undo_));
    undone.push_back(std::move(group->undo_));
    hooks_.undo(std::move(undone));
    group->Finish(stored.error());
    if (built_on_it != nullptr) built_on_it->Finish(stored.error());
  }
  committing_ = false;
  locked_ = false;
  changed_.notify_all();
}

Result<uint64_t> Journal::Store(CommitGroup& group) {
  const std::vector<UsageRow> uses = TakeUses();
  if (group.rows_.empty() && uses.empty()) {
    storage_->Unlock();
    return version_.load();
  }
  auto version = storage_->Commit(Encode(group, uses));
  if (version.ok()) {
    key_is_noted_ = true;
  } else {
    hooks_.usage->Retake(uses);
  }
  return version;
}

// ------------------------------------------------------------------------------ other servers

Result<void> Journal::CatchUpWith(uint64_t version) {
  ASSIGN_OR_RETURN(CatchUp caught_up, storage_->ChangesSince(version_));
  if (caught_up.version < version) {
    return Error{"the database went back from version " + std::to_string(version)};
  }
  std::vector<LoadedRow> rows;
  for (const RowChange& change : caught_up.changes) {
    if (change.row.kind == kOwnKind) {
      RETURN_IF_ERROR(ReadOwnRow(change.row));
      continue;
    }
    ASSIGN_OR_RETURN(LoadedRow loaded, Decode(change));
    TakeIn(std::move(loaded), &rows);
  }
  if (caught_up.whole || !rows.empty()) hooks_.apply(rows, caught_up.whole);
  version_ = caught_up.version;
  return {};
}

Result<uint64_t> Journal::FreshVersion() {
  std::unique_lock lock(rounds_);
  const uint64_t mine = rounds_started_ + 1;
  while (rounds_ended_ < mine) {
    if (asking_) {
      round_ended_.wait(lock);
      continue;
    }
    asking_ = true;
    const uint64_t round = ++rounds_started_;
    lock.unlock();
    auto version = storage_->Version();
    lock.lock();
    newest_version_ = std::move(version);
    rounds_ended_ = round;
    asking_ = false;
    round_ended_.notify_all();
  }
  return newest_version_;
}

Result<void> Journal::Refresh() {
  if (!storage_->shared()) return {};
  ASSIGN_OR_RETURN(const uint64_t version, FreshVersion());
  if (version <= version_) return {};
  WriterLock lock(writers_);
  changed_.wait(lock, [this] { return !committing_; });
  if (version <= version_) return {};
  return CatchUpWith(version);
}

}  // namespace mockaws
