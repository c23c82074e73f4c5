#include "mockaws/crypto/issuer_key.h"

#include <openssl/core_names.h>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/openssl_ptr.h"

namespace mockaws {
namespace {

using BigNumberContextPtr = std::unique_ptr<BN_CTX, OpenSslFree<BN_CTX_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, OpenSslFree<EVP_MD_CTX_free>>;

constexpr int kPrimeBits = 1024;
constexpr BN_ULONG kExponent = 65537;
constexpr std::chrono::days kValidBefore{1};
constexpr std::chrono::days kValidFor{3650};

void Require(bool done) { CHECK(done, "OpenSSL can't make a key"); }

BigNumberPtr NewNumber() {
  BigNumberPtr number(BN_new());
  Require(number != nullptr);
  return number;
}

// As many bytes as a prime has, from the seed and the prime's name.
std::string BytesFor(std::string_view seed, std::string_view name) {
  std::string bytes;
  for (int block = 0; bytes.size() < kPrimeBits / 8; ++block) {
    const Sha512Digest digest =
        Sha512(std::string(seed) + "\n" + std::string(name) + "\n" + std::to_string(block));
    bytes += AsView(digest);
  }
  bytes.resize(kPrimeBits / 8);
  return bytes;
}

// The first prime from the seed's number on that fits the exponent. Two of them make a modulus of
// the full length: their two highest bits are set.
BigNumberPtr PrimeFrom(std::string_view seed, std::string_view name, BN_CTX* context) {
  const std::string bytes = BytesFor(seed, name);
  BigNumberPtr prime(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                               static_cast<int>(bytes.size()), nullptr));
  Require(prime != nullptr);
  for (const int bit : {0, kPrimeBits - 1, kPrimeBits - 2}) {
    Require(BN_set_bit(prime.get(), bit) == 1);
  }
  while (true) {
    const bool fits = BN_mod_word(prime.get(), kExponent) != 1;
    const int is_prime = fits ? BN_check_prime(prime.get(), context, nullptr) : 0;
    Require(is_prime >= 0);
    if (is_prime == 1) return prime;
    Require(BN_add_word(prime.get(), 2) == 1);
  }
}

KeyPtr KeyOf(BIGNUM* modulus, BIGNUM* exponent, BIGNUM* secret, BIGNUM* p, BIGNUM* q) {
  const ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  Require(builder != nullptr);
  for (const auto& [name, number] :
       {std::pair(OSSL_PKEY_PARAM_RSA_N, modulus), std::pair(OSSL_PKEY_PARAM_RSA_E, exponent),
        std::pair(OSSL_PKEY_PARAM_RSA_D, secret), std::pair(OSSL_PKEY_PARAM_RSA_FACTOR1, p),
        std::pair(OSSL_PKEY_PARAM_RSA_FACTOR2, q)}) {
    Require(OSSL_PARAM_BLD_push_BN(builder.get(), name, number) == 1);
  }
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  Require(params != nullptr && context != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1 &&
          EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, params.get()) == 1);
  return KeyPtr(key);
}

std::string BytesOf(const BIGNUM* number) {
  std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

}  // namespace

struct IssuerKey::Parts {
  KeyPtr key;
  std::string modulus;
  std::string exponent;
};

IssuerKey IssuerKey::FromSeed(std::string_view seed) {
  const ErrorsForgotten forgotten;
  const BigNumberContextPtr context(BN_CTX_new());
  Require(context != nullptr);
  const BigNumberPtr p = PrimeFrom(seed, "p", context.get());
  const BigNumberPtr q = PrimeFrom(seed, "q", context.get());
  const BigNumberPtr modulus = NewNumber();
  const BigNumberPtr exponent = NewNumber();
  const BigNumberPtr secret = NewNumber();
  const BigNumberPtr p1 = NewNumber();
  const BigNumberPtr q1 = NewNumber();
  const BigNumberPtr phi = NewNumber();
  Require(BN_mul(modulus.get(), p.get(), q.get(), context.get()) == 1 &&
          BN_set_word(exponent.get(), kExponent) == 1 &&
          BN_sub(p1.get(), p.get(), BN_value_one()) == 1 &&
          BN_sub(q1.get(), q.get(), BN_value_one()) == 1 &&
          BN_mul(phi.get(), p1.get(), q1.get(), context.get()) == 1 &&
          BN_mod_inverse(secret.get(), exponent.get(), phi.get(), context.get()) != nullptr);
  return IssuerKey(std::make_shared<const Parts>(
      Parts{KeyOf(modulus.get(), exponent.get(), secret.get(), p.get(), q.get()),
            BytesOf(modulus.get()), BytesOf(exponent.get())}));
}

std::string IssuerKey::modulus() const { return parts_->modulus; }

std::string IssuerKey::exponent() const { return parts_->exponent; }

std::string IssuerKey::Sign(std::string_view text) const {
  const ErrorsForgotten forgotten;
  const DigestContextPtr context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  size_t size = 0;
  Require(context != nullptr &&
          EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, parts_->key.get()) ==
              1 &&
          EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1);
  std::string signature(size, '\0');
  Require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                         bytes, text.size()) == 1);
  signature.resize(size);
  return signature;
}

std::string IssuerKey::Certificate(const std::string& common_name, Time now) const {
  const ErrorsForgotten forgotten;
  const X509Ptr x509(X509_new());
  const auto seconds = [](Time time) {
    return static_cast<time_t>(
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
  };
  Require(x509 != nullptr && X509_set_version(x509.get(), X509_VERSION_3) == 1 &&
          ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1) == 1 &&
          ASN1_TIME_set(X509_getm_notBefore(x509.get()), seconds(now - kValidBefore)) != nullptr &&
          ASN1_TIME_set(X509_getm_notAfter(x509.get()), seconds(now + kValidFor)) != nullptr);
  X509_NAME* name = X509_get_subject_name(x509.get());
  Require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(common_name.c_str()),
                                     -1, -1, 0) == 1 &&
          X509_set_issuer_name(x509.get(), name) == 1 &&
          X509_set_pubkey(x509.get(), parts_->key.get()) == 1 &&
          X509_sign(x509.get(), parts_->key.get(), EVP_sha256()) > 0);
  unsigned char* der = nullptr;
  const int size = i2d_X509(x509.get(), &der);
  Require(size > 0);
  std::string bytes(reinterpret_cast<const char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

}  // namespace mockaws
