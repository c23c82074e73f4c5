#include <algorithm>

#include "policy_engine/check.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"
#include "policy_engine/request.h"

namespace policy_engine {

namespace {

// Room that most requests' contexts find enough, so that filling one moves nothing.
// (Blocks of a kilobyte and less are the cheap ones to allocate.)
constexpr size_t kUsualKeys = 20;
constexpr size_t kUsualBytes = 600;
constexpr size_t kUsualSlots = 64;

}  // namespace

RequestContext::Piece RequestContext::Keep(std::string_view text) {
  const Piece piece{static_cast<uint32_t>(text_.size()), static_cast<uint32_t>(text.size())};
  text_.append(text);
  return piece;
}

RequestContext::Piece RequestContext::KeepLower(std::string_view text, uint64_t* hash) {
  const Piece piece = Keep(text);
  *hash = kHashSeed;
  for (size_t i = piece.offset; i < text_.size(); ++i) {
    text_[i] = AsciiLower(text_[i]);
    *hash = HashStep(*hash, text_[i]);
  }
  return piece;
}

// Addresses are read here, once, and not by every condition that asks for one.
void RequestContext::KeepValue(std::string_view value) {
  Value kept{Keep(value), 0};
  IpAddress address;
  if (MayBeAddress(value) && ReadAddress(value, &address)) {
    addresses_.push_back(address);
    kept.address = static_cast<uint32_t>(addresses_.size());
  }
  values_.push_back(kept);
}

void RequestContext::Prepare() {
  if (!table_.empty()) return;
  text_.reserve(kUsualBytes);
  entries_.reserve(kUsualKeys);
  values_.reserve(kUsualKeys);
  table_.assign(kUsualSlots, 0);
}

void RequestContext::Enter(uint64_t hash, size_t index) {
  const size_t mask = table_.size() - 1;
  size_t slot = HashSlot(hash, mask);
  while (table_[slot] != 0) slot = (slot + 1) & mask;
  table_[slot] = static_cast<uint16_t>(index + 1);
}

void RequestContext::Rehash(size_t slots) {
  table_.assign(slots, 0);
  for (size_t i = 0; i < entries_.size(); ++i) Enter(entries_[i].hash, i);
}

RequestContext::Entry* RequestContext::Add(const Entry& entry) {
  CHECK(entries_.size() < 0xFFFE, "too many context keys");
  entries_.push_back(entry);
  if (2 * entries_.size() > table_.size()) {
    Rehash(2 * table_.size());
  } else {
    Enter(entry.hash, entries_.size() - 1);
  }
  return &entries_.back();
}

// The entry to write for `key`, whose lower-case form was just kept; null if another spelling of a
// tag key is in and wins.
RequestContext::Entry* RequestContext::EntryFor(std::string_view key, Piece lower_key,
                                                uint64_t hash) {
  const std::string_view lower = TextOf(lower_key);
  View present;
  if (Find(lower, hash, &present)) {
    Entry& entry = entries_[static_cast<size_t>(present.entry - entries_.data())];
    const bool tag = lower.find("tag/") != std::string_view::npos;
    if (tag && key < KeyOf(entry)) return nullptr;
    entry.known = nullptr;
    entry.lower_key = lower_key;
    entry.key = Keep(key);
    return &entry;
  }
  Entry entry;
  entry.hash = hash;
  entry.lower_key = lower_key;
  entry.key = TextsEqual(lower, key) ? lower_key : Keep(key);
  return Add(entry);
}

// The same for a key that is no tag's.
RequestContext::Entry* RequestContext::EntryFor(const ContextKey& key) {
  View present;
  if (Find(key.lower(), key.hash(), &present)) {
    Entry& entry = entries_[static_cast<size_t>(present.entry - entries_.data())];
    entry.known = &key;
    return &entry;
  }
  Entry entry;
  entry.hash = key.hash();
  entry.known = &key;
  return Add(entry);
}

void RequestContext::SetOne(Entry* entry, bool multivalued, std::string_view value) {
  if (entry == nullptr) return;
  entry->multivalued = multivalued;
  entry->first_value = static_cast<uint32_t>(values_.size());
  entry->value_count = 1;
  KeepValue(value);
}

void RequestContext::Set(std::string_view key, std::string_view value) {
  Prepare();
  uint64_t hash = 0;
  const Piece lower = KeepLower(key, &hash);
  const bool multivalued = IsMultivaluedKey(TextOf(lower), hash);
  SetOne(EntryFor(key, lower, hash), multivalued, value);
}

void RequestContext::Set(const ContextKey& key, std::string_view value) {
  Prepare();
  SetOne(EntryFor(key), false, value);
}

void RequestContext::SetList(std::string_view key, const std::vector<std::string>& values) {
  Prepare();
  uint64_t hash = 0;
  const Piece lower = KeepLower(key, &hash);
  Entry* entry = EntryFor(key, lower, hash);
  if (entry == nullptr) return;
  entry->multivalued = true;
  entry->first_value = static_cast<uint32_t>(values_.size());
  entry->value_count = static_cast<uint32_t>(values.size());
  for (const std::string& value : values) KeepValue(value);
}

void RequestContext::Remove(std::string_view key) {
  const std::string lower = AsciiLower(key);
  View present;
  if (!Find(lower, KeyHash(lower), &present)) return;
  entries_.erase(entries_.begin() + (present.entry - entries_.data()));
  Rehash(table_.size());
}

bool RequestContext::Has(std::string_view key) const {
  const std::string lower = AsciiLower(key);
  View present;
  return Find(lower, KeyHash(lower), &present);
}

std::optional<std::string_view> RequestContext::Get(std::string_view key) const {
  const std::string lower = AsciiLower(key);
  View view;
  if (!Find(lower, KeyHash(lower), &view) || view.size() == 0) return std::nullopt;
  return view.value(0);
}

std::vector<RequestContext::View> RequestContext::Entries() const {
  std::vector<View> views;
  views.reserve(entries_.size());
  for (const Entry& entry : entries_) views.push_back({this, &entry});
  return views;
}

}  // namespace policy_engine
