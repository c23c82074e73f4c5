// IdSource: where unique ids, access key ids, secrets and request ids come from.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace mockaws {

// Thread-safe.
class IdSource {
 public:
  virtual ~IdSource() = default;
  // `count` bytes (at most 64). `kind` names what they are for (AIDA, AKIA, secret, request, …):
  // a seeded source keeps one counter for each kind, so that one more id of a kind never shifts
  // those of another.
  virtual std::string Bytes(std::string_view kind, size_t count) = 0;
};

// From OpenSSL's generator.
class RandomIdSource : public IdSource {
 public:
  std::string Bytes(std::string_view kind, size_t count) override;
};

// From SHA-512(seed, kind, n): the same seed gives the same ids. For scenarios and tests only.
class SeededIdSource : public IdSource {
 public:
  explicit SeededIdSource(uint64_t seed) : seed_(seed) {}
  std::string Bytes(std::string_view kind, size_t count) override;

 private:
  const uint64_t seed_;
  std::mutex mutex_;
  std::map<std::string, uint64_t, std::less<>> counters_;
};

// Unique id: `prefix` (AIDA, AROA, AGPA, ANPA, …) and 17 characters of A-Z2-7.
std::string NewUniqueId(IdSource& ids, std::string_view prefix);
// Access key id: `prefix` (AKIA, ASIA) and 16 characters of A-Z2-7 that hold the account id, as
// GetAccessKeyInfo reads it. `account_id` is 12 digits.
std::string NewAccessKeyId(IdSource& ids, std::string_view prefix, std::string_view account_id);
// The account id inside an access key id of 20 characters; empty if it can't be one.
std::string AccountIdOfAccessKey(std::string_view access_key_id);
// 40 characters of the base64 alphabet.
std::string NewSecretAccessKey(IdSource& ids);
// A UUID, version 4.
std::string NewUuid(IdSource& ids, std::string_view kind = "request");

}  // namespace mockaws
