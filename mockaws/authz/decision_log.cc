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

void DecisionLog::Add(DecisionRecordPtr record) {
  usage_.Note(*record);
  const std::lock_guard lock(mutex_);
  records_.push_back(std::move(record));
  if (records_.size() > capacity_) records_.pop_front();
}

DecisionRecordPtr DecisionLog::Find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  for (auto record = records_.rbegin(); record != records_.rend(); ++record) {
    if ((*record)->id == id) return *record;
  }
  return nullptr;
}

std::vector<DecisionRecordPtr> DecisionLog::Newest(size_t count) const {
  const std::lock_guard lock(mutex_);
  const size_t taken = std::min(count, records_.size());
  return {records_.rbegin(), records_.rbegin() + static_cast<std::ptrdiff_t>(taken)};
}

void DecisionLog::Clear() {
  usage_.Clear();
  const std::lock_guard lock(mutex_);
  records_.clear();
}

}  // namespace mockaws
