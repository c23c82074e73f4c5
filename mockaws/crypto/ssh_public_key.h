// RSA public keys as SSH and PEM write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mockaws {

struct SshPublicKey {
  std::string blob;  // SSH's binary form (RFC 4253, 6.6)
  int bits = 0;      // of the modulus
};

// Reads `ssh-rsa BASE64 COMMENT` or a PEM public key (PKCS#1 or SubjectPublicKeyInfo). Nothing if
// it is neither, or no RSA key.
std::optional<SshPublicKey> ReadSshPublicKey(std::string_view text);

// `ssh-rsa BASE64`.
std::string SshTextOf(std::string_view blob);
// `-----BEGIN PUBLIC KEY-----` …, with a final newline. CHECKs that the blob is ReadSshPublicKey's.
std::string PemTextOf(std::string_view blob);

}  // namespace mockaws
