// DelayedState: the state as it takes effect, some time behind the state as it is. AWS's changes
// take a while to be seen by all of its servers; with this, tests meet that.
#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/state/state.h"

namespace mockaws {

// Not thread-safe: the Store's lock guards it.
class DelayedState {
 public:
  DelayedState(std::chrono::milliseconds delay, const SimulatedClock* clock)
      : delay_(delay), clock_(clock) {}

  const State& state() const { return state_; }
  // Notes what a transaction changed; new accounts are there at once.
  void Note(const ChangeLog::Changes& changes);
  // Whether something takes effect by now.
  bool HasDue() const;
  void ApplyDue();
  // Forgets what is waiting and becomes what `present` is.
  void Become(const State& present);

 private:
  struct Row {
    std::string account_id;
    std::string_view kind;
    std::string key;
    EntityPtr value;
  };
  struct Transaction {
    Instant due;
    std::vector<Row> rows;
  };

  void Apply(const Row& row);

  const std::chrono::milliseconds delay_;
  const SimulatedClock* const clock_;
  State state_;
  std::deque<Transaction> waiting_;
};

}  // namespace mockaws
