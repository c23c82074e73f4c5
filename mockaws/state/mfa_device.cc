#include "mockaws/state/mfa_device.h"

#include <chrono>

namespace mockaws {
namespace {

constexpr std::chrono::minutes kWindow{3};
constexpr int kTriesInWindow = 9;
// Older codes than this many steps can't pass any more.
constexpr int64_t kStepsKept = 2'000;

}  // namespace

bool MfaCodeUse::TakeTry(Instant now) {
  const int64_t present = now.time_since_epoch() / kWindow;
  if (window != present) {
    window = present;
    tries = 0;
  }
  if (tries >= kTriesInWindow) return false;
  ++tries;
  return true;
}

bool MfaCodeUse::UseStep(int64_t step) {
  used_steps.erase(used_steps.begin(), used_steps.lower_bound(step - kStepsKept));
  return used_steps.insert(step).second;
}

}  // namespace mockaws
