#include "mockaws/authz/decision_log.h"

#include <algorithm>

namespace mockaws {
namespace {

constexpr size_t kIdDigits = 12;

}  // namespace

std::string_view OutcomeOf(const DecisionRecord& record) {
  for (const Judgement& judgement : record.judgements) {
    if (!judgement.decision.allowed()) {
      return policy_engine::OutcomeName(judgement.decision.outcome);
    }
  }
  return record.judgements.empty() ? "notEvaluated" : "allowed";
}

std::string DecisionLog::NewId() {
  std::string id = "d-000000000000";
  const std::string digits = std::to_string(++last_number_);
  if (digits.size() > kIdDigits) return "d-" + digits;
  return id.replace(id.size() - digits.size(), digits.size(), digits);
}

void DecisionLog::Add(const DecisionRecord& record) {
  thread_local std::string bytes;
  bytes = WriteRecord(record, std::move(bytes));
  usage_.Note(record);
  const std::lock_guard lock(mutex_);
  if (records_.size() < capacity_) {
    newest_ = records_.size();
    records_.emplace_back();
  } else {
    newest_ = (newest_ + 1) % capacity_;
  }
  Kept& kept = records_[newest_];
  kept.id = record.id;
  kept.bytes.assign(bytes);
  kept.verdicts.clear();
  for (const Judgement& judgement : record.judgements) {
    kept.verdicts.push_back({judgement.policies, judgement.decision});
  }
}

const DecisionLog::Kept& DecisionLog::Aged(size_t age) const {
  return records_[(newest_ + records_.size() - age) % records_.size()];
}

DecisionRecordPtr DecisionLog::Find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  for (size_t age = 0; age < records_.size(); ++age) {
    const Kept& kept = Aged(age);
    if (kept.id != id) continue;
    return std::make_shared<DecisionRecord>(ReadRecord(kept.bytes, kept.verdicts));
  }
  return nullptr;
}

std::vector<DecisionRecordPtr> DecisionLog::Newest(size_t count) const {
  const std::lock_guard lock(mutex_);
  std::vector<DecisionRecordPtr> newest;
  for (size_t age = 0; age < std::min(count, records_.size()); ++age) {
    const Kept& kept = Aged(age);
    newest.push_back(std::make_shared<DecisionRecord>(ReadRecord(kept.bytes, kept.verdicts)));
  }
  return newest;
}

void DecisionLog::Clear() {
  usage_.Clear();
  const std::lock_guard lock(mutex_);
  records_.clear();
  newest_ = 0;
}

}  // namespace mockaws
