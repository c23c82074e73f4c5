// The one hash of the engine's tables: incremental, so that every prefix of a text has its hash.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace policy_engine {

inline constexpr uint64_t kHashSeed = 0x243F6A8885A308D3ULL;

// The hash of a text that goes on with `byte`.
constexpr uint64_t HashStep(uint64_t hash, char byte) {
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

// The bits in which two runs of `Word`'s size differ.
template <typename Word>
Word DifferingBits(const char* a, const char* b) {
  Word x = 0;
  Word y = 0;
  std::memcpy(&x, a, sizeof(Word));
  std::memcpy(&y, b, sizeof(Word));
  return x ^ y;
}

// Equality of short texts without a call: whole words, the last overlapping the one before.
inline bool TextsEqual(std::string_view a, std::string_view b) {
  const size_t size = a.size();
  if (size != b.size()) return false;
  const char* x = a.data();
  const char* y = b.data();
  if (size >= 16) {
    const auto differ = [&](size_t at) {
      return (DifferingBits<uint64_t>(x + at, y + at) |
              DifferingBits<uint64_t>(x + at + 8, y + at + 8)) != 0;
    };
    for (size_t at = 0; at + 16 < size; at += 16) {
      if (differ(at)) return false;
    }
    return !differ(size - 16);
  }
  if (size >= 8) {
    const size_t last = size - 8;
    return (DifferingBits<uint64_t>(x, y) | DifferingBits<uint64_t>(x + last, y + last)) == 0;
  }
  if (size >= 4) {
    const size_t last = size - 4;
    return (DifferingBits<uint32_t>(x, y) | DifferingBits<uint32_t>(x + last, y + last)) == 0;
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
