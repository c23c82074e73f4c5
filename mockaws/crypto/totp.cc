#include "mockaws/crypto/totp.h"

#include <array>

#include "mockaws/crypto/digest.h"

namespace mockaws {

int64_t TotpStepAt(std::chrono::sys_time<std::chrono::milliseconds> instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  return seconds / kTotpStep.count();
}

std::string TotpCode(std::string_view seed, int64_t step) {
  std::string counter;
  for (int shift = 56; shift >= 0; shift -= 8) counter += static_cast<char>(step >> shift);
  const Sha1Digest mac = HmacSha1(seed, counter);
  const size_t offset = mac.back() & 0x0F;
  uint32_t number = 0;
  for (size_t i = 0; i < 4; ++i) number = number << 8 | mac[offset + i];
  const std::string digits = std::to_string((number & 0x7FFFFFFF) % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

}  // namespace mockaws
