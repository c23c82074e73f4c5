// The recording sink: what the evaluator tells, as an Explanation's traces.
#pragma once

#include <string>

#include "policy_engine/evaluate/decide.h"
#include "policy_engine/explain.h"

namespace policy_engine {

class Recorder {
 public:
  static constexpr bool kRecords = true;

  Recorder(const AuthorizationRequest& request, Explanation* explanation)
      : request_(request), explanation_(explanation) {}

  void Layer(policy_engine::Layer layer, uint16_t level, const PolicyLayer& policies, bool applies);
  void Policy(const CompiledPolicyPtr& policy);
  void Matched(uint32_t statement);
  // `element`: 'a'ction, 'r'esource, 'p'rincipal, 'c'ondition.
  void Unmatched(uint32_t statement, char element, size_t condition);
  void Verdict(policy_engine::Layer layer, uint16_t level, const LayerVerdict& verdict);

 private:
  StatementTrace& Begin(uint32_t statement);
  // Of the policy at hand.
  bool VariablesEnabled() const;
  void DescribeAction(const DocumentStatement& source, StatementTrace* trace) const;
  void DescribeResource(const DocumentStatement& source, StatementTrace* trace) const;
  void DescribePrincipal(const DocumentStatement& source, StatementTrace* trace) const;
  void DescribeCondition(const DocumentCondition& source, StatementTrace* trace) const;

  const AuthorizationRequest& request_;
  Explanation* explanation_;
  policy_engine::Layer layer_ = policy_engine::Layer::kNone;
  uint16_t level_ = 0;
};

}  // namespace policy_engine
