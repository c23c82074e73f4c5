// Snapshots: states by name, to go back to. Tests that share a server take one and restore it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/state/state.h"

namespace mockaws {

using StateSnapshotPtr = std::shared_ptr<const StateSnapshot>;

// Thread-safe. In memory alone: a restart forgets them.
class Snapshots {
 public:
  static constexpr size_t kMax = 100;

  // False: there are kMax others.
  bool Put(const std::string& name, StateSnapshotPtr snapshot) {
    const std::lock_guard lock(mutex_);
    if (snapshots_.size() >= kMax && !snapshots_.contains(name)) return false;
    snapshots_[name] = std::move(snapshot);
    return true;
  }
  // Null if there is none.
  StateSnapshotPtr Find(std::string_view name) const {
    const std::lock_guard lock(mutex_);
    const auto found = snapshots_.find(name);
    return found == snapshots_.end() ? nullptr : found->second;
  }
  // False if there is none.
  bool Erase(const std::string& name) {
    const std::lock_guard lock(mutex_);
    return snapshots_.erase(name) > 0;
  }
  // In order of names.
  std::vector<std::pair<std::string, StateSnapshotPtr>> List() const {
    const std::lock_guard lock(mutex_);
    return {snapshots_.begin(), snapshots_.end()};
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, StateSnapshotPtr, std::less<>> snapshots_;
};

}  // namespace mockaws
