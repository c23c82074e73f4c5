#include "mockaws/crypto/issuer_key.h"

#include <gtest/gtest.h>

#include "mockaws/crypto/certificate.h"
#include "mockaws/crypto/encoding.h"

namespace mockaws {
namespace {

constexpr IssuerKey::Time kNow{std::chrono::seconds(1'767'323'045)};  // 2026-01-02T03:04:05Z

std::string Pem(const std::string& der) {
  const std::string text = Base64Encode(der);
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  for (size_t at = 0; at < text.size(); at += 64) pem += text.substr(at, 64) + "\n";
  return pem + "-----END CERTIFICATE-----\n";
}

TEST(IssuerKey, SameSeedGivesTheSameKeySignatureAndCertificate) {
  const IssuerKey one = IssuerKey::FromSeed("1 https://idp.example.com");
  const IssuerKey two = IssuerKey::FromSeed("1 https://idp.example.com");
  EXPECT_EQ(one.modulus(), two.modulus());
  EXPECT_EQ(one.Sign("text"), two.Sign("text"));
  EXPECT_EQ(one.Certificate("idp", kNow), two.Certificate("idp", kNow));
  EXPECT_NE(one.modulus(), IssuerKey::FromSeed("2 https://idp.example.com").modulus());
}

TEST(IssuerKey, IsRsaOf2048BitsWithTheUsualExponent) {
  const IssuerKey key = IssuerKey::FromSeed("seed");
  EXPECT_EQ(key.modulus().size(), 256U);
  EXPECT_EQ(HexEncode(key.exponent()), "010001");
  EXPECT_EQ(key.Sign("text").size(), 256U);
}

TEST(IssuerKey, CertificateIsSignedByItself) {
  const auto certificate =
      Certificate::FromPem(Pem(IssuerKey::FromSeed("seed").Certificate("idp", kNow)));
  ASSERT_TRUE(certificate.has_value());
  EXPECT_TRUE(certificate->IsSignedBy(*certificate));
  EXPECT_EQ(certificate->not_after(), kNow + std::chrono::days(3650));
  const auto other =
      Certificate::FromPem(Pem(IssuerKey::FromSeed("other").Certificate("idp", kNow)));
  EXPECT_FALSE(certificate->IsSignedBy(*other));
}

}  // namespace
}  // namespace mockaws
