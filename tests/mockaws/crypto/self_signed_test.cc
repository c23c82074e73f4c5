#include "mockaws/crypto/self_signed.h"

#include <gtest/gtest.h>

#include "mockaws/crypto/certificate.h"

namespace mockaws {
namespace {

const Certificate::Time kNow{std::chrono::milliseconds(1'772'442'000'000)};  // 2026-03-02T09:00:00Z

TEST(SelfSigned, CertificateIsTheKeysAndTheAuthoritysAndLivesAYear) {
  const SelfSignedIdentity identity =
      MakeSelfSignedIdentity({"localhost", "127.0.0.1", "::1"}, kNow);
  const auto authority = Certificate::FromPem(identity.authority);
  const auto server = Certificate::FromPem(identity.certificate);
  ASSERT_TRUE(authority && server);
  EXPECT_TRUE(server->IsSignedBy(*authority));
  EXPECT_TRUE(authority->IsSignedBy(*authority));
  EXPECT_TRUE(server->HasPrivateKey(identity.private_key));
  EXPECT_FALSE(authority->HasPrivateKey(identity.private_key));
  EXPECT_EQ(server->not_after(), kNow + std::chrono::days(365));
}

TEST(SelfSigned, EachIsAnother) {
  const SelfSignedIdentity one = MakeSelfSignedIdentity({"localhost"}, kNow);
  const SelfSignedIdentity two = MakeSelfSignedIdentity({"localhost"}, kNow);
  EXPECT_NE(one.private_key, two.private_key);
  EXPECT_NE(one.authority, two.authority);
}

}  // namespace
}  // namespace mockaws
