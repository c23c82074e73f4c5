#include "mockaws/crypto/digest.h"

// SHA-256 is used by its plain functions: the general interface takes as long again for the short
// texts of a signature, and can't keep a key's state. OpenSSL 3 deprecates them in its favour.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <cstring>

#include "mockaws/crypto/encoding.h"
#include "policy_engine/check.h"

namespace mockaws {
namespace {

constexpr size_t kSha256BlockBytes = 64;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Context NewContext() {
  Context context(EVP_MD_CTX_new());
  CHECK(context != nullptr, "OpenSSL: no digest context");
  return context;
}

// Fetching an algorithm takes OpenSSL 3 longer than a short digest: once for the process.
const EVP_MD* Fetch(const char* name) {
  const EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
  CHECK(algorithm != nullptr, "OpenSSL: a digest is missing");
  return algorithm;
}

void Start(EVP_MD_CTX* context, const EVP_MD* algorithm) {
  CHECK(EVP_DigestInit_ex2(context, algorithm, nullptr) == 1, "OpenSSL: digest init");
}

void Add(EVP_MD_CTX* context, const void* data, size_t size) {
  CHECK(EVP_DigestUpdate(context, data, size) == 1, "OpenSSL: digest update");
}

template <size_t N>
DigestBytes<N> End(EVP_MD_CTX* context) {
  DigestBytes<N> digest;
  unsigned int size = 0;
  CHECK(EVP_DigestFinal_ex(context, digest.data(), &size) == 1, "OpenSSL: digest final");
  CHECK(size == N, "OpenSSL: digest of another length");
  return digest;
}

void Begin(SHA256_CTX* state) { CHECK(SHA256_Init(state) == 1, "OpenSSL: digest init"); }

void Add(SHA256_CTX* state, std::string_view data) {
  CHECK(SHA256_Update(state, data.data(), data.size()) == 1, "OpenSSL: digest update");
}

Sha256Digest End(SHA256_CTX* state) {
  Sha256Digest digest;
  CHECK(SHA256_Final(digest.data(), state) == 1, "OpenSSL: digest final");
  return digest;
}

template <size_t N>
DigestBytes<N> OneShot(const EVP_MD* algorithm, std::string_view data) {
  const Context context = NewContext();
  Start(context.get(), algorithm);
  Add(context.get(), data.data(), data.size());
  return End<N>(context.get());
}

}  // namespace

Md5Digest Md5(std::string_view data) {
  static const EVP_MD* const kAlgorithm = Fetch("MD5");
  return OneShot<16>(kAlgorithm, data);
}

Sha1Digest Sha1(std::string_view data) {
  static const EVP_MD* const kAlgorithm = Fetch("SHA1");
  return OneShot<20>(kAlgorithm, data);
}

Sha512Digest Sha512(std::string_view data) {
  static const EVP_MD* const kAlgorithm = Fetch("SHA512");
  return OneShot<64>(kAlgorithm, data);
}

Sha256Digest Sha256(std::string_view data) {
  SHA256_CTX state;
  Begin(&state);
  Add(&state, data);
  return End(&state);
}

Sha1Digest HmacSha1(std::string_view key, std::string_view data) {
  Sha1Digest digest;
  unsigned int size = 0;
  const unsigned char* done =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.data(), &size);
  CHECK(done != nullptr && size == digest.size(), "OpenSSL can't make an HMAC");
  return digest;
}

// RFC 2104 by hand: OpenSSL 3's own MAC interface costs several times the two digests.
HmacSha256Key::HmacSha256Key(std::string_view key) {
  std::array<char, kSha256BlockBytes> pad{};
  if (key.size() > pad.size()) {
    const Sha256Digest hashed = Sha256(key);
    std::memcpy(pad.data(), hashed.data(), hashed.size());
  } else if (!key.empty()) {
    std::memcpy(pad.data(), key.data(), key.size());
  }
  static_assert(sizeof(SHA256_CTX) == sizeof(inner_) && alignof(SHA256_CTX) <= alignof(uint64_t));
  const auto begin = [&pad](char filler, State* state) {
    for (char& byte : pad) byte = static_cast<char>(byte ^ filler);
    SHA256_CTX begun;
    Begin(&begun);
    Add(&begun, {pad.data(), pad.size()});
    std::memcpy(state, &begun, sizeof begun);
    for (char& byte : pad) byte = static_cast<char>(byte ^ filler);
  };
  begin(0x36, &inner_);
  begin(0x5C, &outer_);
  OPENSSL_cleanse(pad.data(), pad.size());
}

Sha256Digest HmacSha256Key::Sign(std::string_view data) const {
  const auto finish = [](const State& begun, std::string_view text) {
    SHA256_CTX state;
    std::memcpy(&state, &begun, sizeof state);
    Add(&state, text);
    return End(&state);
  };
  const Sha256Digest inner = finish(inner_, data);
  return finish(outer_, AsView(inner));
}

Sha256Digest HmacSha256(std::string_view key, std::string_view data) {
  return HmacSha256Key(key).Sign(data);
}

std::string Sha256Hex(std::string_view data) {
  const Sha256Digest digest = Sha256(data);
  return HexEncode(AsView(digest));
}

struct Sha256Stream::State {
  SHA256_CTX context;
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { Begin(&state_->context); }

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Update(std::string_view data) { Add(&state_->context, data); }

Sha256Digest Sha256Stream::Finish() {
  const Sha256Digest digest = End(&state_->context);
  Begin(&state_->context);
  return digest;
}

bool ConstantTimeEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mockaws
