// What is asked: action, resource and request context, prepared for matching.
//
// Preparing (constructing these) copies text, lower-cases keys and actions and hashes them once; it
// allocates. Deciding (evaluate.h) then allocates nothing. Prepared requests may be used for any
// number of decisions, from any threads at once as long as nobody changes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/multivalued_keys.h"
#include "policy_engine/pattern/arn.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"
#include "policy_engine/pattern/ip.h"
#include "policy_engine/principal.h"

namespace policy_engine {

// ----------------------------------------------------------------------- context-key catalogue

// True for keys that are lists by their type whatever the number of values (aws:TagKeys,
// aws:CalledVia, sts:TransitiveTagKeys, PROVIDER:amr …); case doesn't matter. Under an operator
// without ForAllValues or ForAnyValue such a key never matches when it is present [r].
bool IsMultivaluedKey(std::string_view key);
// The same for a key in lower case with its KeyHash.
bool IsMultivaluedKey(std::string_view lower_key, uint64_t hash);

// A key that is known when the program is built: lower-cased and hashed then.
class ContextKey {
 public:
  // `name`: of a key that isn't multivalued; of any other it doesn't compile.
  consteval explicit ContextKey(std::string_view name) : name_(name), hash_(kHashSeed) {
    for (size_t i = 0; i < name.size(); ++i) {
      lower_[i] = AsciiLower(name[i]);
      hash_ = HashStep(hash_, lower_[i]);
    }
    for (const std::string_view key : kMultivaluedKeys) {
      if (key == lower()) throw "a multivalued key";
    }
  }
  constexpr std::string_view name() const { return name_; }
  constexpr std::string_view lower() const { return {lower_, name_.size()}; }
  constexpr uint64_t hash() const { return hash_; }

 private:
  std::string_view name_;
  char lower_[48] = {};
  uint64_t hash_;
};

// ----------------------------------------------------------------------- request context

// Context keys and their values. Keys are case-insensitive, the tag key after the slash too. Where
// two spellings of one key are set, the last spelling by code point wins.
class RequestContext {
 private:
  struct Entry;

 public:
  // A single value: text, `true`/`false`, a number's or date's text. A key that the catalogue knows
  // as multivalued becomes a list of one.
  void Set(std::string_view key, std::string_view value);
  // `key` must outlive this: it is a constant of the program.
  void Set(const ContextKey& key, std::string_view value);
  void SetBool(std::string_view key, bool value) { Set(key, value ? "true" : "false"); }
  void SetBool(const ContextKey& key, bool value) { Set(key, value ? "true" : "false"); }
  // A list; the key is multivalued then, whatever the catalogue says. An empty list is present, not
  // absent.
  void SetList(std::string_view key, const std::vector<std::string>& values);
  void Remove(std::string_view key);
  bool Has(std::string_view key) const;
  // The first value; nullopt if absent or an empty list. Views die with the next change.
  std::optional<std::string_view> Get(std::string_view key) const;

  // One key's values, as views into this context; they die with its next change.
  struct View {
    const RequestContext* context = nullptr;
    const Entry* entry = nullptr;
    inline std::string_view key() const;  // as spelled when set
    inline bool multivalued() const;
    inline uint32_t size() const;
    inline std::string_view value(uint32_t index) const;
    // The value as an IP address; null if it is none.
    inline const IpAddress* address(uint32_t index) const;
  };
  // All keys, in the order in which they were first set.
  std::vector<View> Entries() const;
  size_t size() const { return entries_.size(); }
  // One of them; index < size().
  View At(size_t index) const { return {this, &entries_[index]}; }

  // For the evaluator: `lower_key` lower-cased, `hash` = KeyHash(lower_key). False if absent.
  inline bool Find(std::string_view lower_key, uint64_t hash, View* view) const;

 private:
  struct Piece {
    uint32_t offset = 0;
    uint32_t length = 0;
  };
  struct Value {
    Piece text;
    uint32_t address = 0;  // place in addresses_ + 1; 0: no address
  };
  struct Entry {
    uint64_t hash = 0;
    const ContextKey* known = nullptr;  // if not null, the key's texts
    Piece key;
    Piece lower_key;
    uint32_t first_value = 0;
    uint32_t value_count = 0;
    bool multivalued = false;
  };
  std::string_view TextOf(Piece piece) const { return {text_.data() + piece.offset, piece.length}; }
  std::string_view KeyOf(const Entry& entry) const {
    return entry.known != nullptr ? entry.known->name() : TextOf(entry.key);
  }
  std::string_view LowerKeyOf(const Entry& entry) const {
    return entry.known != nullptr ? entry.known->lower() : TextOf(entry.lower_key);
  }
  Piece Keep(std::string_view text);
  Piece KeepLower(std::string_view text, uint64_t* hash);
  void KeepValue(std::string_view value);
  void Prepare();
  Entry* EntryFor(std::string_view key, Piece lower_key, uint64_t hash);
  Entry* EntryFor(const ContextKey& key);
  Entry* Add(const Entry& entry);
  void SetOne(Entry* entry, bool multivalued, std::string_view value);
  void Enter(uint64_t hash, size_t index);
  void Rehash(size_t slots);

