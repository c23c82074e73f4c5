// Store: the lock around the state, and what makes it outlive the server.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/state/journal.h"
#include "mockaws/state/state.h"

namespace mockaws {

class DelayedState;

// How a transaction that couldn't be stored fails, for each type of error that transactions have.
void DescribeStorageFailure(const std::string& message, ApiError* error);
void DescribeStorageFailure(const std::string& message, policy_engine::Error* error);

// Thread-safe: reads run side by side, a write alone. In memory, unless Open is called.
class Store {
 public:
  Store();
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // Takes the state from `storage` and keeps it there from now on: a transaction that has returned
  // is on disk. `clock` goes on where it was left, and never goes back. Call once, before others.
  // Errors: rows that can't be read; `master_key` is not the one they were sealed with.
  policy_engine::Result<void> Open(std::unique_ptr<Storage> storage, std::string_view master_key,
                                   SimulatedClock* clock);

  // Changes take effect on authentication, policies and trust only after `delay` of `clock`'s
  // time. Call once, before others, after Open.
  void DelayEffects(std::chrono::milliseconds delay, const SimulatedClock* clock);

  // The next Read sees every commit that was acknowledged before, by whichever server. Error: the
  // storage doesn't answer.
  policy_engine::Result<void> Refresh();

  // What `function` saw is on disk when this returns; it runs again if that turns out to be lost.
  template <typename Function>
  auto Read(Function&& function) const {
    while (true) {
      TakeDueEffects();
      std::shared_lock lock(mutex_);
      auto result = function(static_cast<const State&>(state_));
      const CommitGroupPtr pending = PendingGroup();
      lock.unlock();
      if (pending == nullptr || pending->Wait().ok()) return result;
    }
  }

  // `function` returns a Result: on failure every change is undone, but those for good. If the
  // changes can't be stored, they are undone too, and the error is made by DescribeStorageFailure.
  template <typename Function>
  auto Write(Function&& function) {
    using Outcome = std::invoke_result_t<Function, State&>;
    using Failure = std::remove_cvref_t<decltype(std::declval<Outcome>().error())>;
    const auto fail = [](const policy_engine::Error& error) -> Outcome {
      Failure failure;
      DescribeStorageFailure(error.message, &failure);
      return failure;
    };
    TakeDueEffects();
    Journal::WriterLock writers;
    if (auto ready = PrepareWrite(&writers); !ready.ok()) return fail(ready.error());
    std::unique_lock lock(mutex_);
    Outcome result = function(state_);
    if (!result.ok()) {
      state_.RollBack();
      if (!state_.changed()) return result;
    }
    const CommitGroupPtr group = TakeChanges();
    lock.unlock();
    if (writers.owns_lock()) writers.unlock();
    if (group != nullptr) {
      if (auto durable = group->Wait(); !durable.ok()) return fail(durable.error());
    }
    return result;
  }

  // Each is one transaction.
  policy_engine::Result<void> EnsureAccount(std::string_view id, Instant now);
  // Forgets everything but the clock.
  policy_engine::Result<void> Reset();
  policy_engine::Result<void> MoveClock(SimulatedClock* clock, const ClockSetting& setting);

  // Of the state and of the clock.
  StateSnapshot TakeSnapshot(const SimulatedClock& clock) const;
  policy_engine::Result<void> RestoreSnapshot(const StateSnapshot& snapshot, SimulatedClock* clock);

 private:
  // Of the journal's newest changes, under the lock; null if they are on disk.
  CommitGroupPtr PendingGroup() const {
    return journal_ == nullptr ? nullptr : journal_->pending();
  }
  policy_engine::Result<void> PrepareWrite(Journal::WriterLock* lock);
  // Ends a transaction, under both locks; the group to wait for, if any.
  CommitGroupPtr TakeChanges();
  void TakeDueEffects() const {
    if (delayed_ != nullptr) ApplyDueEffects();
  }
  void ApplyDueEffects() const;
  void ApplyRows(const std::vector<LoadedRow>& rows, bool whole);
  void Undo(std::vector<ChangeLog::Changes> groups);
  // After changes that are no AWS calls: nothing of them waits.
  void SkipDelay();

  mutable std::shared_mutex mutex_;
  State state_;
  SimulatedClock* clock_ = nullptr;  // that follows state_.clock
  std::unique_ptr<DelayedState> delayed_;
  std::unique_ptr<Journal> journal_;
};

}  // namespace mockaws
