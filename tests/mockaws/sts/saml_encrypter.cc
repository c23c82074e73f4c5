#include "tests/mockaws/sts/saml_encrypter.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/openssl_ptr.h"

namespace mockaws {
namespace {

unsigned char* Bytes(std::string* text) { return reinterpret_cast<unsigned char*>(text->data()); }
const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string CipherData(const std::string& bytes) {
  return "<x:CipherData><x:CipherValue>" + Base64Encode(bytes) + "</x:CipherValue></x:CipherData>";
}

}  // namespace

std::string SamlEncrypter::Wrap(const std::string& key) const {
  const BioPtr bio = ReadingFrom(private_key_pem);
  const KeyPtr rsa(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  const KeyContextPtr context(EVP_PKEY_CTX_new(rsa.get(), nullptr));
  EXPECT_GT(EVP_PKEY_encrypt_init(context.get()), 0);
  EXPECT_GT(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING), 0);
  EXPECT_GT(EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()), 0);
  EXPECT_GT(EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), mask_sha256 ? EVP_sha256() : EVP_sha1()),
            0);
  std::string wrapped(static_cast<size_t>(EVP_PKEY_get_size(rsa.get())), '\0');
  size_t size = wrapped.size();
  EXPECT_GT(EVP_PKEY_encrypt(context.get(), Bytes(&wrapped), &size, Bytes(key), key.size()), 0);
  return wrapped;
}

std::string SamlEncrypter::Seal(const std::string& key, const std::string& plain) const {
  const std::string start(gcm ? 12 : 16, 'i');
  const std::string name = "AES-" + std::to_string(bits) + (gcm ? "-GCM" : "-CBC");
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  std::string sealed(plain.size() + 16, '\0');
  std::string tag(16, '\0');
  int size = 0;
  int rest = 0;
  EXPECT_GT(EVP_EncryptInit_ex(context, EVP_get_cipherbyname(name.c_str()), nullptr, Bytes(key),
                               Bytes(start)),
            0);
  EVP_EncryptUpdate(context, Bytes(&sealed), &size, Bytes(plain), static_cast<int>(plain.size()));
  EXPECT_GT(EVP_EncryptFinal_ex(context, Bytes(&sealed) + size, &rest), 0);
  if (gcm) EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, tag.data());
  EVP_CIPHER_CTX_free(context);
  sealed.resize(static_cast<size_t>(size + rest));
  return start + sealed + (gcm ? tag : "");
}

void SamlEncrypter::operator()(std::string* response) const {
  const std::string end = "</a:Assertion>";
  const size_t at = response->find("<a:Assertion");
  const size_t length = response->find(end) + end.size() - at;
  const std::string key(static_cast<size_t>(bits / 8), 'k');
  const std::string size = std::to_string(bits);
  const std::string algorithm = gcm ? "http://www.w3.org/2009/xmlenc11#aes" + size + "-gcm"
                                    : "http://www.w3.org/2001/04/xmlenc#aes" + size + "-cbc";
  const std::string wrapping =
      "<x:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#rsa-oaep\">"
      "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"" +
      digest +
      "\"/><y:MGF xmlns:y=\"http://www.w3.org/2009/xmlenc11#\" "
      "Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha" +
      (mask_sha256 ? "256" : "1") + "\"/></x:EncryptionMethod>";
  const std::string encrypted =
      "<a:EncryptedAssertion xmlns:a=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
      "<x:EncryptedData xmlns:x=\"http://www.w3.org/2001/04/xmlenc#\"><x:EncryptionMethod "
      "Algorithm=\"" +
      algorithm +
      "\"/><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><x:EncryptedKey>" +
      wrapping + CipherData(Wrap(key)) + "</x:EncryptedKey></ds:KeyInfo>" +
      CipherData(Seal(key, response->substr(at, length))) +
      "</x:EncryptedData></a:EncryptedAssertion>";
  response->replace(at, length, encrypted);
}

}  // namespace mockaws
