// Salted password hashes (PBKDF2 with HMAC-SHA-256): passwords themselves are never kept.
#pragma once

#include <string>
#include <string_view>

namespace mockaws {

constexpr size_t kPasswordSaltBytes = 16;

struct PasswordHash {
  std::string salt;  // raw bytes
  std::string hash;  // raw bytes
};

// `salt`: kPasswordSaltBytes random bytes (CHECKed). Slow by intent: about a millisecond.
PasswordHash HashPassword(std::string_view password, std::string salt);

// Takes the same time whatever differs.
bool PasswordMatches(const PasswordHash& stored, std::string_view password);

}  // namespace mockaws
