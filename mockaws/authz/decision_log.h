// DecisionLog: the newest requests with all that their authorization rested on, so that
// explanations can be made later, when somebody asks.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/authz/access_usage.h"
#include "mockaws/authz/decision_codec.h"

namespace mockaws {

using DecisionRecordPtr = std::shared_ptr<const DecisionRecord>;

// Thread-safe. Keeps the newest `capacity` records, packed: most are never looked at, and a
// thousand prepared requests would push what is needed out of the processor's caches.
class DecisionLog {
 public:
  explicit DecisionLog(size_t capacity = 1000) : capacity_(capacity) {}

  // The next record's id.
  std::string NewId();
  void Add(const DecisionRecord& record);
  // Null if no record of this id is kept (any more).
  DecisionRecordPtr Find(std::string_view id) const;
  // Newest first.
  std::vector<DecisionRecordPtr> Newest(size_t count) const;
  void Clear();

  // What all records that were added have used, those that are no longer kept too.
  const AccessUsage& usage() const { return usage_; }

 private:
  struct Kept {
    std::string id;
    std::string bytes;
    std::vector<KeptVerdict> verdicts;
  };

  // The record that was added `age` records before the newest.
  const Kept& Aged(size_t age) const;

  const size_t capacity_;
  std::atomic<uint64_t> last_number_{0};
  mutable std::mutex mutex_;
  std::vector<Kept> records_;  // a ring, once it is full
  size_t newest_ = 0;          // in records_
  AccessUsage usage_;
};

}  // namespace mockaws
