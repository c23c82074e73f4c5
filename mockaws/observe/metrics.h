// Metrics: what the server has done so far, in the text format that Prometheus reads.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/observe/answered_call.h"

namespace mockaws {

// Thread-safe. Counters are kept apart by thread, so that busy threads don't wait for each other.
class Metrics {
 public:
  // Upper bounds of the buckets of request durations.
  static constexpr std::array<std::chrono::microseconds, 10> kBuckets = {
      std::chrono::microseconds(25),      std::chrono::microseconds(50),
      std::chrono::microseconds(100),     std::chrono::microseconds(250),
      std::chrono::microseconds(500),     std::chrono::microseconds(1'000),
      std::chrono::microseconds(5'000),   std::chrono::microseconds(25'000),
      std::chrono::microseconds(100'000), std::chrono::microseconds(1'000'000)};

  void Count(const AnsweredCall& call);
  // An answer that the HTTP server gave by itself, to what was no request.
  void CountTrouble(int status);
  // A value to be asked for at each reading. Before the first reading.
  void AddGauge(std::string name, std::string help, std::function<double()> value);

  // All of it.
  std::string Text() const;

 private:
  static constexpr size_t kShards = 16;
  using Counters = std::map<std::string, uint64_t, std::less<>>;

  struct Numbers {
    std::map<int, Counters> requests;                       // by status, by operation
    Counters errors;                                        // by code
    Counters outcomes;                                      // by outcome
    std::map<int, uint64_t> troubles;                       // by status
    std::array<uint64_t, kBuckets.size() + 1> durations{};  // the last is above all bounds
    std::chrono::nanoseconds total{0};
  };
  struct Shard {
    mutable std::mutex mutex;
    Numbers numbers;
  };
  struct Gauge {
    std::string name;
    std::string help;
    std::function<double()> value;
  };

  Shard& OwnShard();
  Numbers Sum() const;

  std::array<Shard, kShards> shards_;
  std::vector<Gauge> gauges_;
};

}  // namespace mockaws
