// MfaLedger: which MFA codes were used up, and how many were tried.
//
// It stands beside the tables, not in them: a refused call undoes its changes, but the code that it
// tried stays tried.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "mockaws/runtime/clock.h"

namespace mockaws {

// Thread-safe.
class MfaLedger {
 public:
  // Counts one try against the device's budget: nine in each window of three minutes (recorded).
  // False: the budget is spent.
  bool TakeTry(std::string_view serial, Instant now);
  // Uses a code up. False: it was used before. `device` names the device with its present seed.
  bool UseCode(std::string_view device, int64_t step);
  void Clear();

 private:
  struct Budget {
    int64_t window = 0;
    int tries = 0;
  };

  std::mutex mutex_;
  std::map<std::string, Budget, std::less<>> budgets_;
  std::map<std::string, std::set<int64_t>, std::less<>> used_;
};

}  // namespace mockaws
