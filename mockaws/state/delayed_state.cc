#include "mockaws/state/delayed_state.h"

#include <utility>

namespace mockaws {

void DelayedState::Apply(const Row& row) {
  // What belongs to an account that is gone went with it.
  if (!row.account_id.empty() && state_.FindAccount(row.account_id) == nullptr) return;
  state_.RestoreRow(row.account_id, row.kind, row.key, row.value);
}

void DelayedState::Note(const ChangeLog::Changes& changes) {
  Transaction transaction{clock_->Now() + delay_, {}};
  for (const ChangeLog::Change& change : changes) {
    const TableBase& table = *change.table;
    Row row{table.account_id(), table.kind(), change.key, table.Share(change.key)};
    if (State::IsAccountKind(row.kind) && row.value != nullptr) {
      Apply(row);
    } else {
      transaction.rows.push_back(std::move(row));
    }
  }
  if (!transaction.rows.empty()) waiting_.push_back(std::move(transaction));
}

bool DelayedState::HasDue() const {
  return !waiting_.empty() && waiting_.front().due <= clock_->Now();
}

void DelayedState::ApplyDue() {
  while (HasDue()) {
    for (const Row& row : waiting_.front().rows) Apply(row);
    waiting_.pop_front();
  }
}

void DelayedState::Become(const State& present) {
  waiting_.clear();
  state_.RestoreSnapshot(present.TakeSnapshot());
  state_.Commit();
}

}  // namespace mockaws
