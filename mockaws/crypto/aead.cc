#include "mockaws/crypto/aead.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <atomic>
#include <cstring>
#include <limits>
#include <memory>

#include "policy_engine/check.h"

namespace mockaws {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const EVP_CIPHER* Algorithm() {
  static const EVP_CIPHER* const kAlgorithm = [] {
    const EVP_CIPHER* algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    CHECK(algorithm != nullptr, "OpenSSL: AES-256-GCM is missing");
    return algorithm;
  }();
  return kAlgorithm;
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int Size(std::string_view text) {
  CHECK(text.size() <= static_cast<size_t>(std::numeric_limits<int>::max()), "text too long");
  return static_cast<int>(text.size());
}

// A context that keeps its key, since setting one takes as long as sealing a few hundred bytes.
struct KeyedContext {
  Context context{EVP_CIPHER_CTX_new()};
  uint64_t key_number = 0;
};

// The thread's context for one direction, with `key` and `nonce` set.
template <bool kSeals>
EVP_CIPHER_CTX* ThreadContext(uint64_t key_number, const unsigned char* key,
                              std::string_view nonce) {
  thread_local KeyedContext keyed;
  EVP_CIPHER_CTX* const context = keyed.context.get();
  CHECK(context != nullptr, "OpenSSL: no cipher context");
  const bool has_key = keyed.key_number == key_number;
  const auto init = kSeals ? EVP_EncryptInit_ex2 : EVP_DecryptInit_ex2;
  CHECK(init(context, has_key ? nullptr : Algorithm(), has_key ? nullptr : key, Bytes(nonce),
             nullptr) == 1,
        "OpenSSL: a cipher's key or nonce");
  keyed.key_number = key_number;
  return context;
}

uint64_t NextNumber() {
  static std::atomic<uint64_t> number{0};
  return ++number;
}

}  // namespace

Aead::Aead(std::string_view key) : number_(NextNumber()) {
  CHECK(key.size() == kKeyBytes, "Aead: the key must have 32 bytes");
  std::memcpy(key_.data(), key.data(), kKeyBytes);
}

Aead::~Aead() { OPENSSL_cleanse(key_.data(), key_.size()); }

std::string Aead::Seal(std::string_view nonce, std::string_view plaintext,
                       std::string_view associated) const {
  std::string sealed;
  AppendSealed(nonce, plaintext, associated, &sealed);
  return sealed;
}

void Aead::AppendSealed(std::string_view nonce, std::string_view plaintext,
                        std::string_view associated, std::string* sealed) const {
  CHECK(nonce.size() == kNonceBytes, "Aead: the nonce must have 12 bytes");
  const size_t start = sealed->size();
  sealed->resize(start + kNonceBytes + plaintext.size() + kTagBytes);
  std::memcpy(sealed->data() + start, nonce.data(), kNonceBytes);
  auto* out = reinterpret_cast<unsigned char*>(sealed->data()) + start + kNonceBytes;
  EVP_CIPHER_CTX* context = ThreadContext<true>(number_, key_.data(), nonce);
  int size = 0;
  CHECK(EVP_EncryptUpdate(context, nullptr, &size, Bytes(associated), Size(associated)) == 1 &&
            EVP_EncryptUpdate(context, out, &size, Bytes(plaintext), Size(plaintext)) == 1,
        "OpenSSL: sealing failed");
  CHECK(EVP_EncryptFinal_ex(context, out + plaintext.size(), &size) == 1 &&
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTagBytes,
                                out + plaintext.size()) == 1,
        "OpenSSL: sealing failed");
}

std::optional<std::string> Aead::Open(std::string_view sealed, std::string_view associated) const {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const std::string_view nonce = sealed.substr(0, kNonceBytes);
  const std::string_view text = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  std::array<unsigned char, kTagBytes> tag;
  std::memcpy(tag.data(), sealed.data() + sealed.size() - kTagBytes, kTagBytes);
  std::string plaintext(text.size() + 1, '\0');
  auto* out = reinterpret_cast<unsigned char*>(plaintext.data());
  EVP_CIPHER_CTX* context = ThreadContext<false>(number_, key_.data(), nonce);
  int size = 0;
  CHECK(EVP_DecryptUpdate(context, nullptr, &size, Bytes(associated), Size(associated)) == 1 &&
            EVP_DecryptUpdate(context, out, &size, Bytes(text), Size(text)) == 1 &&
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1,
        "OpenSSL: opening failed");
  if (EVP_DecryptFinal_ex(context, out + text.size(), &size) != 1) return std::nullopt;
  plaintext.resize(text.size());
  return plaintext;
}

}  // namespace mockaws
