// Reproducible chance: the same numbers on every machine and library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace differential {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  // splitmix64.
  uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15u;
    uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
  }

  // 0 … limit - 1. The slight bias towards small numbers doesn't matter here.
  size_t Below(size_t limit) { return static_cast<size_t>(Next() % limit); }
  bool Percent(size_t chance) { return Below(100) < chance; }

  template <typename List>
  const auto& Pick(const List& list) {
    return *(std::data(list) + Below(std::size(list)));
  }
  std::string Of(std::initializer_list<std::string_view> list) { return std::string(Pick(list)); }

 private:
  uint64_t state_;
};

}  // namespace differential
