// The one hash of the engine's tables: incremental, so that every prefix of a text has its hash.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace policy_engine {

inline constexpr uint64_t kHashSeed = 0x243F6A8885A308D3ULL;

// The hash of a text that goes on with `byte`.
inline uint64_t HashStep(uint64_t hash, char byte) {
  return (hash ^ static_cast<unsigned char>(byte)) * 0x9E3779B97F4A7C15ULL;
}

inline uint64_t KeyHash(std::string_view text) {
  uint64_t hash = kHashSeed;
  for (const char c : text) hash = HashStep(hash, c);
  return hash;
}

// Low bits of a product depend on low bits only: tables take the upper half.
inline size_t HashSlot(uint64_t hash, size_t mask) {
  return static_cast<size_t>(hash >> 32) & mask;
}

// Equality of short texts without a call: eight bytes at a time, the last eight overlapping.
inline bool TextsEqual(std::string_view a, std::string_view b) {
  const size_t size = a.size();
  if (size != b.size()) return false;
  const char* x = a.data();
  const char* y = b.data();
  const auto differ = [&](size_t at) {
    uint64_t u = 0;
    uint64_t v = 0;
    std::memcpy(&u, x + at, 8);
    std::memcpy(&v, y + at, 8);
    return u != v;
  };
  if (size >= 8) {
    for (size_t at = 0; at + 8 < size; at += 8) {
      if (differ(at)) return false;
    }
    return !differ(size - 8);
  }
  for (size_t at = 0; at < size; ++at) {
    if (x[at] != y[at]) return false;
  }
  return true;
}

inline bool HasTextPrefix(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && TextsEqual(text.substr(0, prefix.size()), prefix);
}

}  // namespace policy_engine
