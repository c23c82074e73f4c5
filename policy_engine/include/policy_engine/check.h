// CHECK: assertions about our own code, on in release builds too.
//
// Never for input from outside: that gets a Result with a clear error.
#pragma once

namespace policy_engine {

// Prints `file:line: message (condition)` to standard error and aborts.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition,
                              const char* message);

}  // namespace policy_engine

#define CHECK(condition, message)     \
  ((condition) ? static_cast<void>(0) \
               : ::policy_engine::CheckFailed(__FILE__, __LINE__, #condition, message))
