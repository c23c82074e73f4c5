// DecisionLog: the newest requests with all that their authorization rested on, so that
// explanations can be made later, when somebody asks.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/authz/access_usage.h"
#include "mockaws/runtime/clock.h"
#include "policy_engine/evaluate.h"

namespace mockaws {

// One question that the engine answered.
struct Judgement {
  Judgement(policy_engine::AuthorizationRequest&& asked, policy_engine::PolicySet&& by,
            const policy_engine::Decision& decided, std::string told)
      : request(std::move(asked)),
        policies(std::move(by)),
        decision(decided),
        message(std::move(told)) {}

  policy_engine::AuthorizationRequest request;
  policy_engine::PolicySet policies;
  policy_engine::Decision decision;
  std::string message;  // what AWS prints; empty if allowed
};

// One request, from its arrival to its answer.
struct DecisionRecord {
  std::string id;         // d-000000000012, as in the header x-iamsim-decision
  Instant time;           // simulated
  std::string operation;  // "sts:AssumeRole"; empty if unknown
  // Of the caller; all empty when nobody was authenticated.
  std::string principal_type;
  std::string principal_arn;
  std::string principal_account;
  std::vector<Judgement> judgements;
  bool is_use = true;  // false: a question that nobody acts on
  int status = 200;
  std::string error_code;
  std::string error_message;
  std::string detail;  // what the wire doesn't say
};

// `allowed`, `explicitDeny`, `implicitDeny` (the deciding judgement's), or `notEvaluated`.
std::string_view OutcomeOf(const DecisionRecord& record);

using DecisionRecordPtr = std::shared_ptr<const DecisionRecord>;

// Thread-safe. Keeps the newest `capacity` records.
class DecisionLog {
 public:
  explicit DecisionLog(size_t capacity = 1000) : capacity_(capacity) {}

  // The next record's id.
  std::string NewId();
  void Add(DecisionRecordPtr record);
  DecisionRecordPtr Find(std::string_view id) const;
  // Newest first.
  std::vector<DecisionRecordPtr> Newest(size_t count) const;
  void Clear();

  // What all records that were added have used, those that are no longer kept too.
  const AccessUsage& usage() const { return usage_; }

 private:
  const size_t capacity_;
  std::atomic<uint64_t> last_number_{0};
  mutable std::mutex mutex_;
  std::deque<DecisionRecordPtr> records_;  // oldest first
  AccessUsage usage_;
};

}  // namespace mockaws
