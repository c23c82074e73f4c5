#include "mockaws/crypto/totp.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

// RFC 6238, appendix B (SHA-1), the last six of its eight digits.
TEST(Totp, CodesAreThoseOfTheRfc) {
  constexpr std::string_view kSeed = "12345678901234567890";
  const struct {
    int64_t seconds;
    std::string_view code;
  } kCases[] = {
      {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
      {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
  };
  for (const auto& c : kCases) {
    const std::chrono::sys_time<std::chrono::milliseconds> at{std::chrono::seconds(c.seconds)};
    EXPECT_EQ(TotpCode(kSeed, TotpStepAt(at)), c.code) << c.seconds;
  }
}

TEST(Totp, AStepIsThirtySeconds) {
  using Time = std::chrono::sys_time<std::chrono::milliseconds>;
  EXPECT_EQ(TotpStepAt(Time{std::chrono::milliseconds(29'999)}), 0);
  EXPECT_EQ(TotpStepAt(Time{std::chrono::milliseconds(30'000)}), 1);
}

}  // namespace
}  // namespace mockaws
