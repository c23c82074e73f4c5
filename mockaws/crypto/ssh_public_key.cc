#include "mockaws/crypto/ssh_public_key.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/openssl_ptr.h"

namespace mockaws {
namespace {

constexpr std::string_view kType = "ssh-rsa";
constexpr std::string_view kSpace = " \t\r\n";

std::string_view Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// SSH's `string`: four bytes of length, most significant first, and the bytes.
std::string SshString(std::string_view bytes) {
  std::string out;
  const auto size = static_cast<uint32_t>(bytes.size());
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += static_cast<char>(static_cast<uint8_t>(size >> shift));
  }
  return out.append(bytes);
}

std::optional<std::string_view> TakeSshString(std::string_view* bytes) {
  constexpr size_t kLengthBytes = 4;
  if (bytes->size() < kLengthBytes) return std::nullopt;
  uint32_t size = 0;
  for (size_t i = 0; i < kLengthBytes; ++i) size = size << 8 | static_cast<uint8_t>((*bytes)[i]);
  bytes->remove_prefix(kLengthBytes);
  if (bytes->size() < size) return std::nullopt;
  const std::string_view taken = bytes->substr(0, size);
  bytes->remove_prefix(size);
  return taken;
}

// SSH's `mpint` of a positive number: a leading zero byte where the top bit is set.
std::string SshNumber(const BIGNUM* number) {
  std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  if (!bytes.empty() && (static_cast<uint8_t>(bytes.front()) & 0x80) != 0) bytes.insert(0, 1, '\0');
  return SshString(bytes);
}

BigNumberPtr NumberOf(std::string_view mpint) {
  if (mpint.empty() || (static_cast<uint8_t>(mpint.front()) & 0x80) != 0) return nullptr;
  return BigNumberPtr(BN_bin2bn(reinterpret_cast<const unsigned char*>(mpint.data()),
                                static_cast<int>(mpint.size()), nullptr));
}

struct RsaNumbers {
  BigNumberPtr exponent;
  BigNumberPtr modulus;

  bool ok() const {
    return exponent != nullptr && modulus != nullptr && !BN_is_zero(exponent.get()) &&
           !BN_is_zero(modulus.get());
  }
};

std::string BlobOf(const RsaNumbers& numbers) {
  return SshString(kType) + SshNumber(numbers.exponent.get()) + SshNumber(numbers.modulus.get());
}

RsaNumbers NumbersOfBlob(std::string_view blob) {
  RsaNumbers numbers;
  const auto type = TakeSshString(&blob);
  const auto exponent = TakeSshString(&blob);
  const auto modulus = TakeSshString(&blob);
  if (!type || *type != kType || !exponent || !modulus || !blob.empty()) return numbers;
  numbers.exponent = NumberOf(*exponent);
  numbers.modulus = NumberOf(*modulus);
  return numbers;
}

RsaNumbers NumbersOfSshText(std::string_view text) {
  std::string_view rest = Trimmed(text.substr(kType.size()));
  const auto blob = Base64Decode(rest.substr(0, rest.find_first_of(kSpace)));
  return blob ? NumbersOfBlob(*blob) : RsaNumbers();
}

KeyPtr KeyOfPem(std::string_view text) {
  EVP_PKEY* key = nullptr;
  const DecoderPtr decoder(OSSL_DECODER_CTX_new_for_pkey(&key, "PEM", nullptr, "RSA",
                                                         EVP_PKEY_PUBLIC_KEY, nullptr, nullptr));
  const BioPtr bio = ReadingFrom(text);
  const bool read = decoder != nullptr && OSSL_DECODER_from_bio(decoder.get(), bio.get()) == 1;
  KeyPtr owned(key);
  return read ? std::move(owned) : nullptr;
}

RsaNumbers NumbersOfPem(std::string_view text) {
  RsaNumbers numbers;
  const KeyPtr key = KeyOfPem(text);
  if (key == nullptr) return numbers;
  BIGNUM* exponent = nullptr;
  BIGNUM* modulus = nullptr;
  EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_RSA_E, &exponent);
  EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_RSA_N, &modulus);
  numbers.exponent.reset(exponent);
  numbers.modulus.reset(modulus);
  return numbers;
}

RsaNumbers NumbersOfText(std::string_view text) {
  if (text.starts_with(std::string(kType) + ' ')) return NumbersOfSshText(text);
  const bool pem = text.starts_with("-----BEGIN PUBLIC KEY-----") ||
                   text.starts_with("-----BEGIN RSA PUBLIC KEY-----");
  return pem ? NumbersOfPem(text) : RsaNumbers();
}

KeyPtr KeyOf(const RsaNumbers& numbers) {
  const ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, numbers.modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, numbers.exponent.get());
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  CHECK(EVP_PKEY_fromdata_init(context.get()) == 1, "OpenSSL: RSA is missing");
  EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get());
  return KeyPtr(key);
}

}  // namespace

std::optional<SshPublicKey> ReadSshPublicKey(std::string_view text) {
  const ErrorsForgotten forgotten;
  const RsaNumbers numbers = NumbersOfText(Trimmed(text));
  if (!numbers.ok()) return std::nullopt;
  return SshPublicKey{BlobOf(numbers), BN_num_bits(numbers.modulus.get())};
}

std::string SshTextOf(std::string_view blob) {
  return std::string(kType) + ' ' + Base64Encode(blob);
}

std::string PemTextOf(std::string_view blob) {
  const RsaNumbers numbers = NumbersOfBlob(blob);
  CHECK(numbers.ok(), "no RSA key");
  const KeyPtr key = KeyOf(numbers);
  const BioPtr bio(BIO_new(BIO_s_mem()));
  CHECK(key != nullptr && PEM_write_bio_PUBKEY(bio.get(), key.get()) == 1,
        "OpenSSL can't write an RSA key");
  char* bytes = nullptr;
  const int64_t size = BIO_get_mem_data(bio.get(), &bytes);
  return std::string(bytes, static_cast<size_t>(size));
}

}  // namespace mockaws
