// Table: entities of one kind by key, each immutable and shared, so that a snapshot of a whole
// table copies pointers alone and a failed request is undone by putting the old pointers back.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/state/entity_codec.h"
#include "policy_engine/check.h"

namespace mockaws {

// A value that a table holds, whatever its type; null: none.
using EntityPtr = std::shared_ptr<const void>;

// What persistence knows of a table. Every table has a kind by which its rows are found again, and
// a codec for its entities: there is no table that isn't persisted.
class TableBase {
 public:
  // `account_id` is empty for tables of all accounts together.
  TableBase(std::string_view account_id, std::string_view kind)
      : account_id_(account_id), kind_(kind) {}
  virtual ~TableBase() = default;
  TableBase(const TableBase&) = delete;
  TableBase& operator=(const TableBase&) = delete;

  const std::string& account_id() const { return account_id_; }
  std::string_view kind() const { return kind_; }
  virtual const EntityCodec& codec() const = 0;
  virtual size_t row_count() const = 0;

  // What `key` holds; null if nothing.
  virtual EntityPtr Share(std::string_view key) const = 0;
  // Puts a value of this table's type under `key`, unrecorded; null erases.
  virtual void Restore(const std::string& key, EntityPtr value) = 0;
  // All entries by pointer, for ReplaceEntries of a table of the same type.
  virtual EntityPtr CopyEntries() const = 0;
  // Makes the entries those of `copy` (null: none), recording what differs.
  virtual void ReplaceEntries(const EntityPtr& copy) = 0;

 private:
  const std::string account_id_;
  const std::string_view kind_;
};

// What one write transaction changed, oldest first.
class ChangeLog {
 public:
  struct Change {
    TableBase* table;
    std::string key;
    EntityPtr before;
  };
  using Changes = std::vector<Change>;

  void Record(TableBase* table, std::string key, EntityPtr before) {
    changes_.push_back({table, std::move(key), std::move(before)});
  }
  const Changes& changes() const { return changes_; }
  Changes Take() { return std::exchange(changes_, {}); }
  void Clear() { changes_.clear(); }
  void RollBack() { Undo(Take()); }

  // Puts back what was before `changes`.
  static void Undo(Changes changes) {
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      change->table->Restore(change->key, std::move(change->before));
    }
  }

 private:
  Changes changes_;
};

// Where a table belongs.
struct TableOwner {
  std::string_view account_id;
  ChangeLog* log;
  // The table adds itself; outlives the tables.
  std::vector<TableBase*>* tables;
};

// Not thread-safe: the Store's lock guards all tables. Keys are what lookups use: names in lower
// case, ids or ARNs. Iteration goes in key order.
//
// `kind` names the table on disk: unique among the tables of its owner, never changed. T is listed
// in mockaws/state/entity_fields.h and entity_codec.cc; one that isn't doesn't link.
template <typename T>
class Table : public TableBase {
 public:
  using Map = std::map<std::string, std::shared_ptr<const T>, std::less<>>;

  Table(const TableOwner& owner, std::string_view kind)
      : TableBase(owner.account_id, kind), log_(owner.log) {
    owner.tables->push_back(this);
  }

  const T* Find(std::string_view key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : found->second.get();
  }
  bool Contains(std::string_view key) const { return entries_.find(key) != entries_.end(); }
  size_t size() const { return entries_.size(); }
  const Map& entries() const { return entries_; }

  // Stores or replaces; the pointer may be written through until the transaction ends.
  T* Put(std::string_view key, T value) {
    auto fresh = std::make_shared<T>(std::move(value));
    T* written = fresh.get();
    auto& slot = entries_[std::string(key)];
    log_->Record(this, std::string(key), std::move(slot));
    slot = std::move(fresh);
    return written;
  }
  // A copy of the entity, already in place, to be changed until the transaction ends. CHECKs that
  // it exists.
  T* Edit(std::string_view key) {
    const T* present = Find(key);
    CHECK(present != nullptr, "editing an absent entity");
    return Put(key, *present);
  }
  void Erase(std::string_view key) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return;
    log_->Record(this, found->first, std::move(found->second));
    entries_.erase(found);
  }

  const EntityCodec& codec() const override { return CodecOf<T>(); }
  size_t row_count() const override { return entries_.size(); }

  EntityPtr Share(std::string_view key) const override {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : found->second;
  }

  void Restore(const std::string& key, EntityPtr value) override {
    if (value == nullptr) {
      entries_.erase(key);
    } else {
      entries_[key] = std::static_pointer_cast<const T>(std::move(value));
    }
  }

  EntityPtr CopyEntries() const override {
    return entries_.empty() ? nullptr : std::make_shared<const Map>(entries_);
  }

  void ReplaceEntries(const EntityPtr& copy) override {
    static const Map* const kNone = new Map;
    const Map& wanted = copy == nullptr ? *kNone : *static_cast<const Map*>(copy.get());
    auto present = entries_.begin();
    auto want = wanted.begin();
    // Both go in key order: one walk finds what is gone, new or other.
    while (present != entries_.end() || want != wanted.end()) {
      if (want == wanted.end() || (present != entries_.end() && present->first < want->first)) {
        log_->Record(this, present->first, std::move(present->second));
        present = entries_.erase(present);
      } else if (present == entries_.end() || want->first < present->first) {
        log_->Record(this, want->first, nullptr);
        entries_.emplace_hint(present, want->first, want->second);
        ++want;
      } else {
        if (present->second != want->second) {
          log_->Record(this, want->first, std::exchange(present->second, want->second));
        }
        ++present;
        ++want;
      }
    }
  }

 private:
  ChangeLog* log_;
  Map entries_;
};

}  // namespace mockaws
