// Keys that sign and verify JSON Web Tokens (RFC 7518): RSA with PKCS#1 v1.5, and ECDSA.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mockaws {

enum class JwsAlgorithm { kRs256, kRs384, kRs512, kEs256, kEs384, kEs512 };

// "RS256" and the like; nothing for any other.
std::optional<JwsAlgorithm> ParseJwsAlgorithm(std::string_view name);
bool IsRsa(JwsAlgorithm algorithm);

// Immutable, cheap to copy; safe from any thread.
class PublicKey {
 public:
  // Numbers are big-endian bytes. Nothing if they make no key.
  static std::optional<PublicKey> FromRsa(std::string_view modulus, std::string_view exponent);
  // `curve`: "P-256", "P-384" or "P-521". Nothing if the point isn't on the curve.
  static std::optional<PublicKey> FromEc(std::string_view curve, std::string_view x,
                                         std::string_view y);
  // The key of an X.509 certificate in DER.
  static std::optional<PublicKey> FromCertificate(std::string_view der);

  bool is_rsa() const;
  bool SameAs(const PublicKey& other) const;
  // `signature` as tokens hold it. False too for an algorithm of another kind of key or curve.
  bool Verifies(JwsAlgorithm algorithm, std::string_view text, std::string_view signature) const;

 private:
  friend class PrivateKey;
  struct Parsed;
  explicit PublicKey(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}

  std::shared_ptr<const Parsed> parsed_;
};

// The numbers of a public key, big-endian, as a JSON Web Key shows them.
struct PublicNumbers {
  std::string modulus, exponent;  // RSA
  std::string x, y;               // EC, padded to the curve's size
};

class PrivateKey {
 public:
  // New keys as PEM. They come from OpenSSL's own generator: no two runs give the same.
  static std::string NewRsaPem(int bits);
  static std::string NewEcPem(std::string_view curve);

  static std::optional<PrivateKey> FromPem(std::string_view pem);
  // CHECKs that the algorithm fits the key.
  std::string Sign(JwsAlgorithm algorithm, std::string_view text) const;
  PublicNumbers Numbers() const;

 private:
  explicit PrivateKey(std::shared_ptr<const PublicKey::Parsed> parsed)
      : parsed_(std::move(parsed)) {}

  std::shared_ptr<const PublicKey::Parsed> parsed_;
};

}  // namespace mockaws
