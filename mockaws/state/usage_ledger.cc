#include "mockaws/state/usage_ledger.h"

#include <algorithm>
#include <utility>

#include "mockaws/state/entry_of.h"

namespace mockaws {
namespace {

// As rows on disk are called.
constexpr std::string_view kKeyKind = "key_use";
constexpr std::string_view kPrincipalKind = "principal_use";

void MergeUse(const CallUse& use, CallUse* into) {
  if (use.time > into->time) *into = use;
}

void MergeUses(const CallUses& uses, CallUses* into) {
  for (const auto& [name, use] : uses) {
    const auto [present, fresh] = into->emplace(name, use);
    if (!fresh) MergeUse(use, &present->second);
  }
}

}  // namespace

void UsageLedger::Record(std::string_view access_key_id, std::string_view principal_id,
                         const CallUse& use) {
  thread_local std::string action;
  action.assign(use.service).append(1, ':').append(use.action);
  const std::lock_guard lock(mutex_);
  if (!access_key_id.empty()) {
    Kept<CallUse>& key = EntryOf(&keys_, access_key_id);
    key.use = use;
    Note(kKeyKind, access_key_id, &key);
  }
  Kept<PrincipalUse>& principal = EntryOf(&principals_, principal_id);
  EntryOf(&principal.use.services, use.service) = use;
  EntryOf(&principal.use.actions, action) = use;
  principal.use.last = use;
  Note(kPrincipalKind, principal_id, &principal);
}

std::optional<CallUse> UsageLedger::OfKey(std::string_view access_key_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(access_key_id);
  return found == keys_.end() ? std::nullopt : std::optional(found->second.use);
}

std::optional<CallUse> UsageLedger::OfPrincipal(std::string_view principal_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = principals_.find(principal_id);
  return found == principals_.end() ? std::nullopt : std::optional(found->second.use.last);
}

CallUses UsageLedger::ServicesOf(std::string_view principal_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = principals_.find(principal_id);
  return found == principals_.end() ? CallUses() : found->second.use.services;
}

CallUses UsageLedger::ActionsOf(std::string_view principal_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = principals_.find(principal_id);
  return found == principals_.end() ? CallUses() : found->second.use.actions;
}

void UsageLedger::ForgetKey(std::string_view access_key_id) {
  const std::lock_guard lock(mutex_);
  Forget(kKeyKind, access_key_id, &keys_);
}

void UsageLedger::ForgetPrincipal(std::string_view principal_id) {
  const std::lock_guard lock(mutex_);
  Forget(kPrincipalKind, principal_id, &principals_);
}

void UsageLedger::Clear() {
  const std::lock_guard lock(mutex_);
  while (!keys_.empty()) Forget(kKeyKind, keys_.begin()->first, &keys_);
  while (!principals_.empty()) Forget(kPrincipalKind, principals_.begin()->first, &principals_);
}

// ------------------------------------------------------------------------------ persistence

const EntityCodec* UsageLedger::FindCodec(std::string_view kind) {
  if (kind == kKeyKind) return &CodecOf<CallUse>();
  if (kind == kPrincipalKind) return &CodecOf<PrincipalUse>();
  return nullptr;
}

void UsageLedger::NoteChanges() {
  const std::lock_guard lock(mutex_);
  noting_ = true;
}

bool UsageLedger::has_changes() const {
  const std::lock_guard lock(mutex_);
  return !changes_.empty();
}

bool UsageLedger::has_forgotten() const {
  const std::lock_guard lock(mutex_);
  return has_forgotten_;
}

// Rows are copied one by one, so that no call waits for long.
std::vector<UsageRow> UsageLedger::TakeChanges() {
  std::vector<RowName> names;
  {
    const std::lock_guard lock(mutex_);
    has_forgotten_ = false;
    names = std::exchange(changes_, {});
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<UsageRow> rows;
  rows.reserve(names.size());
  for (RowName& name : names) rows.push_back(Take(std::move(name)));
  return rows;
}

UsageRow UsageLedger::Take(RowName name) {
  const std::lock_guard lock(mutex_);
  UsageRow row{name.kind, std::move(name.key), nullptr};
  const auto take = [&row](auto* all) {
    const auto found = all->find(row.key);
    if (found == all->end()) return;
    found->second.noted = false;
    row.value = std::make_shared<const decltype(found->second.use)>(found->second.use);
  };
  if (row.kind == kKeyKind) {
    take(&keys_);
  } else {
    take(&principals_);
  }
  return row;
}

void UsageLedger::Retake(const std::vector<UsageRow>& rows) {
  const std::lock_guard lock(mutex_);
  for (const UsageRow& row : rows) {
    changes_.push_back({row.kind, row.key});
    has_forgotten_ = has_forgotten_ || row.value == nullptr;
  }
}

void UsageLedger::Merge(const UsageRow& row) {
  const std::lock_guard lock(mutex_);
  if (row.kind == kKeyKind) {
    if (row.value == nullptr) {
      keys_.erase(row.key);
    } else {
      MergeUse(*static_cast<const CallUse*>(row.value.get()), &EntryOf(&keys_, row.key).use);
    }
    return;
  }
  if (row.value == nullptr) {
    principals_.erase(row.key);
    return;
  }
  const PrincipalUse& use = *static_cast<const PrincipalUse*>(row.value.get());
  PrincipalUse& into = EntryOf(&principals_, row.key).use;
  MergeUse(use.last, &into.last);
  MergeUses(use.services, &into.services);
  MergeUses(use.actions, &into.actions);
}

template <typename T>
void UsageLedger::Note(std::string_view kind, std::string_view key, Kept<T>* kept) {
  if (!noting_ || kept->noted) return;
  kept->noted = true;
  changes_.push_back({kind, std::string(key)});
}

template <typename T>
void UsageLedger::Forget(std::string_view kind, std::string_view key, KeptByKey<T>* all) {
  const auto found = all->find(key);
  if (found == all->end()) return;
  if (noting_) {
    changes_.push_back({kind, found->first});
    has_forgotten_ = true;
  }
  all->erase(found);
}

}  // namespace mockaws
