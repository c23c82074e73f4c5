#include "mockaws/runtime/id_source.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/random.h"
#include "policy_engine/check.h"

namespace mockaws {
namespace {

constexpr size_t kBytesMax = 64;
constexpr size_t kPoolBytes = 960;
constexpr size_t kAccountDigits = 12;
constexpr uint64_t kAccountsEnd = 1'000'000'000'000;
// Where a key id's first six bytes hold the account id. The bit above it is set in every key id
// that holds one: older ones, whose fifth character is below Q, don't.
constexpr uint64_t kAccountMask = 0x7fffffffff80;
constexpr int kAccountShift = 7;
constexpr uint64_t kHoldsAccount = 0x800000000000;
constexpr size_t kAccountBytes = 6;
constexpr size_t kKeyIdBytes = 10;
constexpr size_t kKeyIdPrefix = 4;

std::optional<uint64_t> ParseAccountId(std::string_view text) {
  uint64_t account = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, account);
  if (text.size() != kAccountDigits || parsed.ec != std::errc() || parsed.ptr != end) {
    return std::nullopt;
  }
  return account;
}

uint64_t ReadBigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (const char c : bytes) number = (number << 8) | static_cast<uint8_t>(c);
  return number;
}

}  // namespace

// The generator's fixed cost is a microsecond or so: a thread asks for many bytes at a time. What
// was given out is wiped.
std::string RandomIdSource::Bytes(std::string_view kind, size_t count) {
  static_cast<void>(kind);
  CHECK(count <= kBytesMax, "IdSource gives 64 bytes at most");
  thread_local std::string pool;
  if (pool.size() < count) pool = RandomBytes(kPoolBytes);
  const size_t rest = pool.size() - count;
  std::string bytes = pool.substr(rest);
  std::fill(pool.begin() + static_cast<std::ptrdiff_t>(rest), pool.end(), '\0');
  pool.resize(rest);
  return bytes;
}

std::string SeededIdSource::Bytes(std::string_view kind, size_t count) {
  CHECK(count <= kBytesMax, "IdSource gives 64 bytes at most");
  uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = counters_.try_emplace(std::string(kind), 0).first->second++;
  }
  const Sha512Digest digest =
      Sha512(std::to_string(seed_) + '/' + std::string(kind) + '/' + std::to_string(number));
  return std::string(AsView(digest).substr(0, count));
}

std::string NewUniqueId(IdSource& ids, std::string_view prefix) {
  constexpr size_t kCharacters = 17;
  const std::string text = Base32Encode(ids.Bytes(prefix, (kCharacters * 5 + 7) / 8));
  return std::string(prefix) + text.substr(0, kCharacters);
}

std::string NewAccessKeyId(IdSource& ids, std::string_view prefix, std::string_view account_id) {
  const std::optional<uint64_t> account = ParseAccountId(account_id);
  CHECK(account.has_value(), "an account id has 12 digits");
  std::string bytes = ids.Bytes(prefix, kKeyIdBytes);
  const uint64_t random = ReadBigEndian(std::string_view(bytes).substr(0, kAccountBytes));
  uint64_t number = (random & ~kAccountMask) | (*account << kAccountShift) | kHoldsAccount;
  for (size_t i = kAccountBytes; i-- > 0; number >>= 8) {
    bytes[i] = static_cast<char>(number & 0xFF);
  }
  return std::string(prefix) + Base32Encode(bytes);
}

std::string AccountIdOfAccessKey(std::string_view access_key_id) {
  if (access_key_id.size() != kKeyIdPrefix + 16) return "";
  const std::optional<std::string> bytes = Base32Decode(access_key_id.substr(kKeyIdPrefix));
  if (!bytes) return "";
  const uint64_t number = ReadBigEndian(std::string_view(*bytes).substr(0, kAccountBytes));
  const uint64_t account = (number & kAccountMask) >> kAccountShift;
  if ((number & kHoldsAccount) == 0 || account >= kAccountsEnd) return "";
  std::string digits = std::to_string(account);
  return digits.insert(0, kAccountDigits - digits.size(), '0');
}

std::string NewSecretAccessKey(IdSource& ids) { return Base64Encode(ids.Bytes("secret", 30)); }

std::string NewUuid(IdSource& ids, std::string_view kind) {
  std::string bytes = ids.Bytes(kind, 16);
  bytes[6] = static_cast<char>((static_cast<uint8_t>(bytes[6]) & 0x0F) | 0x40);
  bytes[8] = static_cast<char>((static_cast<uint8_t>(bytes[8]) & 0x3F) | 0x80);
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  std::string text(kForm);
  const std::string digits = HexEncode(bytes);
  auto digit = digits.begin();
  for (char& c : text) {
    if (c == 'x') c = *digit++;
  }
  return text;
}

}  // namespace mockaws
