#include "mockaws/crypto/signature_keys.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

#include "mockaws/crypto/openssl_ptr.h"

namespace mockaws {
namespace {

using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, OpenSslFree<EVP_MD_CTX_free>>;
using EcdsaSignaturePtr = std::unique_ptr<ECDSA_SIG, OpenSslFree<ECDSA_SIG_free>>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

struct AlgorithmRow {
  std::string_view name;
  const EVP_MD* (*digest)();
  std::string_view curve;  // empty: RSA
  size_t number_bytes;     // of ECDSA's r and s
};

constexpr std::array<AlgorithmRow, 6> kAlgorithms = {{
    {"RS256", EVP_sha256, "", 0},
    {"RS384", EVP_sha384, "", 0},
    {"RS512", EVP_sha512, "", 0},
    {"ES256", EVP_sha256, "P-256", 32},
    {"ES384", EVP_sha384, "P-384", 48},
    {"ES512", EVP_sha512, "P-521", 66},
}};

const AlgorithmRow& RowOf(JwsAlgorithm algorithm) {
  return kAlgorithms[static_cast<size_t>(algorithm)];
}

BigNumberPtr Number(std::string_view bytes) {
  return BigNumberPtr(BN_bin2bn(Bytes(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::string NumberBytes(const EVP_PKEY* key, const char* name, size_t padded_to = 0) {
  BIGNUM* raw = nullptr;
  CHECK(EVP_PKEY_get_bn_param(key, name, &raw) == 1, "a key without its numbers");
  const BigNumberPtr number(raw);
  const size_t size = std::max(padded_to, static_cast<size_t>(BN_num_bytes(raw)));
  std::string bytes(size, '\0');
  CHECK(BN_bn2binpad(raw, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) >=
            0,
        "a number longer than it is");
  return bytes;
}

std::string GroupOf(const EVP_PKEY* key) {
  std::array<char, 64> name{};
  size_t length = 0;
  if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(),
                                     &length) != 1) {
    return "";
  }
  const std::string_view group(name.data(), length);
  if (group == "prime256v1") return "P-256";
  if (group == "secp384r1") return "P-384";
  if (group == "secp521r1") return "P-521";
  return std::string(group);
}

KeyPtr KeyFrom(const char* type, ParamBuilderPtr builder) {
  const ErrorsForgotten forgotten;
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  CHECK(params != nullptr && context != nullptr, "OpenSSL fails");
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return KeyPtr(key);
}

bool FitsAlgorithm(const EVP_PKEY* key, const AlgorithmRow& row) {
  if (row.curve.empty()) return EVP_PKEY_is_a(key, "RSA") == 1;
  return EVP_PKEY_is_a(key, "EC") == 1 && GroupOf(key) == row.curve;
}

// A token's r and s as the structure that OpenSSL reads; empty if they aren't two numbers.
std::string DerOf(std::string_view signature, size_t number_bytes) {
  if (signature.size() != 2 * number_bytes) return "";
  const EcdsaSignaturePtr pair(ECDSA_SIG_new());
  CHECK(pair != nullptr, "OpenSSL fails");
  ECDSA_SIG_set0(pair.get(), Number(signature.substr(0, number_bytes)).release(),
                 Number(signature.substr(number_bytes)).release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  CHECK(size > 0, "OpenSSL fails");
  std::string text(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return text;
}

std::string FromDer(std::string_view der, size_t number_bytes) {
  const unsigned char* at = Bytes(der);
  const EcdsaSignaturePtr pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  CHECK(pair != nullptr, "a signature of our own that can't be read");
  std::string text(2 * number_bytes, '\0');
  auto* out = reinterpret_cast<unsigned char*>(text.data());
  const int size = static_cast<int>(number_bytes);
  BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, size);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + number_bytes, size);
  return text;
}

std::string PemOf(KeyPtr key) {
  CHECK(key != nullptr, "OpenSSL makes no key");
  const BioPtr out(BIO_new(BIO_s_mem()));
  CHECK(PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
        "OpenSSL fails");
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<size_t>(size)};
}

}  // namespace

struct PublicKey::Parsed {
  KeyPtr key;
};

std::optional<JwsAlgorithm> ParseJwsAlgorithm(std::string_view name) {
  for (size_t i = 0; i < kAlgorithms.size(); ++i) {
    if (kAlgorithms[i].name == name) return static_cast<JwsAlgorithm>(i);
  }
  return std::nullopt;
}

bool IsRsa(JwsAlgorithm algorithm) { return RowOf(algorithm).curve.empty(); }

std::optional<PublicKey> PublicKey::FromRsa(std::string_view modulus, std::string_view exponent) {
  constexpr size_t kNumberBytesMax = 2048;  // 16,384 bits
  if (modulus.empty() || exponent.empty() || modulus.size() > kNumberBytesMax ||
      exponent.size() > sizeof(uint64_t)) {
    return std::nullopt;
  }
  const BigNumberPtr n = Number(modulus);
  const BigNumberPtr e = Number(exponent);
  ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  KeyPtr key = KeyFrom("RSA", std::move(builder));
  if (key == nullptr) return std::nullopt;
  return PublicKey(std::make_shared<const Parsed>(std::move(key)));
}

std::optional<PublicKey> PublicKey::FromEc(std::string_view curve, std::string_view x,
                                           std::string_view y) {
  size_t size = 0;
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.curve == curve) size = row.number_bytes;
  }
  if (curve.empty() || size == 0 || x.size() != size || y.size() != size) return std::nullopt;
  const std::string point = '\x04' + std::string(x) + std::string(y);
  ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.data(),
                                  curve.size());
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  KeyPtr key = KeyFrom("EC", std::move(builder));
  if (key == nullptr) return std::nullopt;
  return PublicKey(std::make_shared<const Parsed>(std::move(key)));
}

