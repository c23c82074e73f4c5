#include "mockaws/crypto/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

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

const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const kAlgorithm = Fetch("SHA256");
  return kAlgorithm;
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

// A context that keeps its algorithm is started anew without allocation.
EVP_MD_CTX* ThreadSha256Context() {
  thread_local const Context context = NewContext();
  return context.get();
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
  EVP_MD_CTX* context = ThreadSha256Context();
  Start(context, Sha256Algorithm());
  Add(context, data.data(), data.size());
  return End<32>(context);
}

// RFC 2104 by hand: OpenSSL 3's own MAC interface costs several times the two digests.
Sha1Digest HmacSha1(std::string_view key, std::string_view data) {
  Sha1Digest digest;
  unsigned int size = 0;
  const unsigned char* done =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.data(), &size);
  CHECK(done != nullptr && size == digest.size(), "OpenSSL can't make an HMAC");
  return digest;
}

Sha256Digest HmacSha256(std::string_view key, std::string_view data) {
  std::array<uint8_t, kSha256BlockBytes> pad{};
  if (key.size() > pad.size()) {
    const Sha256Digest hashed = Sha256(key);
    std::memcpy(pad.data(), hashed.data(), hashed.size());
  } else if (!key.empty()) {
    std::memcpy(pad.data(), key.data(), key.size());
  }
  EVP_MD_CTX* context = ThreadSha256Context();
  for (uint8_t& byte : pad) byte ^= 0x36;
  Start(context, Sha256Algorithm());
  Add(context, pad.data(), pad.size());
  Add(context, data.data(), data.size());
  const Sha256Digest inner = End<32>(context);
  for (uint8_t& byte : pad) byte ^= 0x36 ^ 0x5C;
  Start(context, Sha256Algorithm());
  Add(context, pad.data(), pad.size());
  Add(context, inner.data(), inner.size());
  OPENSSL_cleanse(pad.data(), pad.size());
  return End<32>(context);
}

std::string Sha256Hex(std::string_view data) {
  const Sha256Digest digest = Sha256(data);
  return HexEncode(AsView(digest));
}

struct Sha256Stream::State {
  Context context = NewContext();
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  Start(state_->context.get(), Sha256Algorithm());
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Update(std::string_view data) {
  Add(state_->context.get(), data.data(), data.size());
}

Sha256Digest Sha256Stream::Finish() {
  const Sha256Digest digest = End<32>(state_->context.get());
  Start(state_->context.get(), Sha256Algorithm());
  return digest;
}

bool ConstantTimeEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mockaws