  std::string text_;           // all keys and values
  std::vector<Value> values_;  // values of one entry lie together
  std::vector<IpAddress> addresses_;
  std::vector<Entry> entries_;
  std::vector<uint16_t> table_;  // open addressing: entry index + 1, 0 is free
};

inline std::string_view RequestContext::View::key() const { return context->KeyOf(*entry); }

inline bool RequestContext::View::multivalued() const { return entry->multivalued; }

inline uint32_t RequestContext::View::size() const { return entry->value_count; }

inline std::string_view RequestContext::View::value(uint32_t index) const {
  return context->TextOf(context->values_[entry->first_value + index].text);
}

inline const IpAddress* RequestContext::View::address(uint32_t index) const {
  const uint32_t place = context->values_[entry->first_value + index].address;
  return place == 0 ? nullptr : &context->addresses_[place - 1];
}

inline bool RequestContext::Find(std::string_view lower_key, uint64_t hash, View* view) const {
  if (table_.empty()) return false;
  const size_t mask = table_.size() - 1;
  for (size_t slot = HashSlot(hash, mask); table_[slot] != 0; slot = (slot + 1) & mask) {
    const Entry& entry = entries_[table_[slot] - 1U];
    if (entry.hash != hash || !TextsEqual(LowerKeyOf(entry), lower_key)) continue;
    *view = {this, &entry};
    return true;
  }
  return false;
}

// ----------------------------------------------------------------------- request

// `s3:GetObject`; compared without case.
class RequestAction {
 public:
  RequestAction() = default;
  explicit RequestAction(std::string_view text);
  const std::string& text() const { return text_; }
  const std::string& lower() const { return lower_; }
  // The part before the colon, lower-cased.
  std::string_view service() const { return {lower_.data(), service_length_}; }
  uint64_t hash() const { return hash_; }
  uint64_t service_hash() const { return service_hash_; }

 private:
  std::string text_;
  std::string lower_;
  size_t service_length_ = 0;
  uint64_t hash_ = 0;
  uint64_t service_hash_ = 0;
};

// A resource's ARN. `*` (or empty) stands for "no resource", which only a pattern `*` meets.
class RequestResource {
 public:
  RequestResource() : RequestResource("*") {}
  explicit RequestResource(std::string_view arn);
  const std::string& text() const { return text_; }
  bool is_none() const { return text_ == "*"; }
  // Has the six fields of an ARN.
  bool is_arn() const { return is_arn_; }
  // Field 0 (`arn`) to 5 (the resource part, colons included). CHECKs is_arn().
  std::string_view field(int index) const;
  const ArnFields& fields() const { return fields_; }
  // The twelve digits of the account field, or empty.
  std::string_view account() const;
  // Hash of the first `length` bytes; length ≤ text().size().
  uint64_t PrefixHash(size_t length) const { return prefix_hashes_[length]; }

 private:
  std::string text_;
  bool is_arn_ = false;
  ArnFields fields_;
  std::vector<uint64_t> prefix_hashes_;
};

// What the resource's side may and must do.
enum class ResourceRule : uint8_t {
  // The usual: in one account the resource-based policy or the identity side; across accounts both.
  kUsual,
  // The resource-based policy must allow, in one account too (KMS keys).
  kMustAllow,
  // As kMustAllow, for trust policies: besides, boundary and session policies bite whatever the
  // principal element names, and root can't call sts:AssumeRole.
  kAssumeRole,
  // No resource-based policy is judged, across accounts neither (sts:AssumeRoot).
  kNotJudged,
};

struct AuthorizationRequest {
  Principal principal;
  RequestAction action;
  RequestResource resource;
  // The account that owns the resource; empty: the principal's own.
  std::string resource_account;
  RequestContext context;
  ResourceRule resource_rule = ResourceRule::kUsual;
  // Management accounts: their principals know no SCP, their resources no RCP.
  bool principal_in_management_account = false;
  bool resource_in_management_account = false;
  // AWS's page and a recording disagree on RCPs for calls without a resource; default: the page.
  bool rcp_judges_calls_without_resource = false;

  AuthorizationRequest() = default;
  AuthorizationRequest(Principal who, std::string_view action_name, std::string_view resource_arn,
                       RequestContext request_context = {});
  // True if principal and resource belong to one account.
  bool same_account() const {
    return resource_account.empty() || resource_account == principal.account;
  }
};

// The rule that an action follows by itself: kAssumeRole for sts:AssumeRole, AssumeRoleWith…,
// TagSession, SetSourceIdentity and SetContext, kNotJudged for sts:AssumeRoot, kMustAllow for
// kms: actions on a key, else kUsual.
ResourceRule DefaultResourceRule(const RequestAction& action, const RequestResource& resource);

}  // namespace policy_engine
