// Table: entities of one kind by key, each immutable and shared, so that a snapshot of a whole
// table copies pointers alone and a failed request is undone by putting the old pointers back.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/check.h"

namespace mockaws {

class TableBase {
 public:
  virtual ~TableBase() = default;
  // Puts back what `key` held before a change; null erases.
  virtual void Restore(const std::string& key, std::shared_ptr<const void> before) = 0;
};

// What one write transaction changed, oldest first.
class ChangeLog {
 public:
  struct Change {
    TableBase* table;
    std::string key;
    std::shared_ptr<const void> before;
  };

  void Record(TableBase* table, std::string key, std::shared_ptr<const void> before) {
    changes_.push_back({table, std::move(key), std::move(before)});
  }
  const std::vector<Change>& changes() const { return changes_; }
  void Clear() { changes_.clear(); }
  void RollBack() {
    for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
      change->table->Restore(change->key, std::move(change->before));
    }
    changes_.clear();
  }

 private:
  std::vector<Change> changes_;
};

// Not thread-safe: the Store's lock guards all tables. Keys are what lookups use: names in lower
// case, ids or ARNs. Iteration goes in key order.
template <typename T>
class Table : public TableBase {
 public:
  using Map = std::map<std::string, std::shared_ptr<const T>, std::less<>>;

  explicit Table(ChangeLog* log) : log_(log) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

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
  // Forgets everything, for good: a rollback doesn't bring it back.
  void Clear() { entries_.clear(); }

  void Restore(const std::string& key, std::shared_ptr<const void> before) override {
    if (before == nullptr) {
      entries_.erase(key);
    } else {
      entries_[key] = std::static_pointer_cast<const T>(std::move(before));
    }
  }

 private:
  ChangeLog* log_;
  Map entries_;
};

}  // namespace mockaws
