#include "mockaws/crypto/self_signed.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "mockaws/crypto/openssl_ptr.h"

namespace mockaws {
namespace {

using ExtensionPtr = std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>>;
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

constexpr std::chrono::days kValidBefore{1};
constexpr std::chrono::days kValidFor{365};

void Require(bool done) { CHECK(done, "OpenSSL can't make a certificate"); }

KeyPtr NewKey() {
  KeyPtr key(EVP_EC_gen("P-256"));
  Require(key != nullptr);
  return key;
}

std::string Taken(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<size_t>(size)};
}

std::string PemOf(X509* x509) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  Require(bio != nullptr && PEM_write_bio_X509(bio.get(), x509) == 1);
  return Taken(bio.get());
}

std::string PemOf(EVP_PKEY* key) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  Require(bio != nullptr && PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0,
                                                          nullptr, nullptr) == 1);
  return Taken(bio.get());
}

void AddExtension(X509* x509, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  Require(extension != nullptr && X509_add_ext(x509, extension.get(), -1) == 1);
}

void SetName(X509_NAME* name, const char* common_name) {
  Require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(common_name), -1, -1,
                                     0) == 1);
}

void SetSerial(X509* x509) {
  unsigned char bytes[16];
  Require(RAND_bytes(bytes, sizeof bytes) == 1);
  bytes[0] &= 0x7F;
  const BigNumberPtr number(BN_bin2bn(bytes, sizeof bytes, nullptr));
  Require(number != nullptr &&
          BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(x509)) != nullptr);
}

// Without extensions and signature.
X509Ptr NewCertificate(EVP_PKEY* key, const char* common_name, Time now) {
  X509Ptr x509(X509_new());
  Require(x509 != nullptr && X509_set_version(x509.get(), X509_VERSION_3) == 1);
  SetSerial(x509.get());
  const auto seconds = [](Time time) {
    return static_cast<time_t>(
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
  };
  Require(ASN1_TIME_set(X509_getm_notBefore(x509.get()), seconds(now - kValidBefore)) != nullptr);
  Require(ASN1_TIME_set(X509_getm_notAfter(x509.get()), seconds(now + kValidFor)) != nullptr);
  SetName(X509_get_subject_name(x509.get()), common_name);
  Require(X509_set_pubkey(x509.get(), key) == 1);
  return x509;
}

bool IsIpAddress(const std::string& host) {
  return host.find(':') != std::string::npos || std::all_of(host.begin(), host.end(), [](char c) {
           return (c >= '0' && c <= '9') || c == '.';
         });
}

std::string AlternativeNames(const std::vector<std::string>& hosts) {
  std::string names;
  for (const std::string& host : hosts) {
    names += (names.empty() ? "" : ",") + std::string(IsIpAddress(host) ? "IP:" : "DNS:") + host;
  }
  return names;
}

}  // namespace

SelfSignedIdentity MakeSelfSignedIdentity(const std::vector<std::string>& hosts, Time now) {
  const ErrorsForgotten forgotten;
  const KeyPtr authority_key = NewKey();
  const X509Ptr authority = NewCertificate(authority_key.get(), "iamsim test authority", now);
  Require(X509_set_issuer_name(authority.get(), X509_get_subject_name(authority.get())) == 1);
  AddExtension(authority.get(), authority.get(), NID_basic_constraints,
               "critical,CA:TRUE,pathlen:0");
  AddExtension(authority.get(), authority.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  AddExtension(authority.get(), authority.get(), NID_subject_key_identifier, "hash");
  Require(X509_sign(authority.get(), authority_key.get(), EVP_sha256()) > 0);

  const KeyPtr key = NewKey();
  const X509Ptr server = NewCertificate(key.get(), "iamsim", now);
  Require(X509_set_issuer_name(server.get(), X509_get_subject_name(authority.get())) == 1);
  AddExtension(server.get(), authority.get(), NID_basic_constraints, "critical,CA:FALSE");
  AddExtension(server.get(), authority.get(), NID_key_usage, "critical,digitalSignature");
  AddExtension(server.get(), authority.get(), NID_ext_key_usage, "serverAuth");
  AddExtension(server.get(), authority.get(), NID_subject_key_identifier, "hash");
  AddExtension(server.get(), authority.get(), NID_authority_key_identifier, "keyid");
  AddExtension(server.get(), authority.get(), NID_subject_alt_name, AlternativeNames(hosts));
  Require(X509_sign(server.get(), authority_key.get(), EVP_sha256()) > 0);
  return {PemOf(authority.get()), PemOf(server.get()), PemOf(key.get())};
}

}  // namespace mockaws
