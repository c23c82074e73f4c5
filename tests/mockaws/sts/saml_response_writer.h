// Writes and signs SAML responses for tests.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "mockaws/crypto/issuer_key.h"

namespace mockaws {

struct SamlResponseWriter {
  using Edit = std::function<void(std::string*)>;
  using Attributes = std::vector<std::pair<std::string, std::vector<std::string>>>;

  static constexpr const char* kEntity = "https://idp.example.com/saml";

  const IssuerKey& key;
  std::string issued = "2026-01-02T03:04:05Z";
  std::string ends = "2026-01-02T03:09:05Z";
  Attributes attributes;  // names without AWS's prefix unless they hold a colon
  Edit before_signing;    // of the assertion's text
  Edit after_signing;     // of the whole response's
  bool is_signed = true;

  // In base64.
  std::string Write() const;
  static std::string Metadata(const IssuerKey& key, IssuerKey::Time now);

 private:
  std::string Assertion() const;
  std::string Signature(const std::string& assertion) const;
};

// Replaces the one place where `from` stands.
SamlResponseWriter::Edit Replace(std::string from, std::string to);

}  // namespace mockaws
