// UsageLedger: when and where credentials and principals were last used.
//
// It stands beside the tables, not in them: calls that only read, and refused ones, count as use
// too ("GetAccessKeyLastUsed", "Refining permissions using last accessed information").
//
// Storage learns of it late, since no call waits for it: see Journal.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/runtime/clock.h"
#include "mockaws/state/entity_codec.h"

namespace mockaws {

// One call, as far as use is concerned.
struct CallUse {
  Instant time;
  std::string service;  // "iam"
  std::string action;   // "CreateUser"
  std::string region;   // of the credential scope
};

using CallUses = std::map<std::string, CallUse, std::less<>>;

// The newest calls of one principal.
struct PrincipalUse {
  CallUse last;
  CallUses services;  // by name
  CallUses actions;   // by service and action ("iam:CreateUser")
};

// A row of the ledger on disk, under no account.
struct UsageRow {
  std::string_view kind;
  std::string key;
  std::shared_ptr<const void> value;  // null: forgotten
};

// Thread-safe.
class UsageLedger {
 public:
  // Notes an authenticated call. `access_key_id` is a long-term key, or empty for sessions;
  // `principal_id` is the unique id of the user or role behind it, the account id for root.
  void Record(std::string_view access_key_id, std::string_view principal_id, const CallUse& use);

  // The newest call with this access key.
  std::optional<CallUse> OfKey(std::string_view access_key_id) const;
  // The newest call of this principal to any service.
  std::optional<CallUse> OfPrincipal(std::string_view principal_id) const;
  // By service, and by service and action ("iam:CreateUser").
  CallUses ServicesOf(std::string_view principal_id) const;
  CallUses ActionsOf(std::string_view principal_id) const;

  void ForgetKey(std::string_view access_key_id);
  void ForgetPrincipal(std::string_view principal_id);
  void Clear();

  // ---- for persistence
  // Of rows of this kind; null if they are not the ledger's.
  static const EntityCodec* FindCodec(std::string_view kind);
  // From now on changes are noted for TakeChanges.
  void NoteChanges();
  bool has_changes() const;
  // Whether something was forgotten that storage may still have.
  bool has_forgotten() const;
  // What changed since the last time, each row once.
  std::vector<UsageRow> TakeChanges();
  // They could not be stored: they are to be taken again.
  void Retake(const std::vector<UsageRow>& rows);
  // Takes a row from storage; of two uses the newer stays.
  void Merge(const UsageRow& row);

 private:
  template <typename T>
  struct Kept {
    T use;
    bool noted = false;  // among changes_
  };
  template <typename T>
  using KeptByKey = std::map<std::string, Kept<T>, std::less<>>;
  struct RowName {
    std::string_view kind;
    std::string key;
    auto operator<=>(const RowName&) const = default;
  };

  template <typename T>
  void Note(std::string_view kind, std::string_view key, Kept<T>* kept);
  template <typename T>
  void Forget(std::string_view kind, std::string_view key, KeptByKey<T>* all);
  UsageRow Take(RowName name);

  mutable std::mutex mutex_;
  KeptByKey<CallUse> keys_;
  KeptByKey<PrincipalUse> principals_;
  bool noting_ = false;
  bool has_forgotten_ = false;
  std::vector<RowName> changes_;
};

}  // namespace mockaws
