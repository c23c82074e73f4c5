#include "mockaws/state/mfa_ledger.h"

#include <chrono>

namespace mockaws {
namespace {

constexpr std::chrono::minutes kWindow{3};
constexpr int kTriesInWindow = 9;
// Older codes than this many steps can't pass any more.
constexpr int64_t kStepsKept = 2'000;

}  // namespace

bool MfaLedger::TakeTry(std::string_view serial, Instant now) {
  const int64_t window = now.time_since_epoch() / kWindow;
  const std::lock_guard lock(mutex_);
  Budget& budget = budgets_[std::string(serial)];
  if (budget.window != window) budget = {window, 0};
  if (budget.tries >= kTriesInWindow) return false;
  ++budget.tries;
  return true;
}

bool MfaLedger::UseCode(std::string_view device, int64_t step) {
  const std::lock_guard lock(mutex_);
  std::set<int64_t>& steps = used_[std::string(device)];
  steps.erase(steps.begin(), steps.lower_bound(step - kStepsKept));
  return steps.insert(step).second;
}

void MfaLedger::Clear() {
  const std::lock_guard lock(mutex_);
  budgets_.clear();
  used_.clear();
}

}  // namespace mockaws
