#include <algorithm>

#include "policy_engine/check.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"
#include "policy_engine/request.h"

namespace policy_engine {

RequestContext::Piece RequestContext::Keep(std::string_view text) {
  const Piece piece{static_cast<uint32_t>(text_.size()), static_cast<uint32_t>(text.size())};
  text_.append(text);
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

void RequestContext::Rehash() {
  size_t size = 32;
  while (size < 2 * (entries_.size() + 1)) size *= 2;
  table_.assign(size, 0);
  const size_t mask = size - 1;
  for (size_t i = 0; i < entries_.size(); ++i) {
    size_t slot = HashSlot(entries_[i].hash, mask);
    while (table_[slot] != 0) slot = (slot + 1) & mask;
    table_[slot] = static_cast<uint16_t>(i + 1);
  }
}

// The entry to write for `key`; null if another spelling of a tag key is in and wins.
RequestContext::Entry* RequestContext::EntryFor(std::string_view key) {
  CHECK(entries_.size() < 0xFFFE, "too many context keys");
  const std::string lower = AsciiLower(key);
  const uint64_t hash = KeyHash(lower);
  View present;
  if (Find(lower, hash, &present)) {
    Entry& entry = entries_[static_cast<size_t>(present.entry - entries_.data())];
    const bool tag = lower.find("tag/") != std::string::npos;
    if (tag && key < TextOf(entry.key)) return nullptr;
    entry.key = Keep(key);
    return &entry;
  }
  Entry entry;
  entry.hash = hash;
  entry.key = Keep(key);
  entry.lower_key = lower == key ? entry.key : Keep(lower);
  entries_.push_back(entry);
  if (2 * entries_.size() > table_.size()) {
    Rehash();
  } else {
    const size_t mask = table_.size() - 1;
    size_t slot = HashSlot(hash, mask);
    while (table_[slot] != 0) slot = (slot + 1) & mask;
    table_[slot] = static_cast<uint16_t>(entries_.size());
  }
  return &entries_.back();
}

void RequestContext::Set(std::string_view key, std::string_view value) {
  Entry* entry = EntryFor(key);
  if (entry == nullptr) return;
  entry->multivalued = IsMultivaluedKey(key);
  entry->first_value = static_cast<uint32_t>(values_.size());
  entry->value_count = 1;
  KeepValue(value);
}

void RequestContext::SetList(std::string_view key, const std::vector<std::string>& values) {
  Entry* entry = EntryFor(key);
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
  Rehash();
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
