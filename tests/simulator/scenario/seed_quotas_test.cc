#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

TEST(SeedQuotas, AreWholeNumbersByName) {
  const auto seed = LoadSeed(
      "seed: 1\naccounts:\n  acme:\n    id: \"111122223333\"\n    quotas: {UsersPerAccount: 7}\n",
      "f.yaml");
  ASSERT_TRUE(seed.ok()) << seed.error().front().ToString();
  ASSERT_EQ(seed->accounts.front().quotas.size(), 1u);
  EXPECT_EQ(seed->accounts.front().quotas.front().first.value, "UsersPerAccount");
  EXPECT_EQ(seed->accounts.front().quotas.front().second, 7);
}

TEST(SeedQuotas, AnythingElseIsToldWithItsPlace) {
  const auto seed = LoadSeed(
      "seed: 1\naccounts:\n  acme:\n    id: \"111122223333\"\n    quotas: {UsersPerAccount: "
      "many}\n",
      "f.yaml");
  ASSERT_FALSE(seed.ok());
  EXPECT_THAT(seed.error().front().ToString(),
              ::testing::HasSubstr("f.yaml:5:31: a quota is a whole number, 0 or more, not"));
}

}  // namespace
}  // namespace simulator
