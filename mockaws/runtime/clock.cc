#include "mockaws/runtime/clock.h"

namespace mockaws {

using std::chrono::milliseconds;

Instant SystemClock::Now() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

SimulatedClock::SimulatedClock(const Clock* host) : host_(host), offset_millis_(0) {}

SimulatedClock::SimulatedClock(Instant start)
    : host_(nullptr), offset_millis_(start.time_since_epoch().count()) {}

Instant SimulatedClock::Now() const {
  const milliseconds offset(offset_millis_.load());
  return host_ != nullptr ? host_->Now() + offset : Instant(offset);
}

void SimulatedClock::Advance(milliseconds by) { offset_millis_ += by.count(); }

void SimulatedClock::Set(Instant instant) {
  const milliseconds base = host_ != nullptr ? host_->Now().time_since_epoch() : milliseconds(0);
  offset_millis_ = instant.time_since_epoch().count() - base.count();
}

}  // namespace mockaws
