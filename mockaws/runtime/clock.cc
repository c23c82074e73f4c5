#include "mockaws/runtime/clock.h"

#include <limits>

namespace mockaws {

using std::chrono::milliseconds;

namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::min();
// Threads read the host's clock side by side: smaller steps back than this are no jump.
constexpr int64_t kJumpMillis = 1'000;

}  // namespace

Instant SystemClock::Now() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

SimulatedClock::SimulatedClock(const Clock* host)
    : host_(host), manual_(false), offset_millis_(0), newest_millis_(kNever) {}

SimulatedClock::SimulatedClock(Instant start)
    : host_(nullptr),
      manual_(true),
      offset_millis_(start.time_since_epoch().count()),
      newest_millis_(kNever) {}

Instant SimulatedClock::Now() const {
  int64_t offset = offset_millis_;
  if (manual_) return Instant(milliseconds(offset));
  const int64_t now = host_->Now().time_since_epoch().count() + offset;
  int64_t newest = newest_millis_;
  while (now > newest && !newest_millis_.compare_exchange_weak(newest, now)) {
  }
  if (now >= newest) return Instant(milliseconds(now));
  if (newest - now > kJumpMillis) {
    offset_millis_.compare_exchange_strong(offset, offset + (newest - now));
  }
  return Instant(milliseconds(newest));
}

void SimulatedClock::Advance(milliseconds by) {
  if (by.count() < 0) newest_millis_ = kNever;
  offset_millis_ += by.count();
}

void SimulatedClock::Set(Instant instant) {
  const milliseconds base = manual_ ? milliseconds(0) : host_->Now().time_since_epoch();
  offset_millis_ = instant.time_since_epoch().count() - base.count();
  newest_millis_ = kNever;
}

ClockSetting SimulatedClock::setting() const { return {manual_, offset_millis_}; }

void SimulatedClock::Restore(const ClockSetting& setting) {
  manual_ = setting.manual || host_ == nullptr;
  offset_millis_ = setting.offset_millis;
  newest_millis_ = kNever;
}

void SimulatedClock::EnsureNotBefore(Instant instant) {
  if (Now() < instant) Set(instant);
}

}  // namespace mockaws
