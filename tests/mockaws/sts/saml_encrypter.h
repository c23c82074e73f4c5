// Encrypts assertions for tests, as an identity provider does.
#pragma once

#include <string>

namespace mockaws {

struct SamlEncrypter {
  std::string private_key_pem;  // of the receiver; its public half wraps the key
  bool gcm = true;
  int bits = 256;
  bool mask_sha256 = true;
  std::string digest = "http://www.w3.org/2001/04/xmlenc#sha256";  // as it is announced

  // Puts an EncryptedAssertion in the place of the response's assertion.
  void operator()(std::string* response) const;

 private:
  std::string Wrap(const std::string& key) const;
  std::string Seal(const std::string& key, const std::string& plain) const;
};

}  // namespace mockaws
