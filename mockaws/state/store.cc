#include "mockaws/state/store.h"

#include <algorithm>

#include "mockaws/state/delayed_state.h"

namespace mockaws {

using policy_engine::Error;
using policy_engine::Result;

namespace {

// Whether an account is gone or another. That comes of resets and restored snapshots alone, of
// which nothing waits: a caller is of an account that is there.
bool ReplaceAccounts(const ChangeLog::Changes& changes) {
  return std::any_of(changes.begin(), changes.end(), [](const ChangeLog::Change& change) {
    return State::IsAccountKind(change.table->kind()) && change.before != nullptr;
  });
}

}  // namespace

void DescribeStorageFailure(const std::string& message, ApiError* error) {
  *error = InternalFailure("The change could not be stored: " + message);
}

void DescribeStorageFailure(const std::string& message, Error* error) { error->message = message; }

Store::Store() = default;

Store::~Store() {
  // Commits what is pending, which may still touch the state.
  journal_.reset();
}

Result<void> Store::Open(std::unique_ptr<Storage> storage, std::string_view master_key,
                         SimulatedClock* clock) {
  clock_ = clock;
  auto journal = std::make_unique<Journal>(
      std::move(storage), master_key,
      JournalHooks{
          .codec = [](const std::string& account_id,
                      const std::string& kind) { return State::FindCodec(account_id, kind); },
          .apply = [this](const std::vector<LoadedRow>& rows,
                          bool whole) { ApplyRows(rows, whole); },
          .undo = [this](std::vector<ChangeLog::Changes> groups) { Undo(std::move(groups)); },
          .now = [clock] { return clock->Now(); },
          .usage = &state_.usage});
  RETURN_IF_ERROR(journal->Open());
  if (!clock->manual()) clock->EnsureNotBefore(journal->last_known_time());
  journal_ = std::move(journal);
  return {};
}

void Store::DelayEffects(std::chrono::milliseconds delay, const SimulatedClock* clock) {
  delayed_ = std::make_unique<DelayedState>(delay, clock);
  delayed_->Become(state_);
  state_.set_in_effect(&delayed_->state());
}

Result<void> Store::Refresh() {
  if (journal_ == nullptr) return {};
  return journal_->Refresh();
}

Result<void> Store::PrepareWrite(Journal::WriterLock* lock) {
  if (journal_ == nullptr) return {};
  *lock = journal_->LockWriters();
  return journal_->Prepare(*lock);
}

CommitGroupPtr Store::TakeChanges() {
  ChangeLog::Changes changes = state_.Commit();
  if (delayed_ != nullptr && ReplaceAccounts(changes)) {
    delayed_->Become(state_);
  } else if (delayed_ != nullptr) {
    delayed_->Note(changes);
  }
  if (journal_ == nullptr) return nullptr;
  // A transaction that changed nothing has still seen what is not yet on disk.
  if (changes.empty()) return journal_->pending();
  return journal_->Append(std::move(changes));
}

void Store::ApplyDueEffects() const {
  {
    const std::shared_lock lock(mutex_);
    if (!delayed_->HasDue()) return;
  }
  const std::unique_lock lock(mutex_);
  delayed_->ApplyDue();
}

void Store::ApplyRows(const std::vector<LoadedRow>& rows, bool whole) {
  const std::unique_lock lock(mutex_);
  if (whole) state_.RestoreNothing();
  // Accounts come before their tables' rows, and go after them.
  const auto pass = [&](bool accounts, bool erased) {
    for (const LoadedRow& row : rows) {
      if (State::IsAccountKind(row.kind) != accounts) continue;
      if (accounts && (row.value == nullptr) != erased) continue;
      state_.RestoreRow(row.account_id, row.kind, row.key, row.value);
    }
  };
  pass(/*accounts=*/true, /*erased=*/false);
  pass(/*accounts=*/false, /*erased=*/false);
  pass(/*accounts=*/true, /*erased=*/true);
  state_.NoteChange();
  if (delayed_ != nullptr) delayed_->Become(state_);
  if (const ClockSetting* setting = state_.clock.Find("")) clock_->Restore(*setting);
}

void Store::Undo(std::vector<ChangeLog::Changes> groups) {
  const std::unique_lock lock(mutex_);
  for (ChangeLog::Changes& changes : groups) ChangeLog::Undo(std::move(changes));
  state_.NoteChange();
  if (delayed_ != nullptr) delayed_->Become(state_);
  if (const ClockSetting* setting = state_.clock.Find("")) clock_->Restore(*setting);
}

void Store::SkipDelay() {
  if (delayed_ == nullptr) return;
  const std::unique_lock lock(mutex_);
  delayed_->Become(state_);
}

Result<void> Store::EnsureAccount(std::string_view id, Instant now) {
  return Write([&](State& state) -> Result<void> {
    state.EnsureAccount(id, now);
    return {};
  });
}

Result<void> Store::Reset() {
  auto reset = Write([](State& state) -> Result<void> {
    state.Clear();
    return {};
  });
  SkipDelay();
  return reset;
}

Result<void> Store::MoveClock(SimulatedClock* clock, const ClockSetting& setting) {
  return Write([&](State& state) -> Result<void> {
    state.clock.Put("", setting);
    clock->Restore(setting);
    return {};
  });
}

StateSnapshot Store::TakeSnapshot(const SimulatedClock& clock) const {
  return Read([&](const State& state) {
    StateSnapshot snapshot = state.TakeSnapshot();
    snapshot.clock = clock.setting();
    return snapshot;
  });
}

Result<void> Store::RestoreSnapshot(const StateSnapshot& snapshot, SimulatedClock* clock) {
  auto restored = Write([&](State& state) -> Result<void> {
    state.RestoreSnapshot(snapshot);
    state.clock.Put("", *snapshot.clock);
    clock->Restore(*snapshot.clock);
    return {};
  });
  SkipDelay();
  return restored;
}

}  // namespace mockaws
