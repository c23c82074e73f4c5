// The one hash of the engine's tables: incremental, so that every prefix of a text has its hash.
#pragma once

#include <cstdint>
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

}  // namespace policy_engine
