#include "mockaws/crypto/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <utility>

#include "mockaws/crypto/openssl_ptr.h"

namespace mockaws {

struct Certificate::Parsed {
  X509Ptr x509;
  std::string der;
  Time not_after;
};

namespace {

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
constexpr std::string_view kSpace = " \t\r\n";

std::string_view WithoutSpaceBefore(std::string_view text) {
  const size_t first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

// Takes one PEM block off the front of `text`; nothing if there is none right there.
std::optional<std::string_view> TakeBlock(std::string_view* text) {
  *text = WithoutSpaceBefore(*text);
  if (!text->starts_with(kBegin)) return std::nullopt;
  const size_t end = text->find(kEnd);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view block = text->substr(0, end + kEnd.size());
  text->remove_prefix(block.size());
  return block;
}

std::string DerOf(X509* x509) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(x509, &bytes);
  CHECK(size > 0, "OpenSSL can't encode the certificate that it read");
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

std::optional<Certificate::Time> TimeOf(const ASN1_TIME* time) {
  std::tm parts = {};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return Certificate::Time{std::chrono::seconds(timegm(&parts))};
}

// An encrypted key fails: there is nobody to ask for its passphrase.
int NoPassphrase(char*, int, int, void*) { return -1; }

KeyPtr PrivateKeyOf(std::string_view pem) {
  const BioPtr bio = ReadingFrom(pem);
  return KeyPtr(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
}

}  // namespace

Certificate::Certificate(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}

std::optional<Certificate> Certificate::FromPem(std::string_view pem) {
  auto list = ListFromPem(pem);
  if (!list || list->size() != 1) return std::nullopt;
  return std::move(list->front());
}

std::optional<std::vector<Certificate>> Certificate::ListFromPem(std::string_view pem) {
  const ErrorsForgotten forgotten;
  std::vector<Certificate> list;
  while (!WithoutSpaceBefore(pem).empty()) {
    const auto block = TakeBlock(&pem);
    if (!block) return std::nullopt;
    const BioPtr bio = ReadingFrom(*block);
    X509Ptr x509(PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr));
    if (x509 == nullptr || X509_get0_pubkey(x509.get()) == nullptr) return std::nullopt;
    const auto not_after = TimeOf(X509_get0_notAfter(x509.get()));
    if (!not_after) return std::nullopt;
    std::string der = DerOf(x509.get());
    list.push_back(Certificate(
        std::make_shared<const Parsed>(Parsed{std::move(x509), std::move(der), *not_after})));
  }
  if (list.empty()) return std::nullopt;
  return list;
}

const std::string& Certificate::der() const { return parsed_->der; }

Certificate::Time Certificate::not_after() const { return parsed_->not_after; }

bool Certificate::IsSignedBy(const Certificate& issuer) const {
  const ErrorsForgotten forgotten;
  if (X509_check_issued(issuer.parsed_->x509.get(), parsed_->x509.get()) != X509_V_OK) return false;
  return X509_verify(parsed_->x509.get(), X509_get0_pubkey(issuer.parsed_->x509.get())) == 1;
}

bool Certificate::HasPrivateKey(std::string_view pem) const {
  const ErrorsForgotten forgotten;
  const KeyPtr key = PrivateKeyOf(pem);
  return key != nullptr && EVP_PKEY_eq(X509_get0_pubkey(parsed_->x509.get()), key.get()) == 1;
}

bool IsPrivateKey(std::string_view pem) {
  const ErrorsForgotten forgotten;
  return PrivateKeyOf(pem) != nullptr;
}

}  // namespace mockaws
