#include <vector>

#include "policy_engine/multivalued_keys.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"
#include "policy_engine/request.h"

namespace policy_engine {

namespace {

// Keys whose last part the request chooses.
constexpr std::string_view kMultivaluedPrefixes[] = {
    "events:metadata/",
    "vpc-lattice-svcs:requestquerystring/",
};

class KeyTable {
 public:
  KeyTable() : slots_(1024) {
    static_assert(std::size(kMultivaluedKeys) < 512);
    for (const std::string_view key : kMultivaluedKeys) {
      size_t slot = HashSlot(KeyHash(key), slots_.size() - 1);
      while (!slots_[slot].empty()) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = key;
    }
  }

  // `hash` of the key in lower case.
  bool Contains(std::string_view key, uint64_t hash) const {
    size_t slot = HashSlot(hash, slots_.size() - 1);
    for (; !slots_[slot].empty(); slot = (slot + 1) & (slots_.size() - 1)) {
      if (EqualsIgnoringAsciiCase(slots_[slot], key)) return true;
    }
    return false;
  }

 private:
  std::vector<std::string_view> slots_;
};

bool HasPrefix(std::string_view text, std::string_view lower_prefix) {
  return text.size() > lower_prefix.size() &&
         EqualsIgnoringAsciiCase(text.substr(0, lower_prefix.size()), lower_prefix);
}

}  // namespace

bool IsMultivaluedKey(std::string_view key) {
  uint64_t hash = kHashSeed;
  for (const char c : key) hash = HashStep(hash, AsciiLower(c));
  return IsMultivaluedKey(key, hash);
}

bool IsMultivaluedKey(std::string_view lower_key, uint64_t hash) {
  static const KeyTable& table = *new KeyTable();
  if (table.Contains(lower_key, hash)) return true;
  for (const std::string_view prefix : kMultivaluedPrefixes) {
    if (HasPrefix(lower_key, prefix)) return true;
  }
  // The authentication methods of any OIDC provider.
  return lower_key.size() > 4 &&
         EqualsIgnoringAsciiCase(lower_key.substr(lower_key.size() - 4), ":amr");
}

}  // namespace policy_engine
