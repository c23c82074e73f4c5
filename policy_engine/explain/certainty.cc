#include "policy_engine/explain/certainty.h"

#include "policy_engine/condition/operators.h"
#include "policy_engine/evaluate/decide.h"

namespace policy_engine {

namespace {

class Judge {
 public:
  Judge(const AuthorizationRequest& request, Explanation* explanation)
      : request_(request), explanation_(explanation) {}

  void Run() {
    explanation_->certainty = Certainty::kDocumented;
    explanation_->certainty_note = "policy evaluation logic";
    JudgeLayers();
    for (const PolicyTrace& policy : explanation_->policies) {
      for (const StatementTrace& statement : policy.statements) {
        JudgeStatement(policy, statement);
      }
    }
  }

 private:
  // The least sure rule stays.
  void Note(Certainty certainty, std::string note) {
    if (certainty <= explanation_->certainty) return;
    explanation_->certainty = certainty;
    explanation_->certainty_note = std::move(note);
  }

  bool Has(Layer layer) const {
    for (const LayerTrace& trace : explanation_->layers) {
      if (trace.layer == layer && trace.applies) return true;
    }
    return false;
  }

  void JudgeLayers() {
    const Layer layer = explanation_->decision.layer;
    const bool denied = !explanation_->decision.allowed();
    const PrincipalType type = request_.principal.type;
    if (denied && layer == Layer::kResourceControl && request_.resource.is_none()) {
      Note(Certainty::kUnsure, "RCPs for calls without a resource (section 1.4)");
    }
    if (denied && request_.resource_rule == ResourceRule::kAssumeRole &&
        (layer == Layer::kBoundary || layer == Layer::kSession || layer == Layer::kScope)) {
      Note(Certainty::kUnsure,
           "boundary and session policy under AssumeRole by session ARN or `*` (section 6)");
    }
    if (type == PrincipalType::kFederatedUser && request_.same_account() && Has(Layer::kResource) &&
        denied && layer != Layer::kResource) {
      Note(Certainty::kUnsure, "federated users under Principal `*` (section 6)");
    }
    if (denied && layer == Layer::kVpcEndpoint) {
      Note(Certainty::kUnsure, "the VPC endpoint policy's place in the order (section 6)");
    }
    if (Has(Layer::kScope)) {
      Note(Certainty::kUnsure, "GetScopedCredentials beside resource-based policies");
    }
  }

  void JudgeStatement(const PolicyTrace& policy, const StatementTrace& trace) {
    const DocumentStatement& source = policy.policy->document().statements[trace.index];
    const bool matched = trace.result == StatementResult::kMatched;
    if (source.not_principal && (matched || trace.result == StatementResult::kPrincipal)) {
      Note(Certainty::kUnsure, "NotPrincipal differs by service (section 6)");
    }
    if (source.not_resource && (matched || trace.result == StatementResult::kResource)) {
      for (const DocumentString& resource : source.resources) {
        if (resource.text.find("${") != std::string::npos) {
          Note(Certainty::kUnsure, "variables in NotResource (section 3.3)");
        }
      }
    }
    if (!matched && trace.result != StatementResult::kCondition) return;
    for (const DocumentCondition& condition : source.conditions) {
      OperatorName name;
      if (!ReadOperatorName(condition.op, &name)) continue;
      if (condition.values.empty()) Note(Certainty::kUnsure, "empty value lists (section 4.11)");
      if (name.if_exists && name.set == SetQualifier::kForAnyValue) {
        Note(Certainty::kUnsure, "ForAnyValue with IfExists on an absent key (section 4.6)");
      }
    }
  }

  const AuthorizationRequest& request_;
  Explanation* explanation_;
};

}  // namespace

void JudgeCertainty(const AuthorizationRequest& request, Explanation* explanation) {
  Judge(request, explanation).Run();
}

}  // namespace policy_engine
