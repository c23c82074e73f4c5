#include "mockaws/crypto/password.h"

#include <openssl/evp.h>

#include <array>

#include "mockaws/crypto/digest.h"
#include "policy_engine/check.h"

namespace mockaws {
namespace {

// Few enough for test suites that change passwords all the time; this is no store of real ones.
constexpr int kIterations = 4'096;
constexpr size_t kHashBytes = 32;

}  // namespace

PasswordHash HashPassword(std::string_view password, std::string salt) {
  CHECK(salt.size() == kPasswordSaltBytes, "a password salt of the wrong length");
  std::array<unsigned char, kHashBytes> hash;
  const int done = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                                     reinterpret_cast<const unsigned char*>(salt.data()),
                                     static_cast<int>(salt.size()), kIterations, EVP_sha256(),
                                     static_cast<int>(hash.size()), hash.data());
  CHECK(done == 1, "OpenSSL can't derive a key");
  return {std::move(salt), std::string(hash.begin(), hash.end())};
}

bool PasswordMatches(const PasswordHash& stored, std::string_view password) {
  return ConstantTimeEqual(HashPassword(password, stored.salt).hash, stored.hash);
}

}  // namespace mockaws
