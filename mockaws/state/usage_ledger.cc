#include "mockaws/state/usage_ledger.h"

#include "mockaws/state/entry_of.h"

namespace mockaws {

void UsageLedger::Record(std::string_view access_key_id, std::string_view principal_id,
                         const CallUse& use) {
  thread_local std::string action;
  action.assign(use.service).append(1, ':').append(use.action);
  const std::lock_guard lock(mutex_);
  if (!access_key_id.empty()) EntryOf(&keys_, access_key_id) = use;
  PrincipalUse& principal = EntryOf(&principals_, principal_id);
  EntryOf(&principal.services, use.service) = use;
  EntryOf(&principal.actions, action) = use;
  principal.last = use;
}

std::optional<CallUse> UsageLedger::OfKey(std::string_view access_key_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(access_key_id);
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<CallUse> UsageLedger::OfPrincipal(std::string_view principal_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = principals_.find(principal_id);
  return found == principals_.end() ? std::nullopt : std::optional(found->second.last);
}

std::map<std::string, CallUse, std::less<>> UsageLedger::ServicesOf(
    std::string_view principal_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = principals_.find(principal_id);
  return found == principals_.end() ? Uses() : found->second.services;
}

std::map<std::string, CallUse, std::less<>> UsageLedger::ActionsOf(
    std::string_view principal_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = principals_.find(principal_id);
  return found == principals_.end() ? Uses() : found->second.actions;
}

void UsageLedger::ForgetKey(std::string_view access_key_id) {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(access_key_id);
  if (found != keys_.end()) keys_.erase(found);
}

void UsageLedger::ForgetPrincipal(std::string_view principal_id) {
  const std::lock_guard lock(mutex_);
  const auto found = principals_.find(principal_id);
  if (found != principals_.end()) principals_.erase(found);
}

void UsageLedger::Clear() {
  const std::lock_guard lock(mutex_);
  keys_.clear();
  principals_.clear();
}

}  // namespace mockaws
