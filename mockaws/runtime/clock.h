// Clock: the only place that reads the system's time.
#pragma once

#include <atomic>
#include <chrono>

#include "policy_engine/base/time.h"

namespace mockaws {

using policy_engine::Instant;

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

// The machine's time: signature freshness and Date headers follow it.
class SystemClock : public Clock {
 public:
  Instant Now() const override;
};

// How simulated time was set, to be kept beyond a restart.
struct ClockSetting {
  bool manual = false;
  // To the host's time, or since the epoch if manual.
  int64_t offset_millis = 0;
};

// Simulated time: everything that AWS shows follows it. Starts at the machine's time and runs on,
// or (manual) stands still until it is moved. It goes back only when it is set back: when the
// machine's clock jumps back, simulated time runs on from where it was, so that what has expired
// stays expired.
class SimulatedClock : public Clock {
 public:
  // Runs on from `host`'s time; `host` must outlive this.
  explicit SimulatedClock(const Clock* host);
  // Stands still at `start`.
  explicit SimulatedClock(Instant start);

  Instant Now() const override;
  void Advance(std::chrono::milliseconds by);
  void Set(Instant instant);
  bool manual() const { return manual_; }

  ClockSetting setting() const;
  // Takes up a kept setting. One that runs on needs a host: without one it stands still at the
  // setting's time.
  void Restore(const ClockSetting& setting);
  // Moves the clock on to `instant` if it is before that.
  void EnsureNotBefore(Instant instant);

 private:
  const Clock* const host_;
  std::atomic<bool> manual_;
  mutable std::atomic<int64_t> offset_millis_;
  // The newest time that was given out.
  mutable std::atomic<int64_t> newest_millis_;
};

}  // namespace mockaws
