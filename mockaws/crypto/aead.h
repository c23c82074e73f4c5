// Aead: authenticated encryption (AES-256-GCM), for the server's sealed tokens and markers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mockaws {

// Immutable; safe from any thread.
class Aead {
 public:
  static constexpr size_t kKeyBytes = 32;
  static constexpr size_t kNonceBytes = 12;
  static constexpr size_t kTagBytes = 16;

  // CHECKs the key's length.
  explicit Aead(std::string_view key);
  ~Aead();
  Aead(const Aead&) = delete;
  Aead& operator=(const Aead&) = delete;

  // nonce, ciphertext and tag in one string. `nonce` (CHECKed: 12 bytes) must never serve twice
  // under one key: draw it at random. `associated` is bound to the text without being held in it.
  std::string Seal(std::string_view nonce, std::string_view plaintext,
                   std::string_view associated = {}) const;
  // The same, appended to `out`.
  void AppendSealed(std::string_view nonce, std::string_view plaintext, std::string_view associated,
                    std::string* out) const;
  // The plaintext; nothing if a single bit of `sealed` or `associated` is not as it was sealed.
  std::optional<std::string> Open(std::string_view sealed, std::string_view associated = {}) const;

 private:
  std::array<uint8_t, kKeyBytes> key_;
  const uint64_t number_;  // of this object, among all of the process
};

}  // namespace mockaws
