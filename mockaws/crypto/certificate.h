// X.509 certificates and private keys in PEM.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockaws {

// Immutable, cheap to copy; safe from any thread.
class Certificate {
 public:
  using Time = std::chrono::sys_time<std::chrono::milliseconds>;

  // One certificate in PEM and nothing else but white space; nothing if it isn't that.
  static std::optional<Certificate> FromPem(std::string_view pem);
  // One or more certificates one after the other, as FromPem reads them.
  static std::optional<std::vector<Certificate>> ListFromPem(std::string_view pem);

  const std::string& der() const;
  Time not_after() const;
  // Whether `issuer` is named as the issuer and its key made the signature.
  bool IsSignedBy(const Certificate& issuer) const;
  // Whether this is the certificate of that private key (PEM, unencrypted).
  bool HasPrivateKey(std::string_view pem) const;

 private:
  struct Parsed;
  explicit Certificate(std::shared_ptr<const Parsed> parsed);

  std::shared_ptr<const Parsed> parsed_;
};

// Whether this is one unencrypted private key in PEM (PKCS#1, PKCS#8, SEC 1).
bool IsPrivateKey(std::string_view pem);

}  // namespace mockaws
