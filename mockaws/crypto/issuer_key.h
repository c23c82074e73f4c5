// IssuerKey: the signing key of an identity provider that only exists in a scenario.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace mockaws {

// RSA of 2,048 bits, made from a seed: the same seed gives the same key, so that what a scenario
// signs is the same on every run. Whoever knows the seed knows the key; it protects nothing.
// Immutable, cheap to copy; safe from any thread.
class IssuerKey {
 public:
  using Time = std::chrono::sys_time<std::chrono::milliseconds>;

  static IssuerKey FromSeed(std::string_view seed);

  // Big-endian bytes.
  std::string modulus() const;
  std::string exponent() const;

  // RSASSA-PKCS1-v1_5 with SHA-256: RS256 of tokens, rsa-sha256 of XML signatures.
  std::string Sign(std::string_view text) const;

  // A self-signed certificate in DER, valid for ten years from a day before `now`.
  std::string Certificate(const std::string& common_name, Time now) const;

 private:
  struct Parts;
  explicit IssuerKey(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;
};

}  // namespace mockaws
