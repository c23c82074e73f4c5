#include "policy_engine/explain.h"

#include "policy_engine/explain/certainty.h"
#include "policy_engine/explain/recorder.h"

namespace policy_engine {

namespace {

std::string Quoted(const std::string& text) { return "`" + text + "`"; }

std::string PlaceOf(const PolicyTrace& policy, const StatementTrace& statement) {
  std::string place =
      policy.source.empty() ? std::string(PolicyTypeName(policy.type)) : policy.source;
  place +=
      ":" + std::to_string(statement.begin.line) + ":" + std::to_string(statement.begin.column);
  if (!statement.sid.empty()) place += " (Sid " + statement.sid + ")";
  return place;
}

// Layers whose lack of an allow the decision rests on: all of them must get one.
class LackingLayers {
 public:
  LackingLayers(const AuthorizationRequest& request, Explanation* explanation)
      : request_(request), explanation_(explanation) {}

  void Collect() {
    const Decision& decision = explanation_->decision;
    if (decision.outcome != Outcome::kImplicitDeny) return;
    Add(decision.layer, decision.level);
    for (const LayerTrace& layer : explanation_->layers) {
      if (layer.applies && !layer.allows && MustAllow(layer.layer)) Add(layer.layer, layer.level);
    }
    const bool cross = HasIdentitySide(request_.principal.type) && !request_.same_account();
    if (cross && request_.resource_rule != ResourceRule::kNotJudged && !Allows(Layer::kResource)) {
      Add(Layer::kResource, 0);
    }
    const bool own_policies =
        HasIdentitySide(request_.principal.type) && request_.principal.type != PrincipalType::kRoot;
    if (own_policies && !Allows(Layer::kIdentity) && IdentityNeeded()) Add(Layer::kIdentity, 0);
  }

 private:
  bool Allows(Layer layer) const {
    for (const LayerTrace& trace : explanation_->layers) {
      if (trace.layer == layer && trace.applies && trace.allows) return true;
    }
    return false;
  }

  bool IdentityNeeded() const {
    const Layer layer = explanation_->decision.layer;
    // A direct grant by the resource's policy stands in for the identity side in one account.
    return layer != Layer::kResource ? !DirectlyGranted() : !request_.same_account();
  }

  bool DirectlyGranted() const {
    const Layer layer = explanation_->decision.layer;
    return request_.same_account() && Allows(Layer::kResource) &&
           (layer == Layer::kBoundary || layer == Layer::kSession || layer == Layer::kScope);
  }

  bool MustAllow(Layer layer) const {
    if (layer == Layer::kIdentity || layer == Layer::kResource || layer == Layer::kNone) {
      return false;
    }
    return request_.principal.type != PrincipalType::kRoot || layer < Layer::kResource;
  }

  void Add(Layer layer, size_t level) {
    for (const LayerTrace& present : explanation_->lacking) {
      if (present.layer == layer && present.level == level) return;
    }
    LayerTrace trace;
    trace.layer = layer;
    trace.level = level;
    explanation_->lacking.push_back(std::move(trace));
  }

  const AuthorizationRequest& request_;
  Explanation* explanation_;
};

std::string LackSentence(const LayerTrace& lack, const AuthorizationRequest& request) {
  const std::string what = Quoted(request.action.text()) + " on " + Quoted(request.resource.text());
  const std::string level = std::to_string(lack.level);
  switch (lack.layer) {
    case Layer::kResourceControl:
      return "level " + level + " of the resource control policies must allow " + what;
    case Layer::kServiceControl:
      return "level " + level + " of the service control policies (0 is the root) must allow " +
             what;
    case Layer::kVpcEndpoint:
      return "the VPC endpoint's policy must allow " + what;
    case Layer::kResource:
      if (request.principal.type == PrincipalType::kRoot &&
          request.action.lower() == "sts:assumerole") {
        return "root users can't assume roles: call as a user or role";
      }
      return (request.resource_rule == ResourceRule::kAssumeRole
                  ? std::string("the role's trust policy must allow ")
                  : std::string("a resource-based policy must allow ")) +
             what + " to the principal";
    case Layer::kBoundary:
      return "permissions boundary " + level + " must allow " + what;
    case Layer::kSession:
      if (request.principal.type == PrincipalType::kFederatedUser) {
        return "the federated user's session policy must allow " + what;
      }
      return "the session policies must allow " + what;
    case Layer::kScope:
      return "scope-down policy " + level + " must allow " + what;
    case Layer::kIdentity:
    case Layer::kNone:
      break;
  }
  std::string sentence = "an identity-based policy of the principal must allow " + what;
  const bool either = request.same_account() && request.resource_rule == ResourceRule::kUsual;
  if (either) sentence += ", or the resource's policy must name the principal itself";
  return sentence;
}

void DescribeChanges(const AuthorizationRequest& request, Explanation* explanation) {
  if (explanation->decision.outcome == Outcome::kExplicitDeny) {
    for (const auto& [policy, statement] : explanation->denying) {
      const PolicyTrace& in = explanation->policies[policy];
      explanation->changes.push_back("lift the Deny in " + std::string(PolicyTypeName(in.type)) +
                                     " " + PlaceOf(in, in.statements[statement]) +
                                     ", or keep it from matching");
    }
    return;
  }
  for (const LayerTrace& lack : explanation->lacking) {
    explanation->changes.push_back(LackSentence(lack, request));
  }
}

void NoteLayers(const AuthorizationRequest& request, Explanation* explanation) {
  for (LayerTrace& layer : explanation->layers) {
    if (!layer.applies) {
      layer.note = "doesn't apply to this principal, resource or action";
    } else if (explanation->decision.allowed() && !layer.allows) {
      const bool root = request.principal.type == PrincipalType::kRoot;
      layer.note = layer.layer == Layer::kResource ? "not needed: the identity side allows"
                   : root                          ? "only denials count for root"
                          : "lifted by the resource-based policy's direct grant";
    }
  }
}

}  // namespace

std::string_view CertaintyName(Certainty certainty) {
  switch (certainty) {
    case Certainty::kRecorded:
      return "recorded";
    case Certainty::kDocumented:
      return "documented";
    case Certainty::kObserved:
      return "observed";
    case Certainty::kUnsure:
      break;
  }
  return "unsure";
}

Explanation Explain(const AuthorizationRequest& request, const PolicySet& policies,
                    const DenialOptions& options) {
  Explanation explanation;
  explanation.principal = request.principal.arn.empty() ? "anonymous" : request.principal.arn;
  explanation.action = request.action.text();
  explanation.resource = request.resource.text();
  explanation.same_account = request.same_account();
  explanation.resource_policy_is_trust = request.resource_rule == ResourceRule::kAssumeRole;
  explanation.principal_account = request.principal.account;
  explanation.resource_account =
      request.resource_account.empty() ? request.principal.account : request.resource_account;
  Recorder recorder(request, &explanation);
  explanation.decision = Decider<Recorder>(request, policies, &recorder).Decide();
  LackingLayers(request, &explanation).Collect();
  DescribeChanges(request, &explanation);
  NoteLayers(request, &explanation);
  if (!explanation.decision.allowed()) {
    explanation.denial_message = DenialMessage(explanation.decision, request, {}, options);
  }
  JudgeCertainty(request, &explanation);
  return explanation;
}

}  // namespace policy_engine