std::optional<PublicKey> PublicKey::FromCertificate(std::string_view der) {
  const ErrorsForgotten forgotten;
  const unsigned char* at = Bytes(der);
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (certificate == nullptr) return std::nullopt;
  KeyPtr key(X509_get_pubkey(certificate.get()));
  if (key == nullptr) return std::nullopt;
  return PublicKey(std::make_shared<const Parsed>(std::move(key)));
}

bool PublicKey::is_rsa() const { return EVP_PKEY_is_a(parsed_->key.get(), "RSA") == 1; }

bool PublicKey::SameAs(const PublicKey& other) const {
  const ErrorsForgotten forgotten;
  return EVP_PKEY_eq(parsed_->key.get(), other.parsed_->key.get()) == 1;
}

bool PublicKey::Verifies(JwsAlgorithm algorithm, std::string_view text,
                         std::string_view signature) const {
  const AlgorithmRow& row = RowOf(algorithm);
  if (!FitsAlgorithm(parsed_->key.get(), row)) return false;
  const std::string der = row.curve.empty() ? std::string() : DerOf(signature, row.number_bytes);
  if (!row.curve.empty()) signature = der;
  const ErrorsForgotten forgotten;
  const DigestContextPtr context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, row.digest(), nullptr, parsed_->key.get()) ==
             1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(text),
                          text.size()) == 1;
}

std::string PrivateKey::NewRsaPem(int bits) {
  return PemOf(KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(bits))));
}

std::string PrivateKey::NewEcPem(std::string_view curve) {
  return PemOf(KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", std::string(curve).c_str())));
}

std::optional<PrivateKey> PrivateKey::FromPem(std::string_view pem) {
  const ErrorsForgotten forgotten;
  const BioPtr in = ReadingFrom(pem);
  char no_password[] = "";
  KeyPtr key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, no_password));
  if (key == nullptr) return std::nullopt;
  return PrivateKey(std::make_shared<const PublicKey::Parsed>(std::move(key)));
}

std::string PrivateKey::Sign(JwsAlgorithm algorithm, std::string_view text) const {
  const AlgorithmRow& row = RowOf(algorithm);
  CHECK(FitsAlgorithm(parsed_->key.get(), row), "a key of another algorithm");
  const DigestContextPtr context(EVP_MD_CTX_new());
  size_t size = 0;
  CHECK(
      EVP_DigestSignInit(context.get(), nullptr, row.digest(), nullptr, parsed_->key.get()) == 1 &&
          EVP_DigestSign(context.get(), nullptr, &size, Bytes(text), text.size()) == 1,
      "OpenSSL signs not");
  std::string signature(size, '\0');
  CHECK(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       Bytes(text), text.size()) == 1,
        "OpenSSL signs not");
  signature.resize(size);
  return row.curve.empty() ? signature : FromDer(signature, row.number_bytes);
}

PublicNumbers PrivateKey::Numbers() const {
  PublicNumbers numbers;
  const EVP_PKEY* key = parsed_->key.get();
  if (EVP_PKEY_is_a(key, "RSA") == 1) {
    numbers.modulus = NumberBytes(key, OSSL_PKEY_PARAM_RSA_N);
    numbers.exponent = NumberBytes(key, OSSL_PKEY_PARAM_RSA_E);
    return numbers;
  }
  const std::string curve = GroupOf(key);
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.curve != curve) continue;
    numbers.x = NumberBytes(key, OSSL_PKEY_PARAM_EC_PUB_X, row.number_bytes);
    numbers.y = NumberBytes(key, OSSL_PKEY_PARAM_EC_PUB_Y, row.number_bytes);
  }
  return numbers;
}

}  // namespace mockaws
