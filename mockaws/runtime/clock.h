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

// Simulated time: everything that AWS shows follows it. Starts at the machine's time and runs on,
// or (manual) stands still until it is moved.
class SimulatedClock : public Clock {
 public:
  // Runs on from `host`'s time; `host` must outlive this.
  explicit SimulatedClock(const Clock* host);
  // Stands still at `start`.
  explicit SimulatedClock(Instant start);

  Instant Now() const override;
  void Advance(std::chrono::milliseconds by);
  void Set(Instant instant);
  bool manual() const { return host_ == nullptr; }

 private:
  const Clock* host_;
  std::atomic<int64_t> offset_millis_;  // to the host's time, or since the epoch if manual
};

}  // namespace mockaws
