// DecisionRecord: one request with all that its authorization rested on.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

}  // namespace mockaws
