#include "mockaws/crypto/xml_encryption.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "mockaws/crypto/openssl_ptr.h"

namespace mockaws {
namespace {

using CipherPtr = std::unique_ptr<EVP_CIPHER_CTX, OpenSslFree<EVP_CIPHER_CTX_free>>;

constexpr size_t kBlock = 16;
constexpr size_t kGcmNonce = 12;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string* text) { return reinterpret_cast<unsigned char*>(text->data()); }

const EVP_CIPHER* AlgorithmOf(size_t key_bytes, BlockMode mode) {
  if (mode == BlockMode::kCbc) return key_bytes == 16 ? EVP_aes_128_cbc() : EVP_aes_256_cbc();
  return key_bytes == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
}

// XML's padding: the last byte tells how many bytes it takes, the others are arbitrary.
bool RemovePadding(std::string* plain) {
  if (plain->empty()) return false;
  const size_t padding = static_cast<unsigned char>(plain->back());
  if (padding == 0 || padding > kBlock || padding > plain->size()) return false;
  plain->resize(plain->size() - padding);
  return true;
}

}  // namespace

std::optional<std::string> UnwrapKey(std::string_view private_key_pem, OaepMask mask,
                                     std::string_view wrapped) {
  const BioPtr bio(
      BIO_new_mem_buf(private_key_pem.data(), static_cast<int>(private_key_pem.size())));
  const KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (key == nullptr || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return std::nullopt;
  const KeyContextPtr context(EVP_PKEY_CTX_new(key.get(), nullptr));
  const EVP_MD* digest = mask == OaepMask::kSha1 ? EVP_sha1() : EVP_sha256();
  if (EVP_PKEY_decrypt_init(context.get()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) <= 0 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest) <= 0) {
    return std::nullopt;
  }
  std::string plain(static_cast<size_t>(EVP_PKEY_get_size(key.get())), '\0');
  size_t size = plain.size();
  if (EVP_PKEY_decrypt(context.get(), Bytes(&plain), &size, Bytes(wrapped), wrapped.size()) <= 0) {
    return std::nullopt;
  }
  plain.resize(size);
  return plain;
}

std::optional<std::string> DecryptBlocks(std::string_view key, BlockMode mode,
                                         std::string_view sealed) {
  const ErrorsForgotten forgotten;
  const bool gcm = mode == BlockMode::kGcm;
  const size_t head = gcm ? kGcmNonce : kBlock;
  const size_t tail = gcm ? kBlock : 0;
  if (sealed.size() < head + tail || (!gcm && sealed.size() % kBlock != 0)) return std::nullopt;
  const std::string_view body = sealed.substr(head, sealed.size() - head - tail);
  std::string tag(sealed.substr(sealed.size() - tail));
  const CipherPtr context(EVP_CIPHER_CTX_new());
  std::string plain(body.size() + kBlock, '\0');
  int size = 0;
  int rest = 0;
  if (EVP_DecryptInit_ex(context.get(), AlgorithmOf(key.size(), mode), nullptr, Bytes(key),
                         Bytes(sealed)) <= 0 ||
      EVP_CIPHER_CTX_set_padding(context.get(), 0) <= 0 ||
      EVP_DecryptUpdate(context.get(), Bytes(&plain), &size, Bytes(body),
                        static_cast<int>(body.size())) <= 0 ||
      (gcm && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kBlock, tag.data()) <= 0) ||
      EVP_DecryptFinal_ex(context.get(), Bytes(&plain) + size, &rest) <= 0) {
    return std::nullopt;
  }
  plain.resize(static_cast<size_t>(size + rest));
  if (!gcm && !RemovePadding(&plain)) return std::nullopt;
  return plain;
}

}  // namespace mockaws
