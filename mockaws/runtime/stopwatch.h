// Stopwatch: how long the server itself took over something. Nothing that AWS shows depends on it.
#pragma once

#include <chrono>

namespace mockaws {

class Stopwatch {
 public:
  Stopwatch() : start_(std::chrono::steady_clock::now()) {}
  std::chrono::nanoseconds Elapsed() const { return std::chrono::steady_clock::now() - start_; }

 private:
  std::chrono::steady_clock::time_point start_;
};

}  // namespace mockaws
