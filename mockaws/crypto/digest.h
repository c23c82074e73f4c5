// Digests and HMAC; with aead, random and encoding the one wrapper around OpenSSL.
//
// All functions are thread-safe. They end the program (CHECK) if OpenSSL itself fails, which only
// lack of memory or a broken installation can cause.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mockaws {

template <size_t N>
using DigestBytes = std::array<uint8_t, N>;

using Md5Digest = DigestBytes<16>;
using Sha1Digest = DigestBytes<20>;
using Sha256Digest = DigestBytes<32>;
using Sha512Digest = DigestBytes<64>;

Md5Digest Md5(std::string_view data);
Sha1Digest Sha1(std::string_view data);
Sha256Digest Sha256(std::string_view data);
Sha512Digest Sha512(std::string_view data);
Sha1Digest HmacSha1(std::string_view key, std::string_view data);
Sha256Digest HmacSha256(std::string_view key, std::string_view data);

// HMAC-SHA-256 under one key, which is prepared once. Immutable.
class HmacSha256Key {
 public:
  explicit HmacSha256Key(std::string_view key);
  Sha256Digest Sign(std::string_view data) const;

 private:
  // OpenSSL's SHA256_CTX.
  using State = std::array<uint32_t, 28>;
  State inner_;
  State outer_;
};

// 64 lower-case hex digits.
std::string Sha256Hex(std::string_view data);

// The bytes of a digest as text, for the functions that take std::string_view. The view ends with
// the digest's life.
template <size_t N>
std::string_view AsView(const DigestBytes<N>& digest) {
  return {reinterpret_cast<const char*>(digest.data()), N};
}
template <size_t N>
std::string_view AsView(const DigestBytes<N>&& digest) = delete;

// SHA-256 of data that comes in parts. Not thread-safe.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void Update(std::string_view data);
  // The digest of all that was given since the start or the last Finish; starts afresh.
  Sha256Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Whether both are the same bytes, in a time that depends on their lengths only.
bool ConstantTimeEqual(std::string_view a, std::string_view b);

}  // namespace mockaws
