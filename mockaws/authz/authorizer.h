// RequestAuthorizer: puts one request's questions to the engine and keeps the answers.
#pragma once

#include <functional>
#include <string>

#include "mockaws/authz/decision_record.h"
#include "mockaws/authz/policy_layers.h"
#include "mockaws/operation/operation.h"
#include "policy_engine/evaluate.h"

namespace mockaws {

// One per request; not thread-safe.
class RequestAuthorizer {
 public:
  // Both outlive this.
  RequestAuthorizer(LayerCache* cache, DecisionRecord* record) : cache_(cache), record_(record) {}

  // What an operation's own rule asks: the caller's side alone. Error: AccessDenied in AWS's words.
  ApiResult<void> Require(const OpContext& context, const AuthorizationCheck& check);

  // Any question, already put together save for what organizations add. `refusal` words what the
  // caller is told if it is denied.
  using Wording = std::function<std::string(const policy_engine::Decision&,
                                            const policy_engine::AuthorizationRequest&)>;
  policy_engine::Decision Judge(const State& state, policy_engine::AuthorizationRequest&& request,
                                policy_engine::PolicySet&& policies, const Wording& refusal);

  // The last refusal's words.
  const std::string& last_message() const { return record_->judgements.back().message; }

  LayerCache* cache() const { return cache_; }

 private:
  LayerCache* const cache_;
  DecisionRecord* const record_;
};

// Writes who the caller is into the record.
void DescribeCaller(const Caller& caller, DecisionRecord* record);

// The whole question of `check`: principal, context keys and all.
policy_engine::AuthorizationRequest EngineRequest(const OpContext& context,
                                                  const AuthorizationCheck& check);

}  // namespace mockaws
