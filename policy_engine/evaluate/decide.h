// The decision logic, once: `Sink` watches. NullSink makes the fast path; explain's recorder walks
// every statement and hears of each.
#pragma once

#include <algorithm>

#include "policy_engine/compile/compiled_statement.h"
#include "policy_engine/evaluate.h"
#include "policy_engine/evaluate/layer_index.h"

namespace policy_engine {

// How one layer answered.
struct LayerVerdict {
  bool applies = false;
  bool allows = false;
  bool denies = false;
  // Of a resource-based policy's Allows: which implicit denies of the caller's own side they lift.
  uint8_t lifts = 0;
  const CompiledPolicy* policy = nullptr;  // of the statement that decided
  uint32_t statement = 0;
};

inline constexpr uint8_t kLiftsIdentity = 1;
inline constexpr uint8_t kLiftsBoundary = 2;
inline constexpr uint8_t kLiftsSession = 4;
inline constexpr uint8_t kLiftsAll = 7;

// Callers that belong to an account and so have a side of their own.
inline bool HasIdentitySide(PrincipalType type) {
  return type == PrincipalType::kRoot || type == PrincipalType::kUser ||
         type == PrincipalType::kRole || type == PrincipalType::kFederatedUser;
}

// The table "Resource-based policies and implicit denies in other policy types" of AWS's page on
// policy evaluation; a federated user named by `*` alone is not in it: nothing is lifted.
inline uint8_t LiftsOf(PrincipalType type, PrincipalMatch match, ResourceRule rule) {
  uint8_t lifts = 0;
  switch (match) {
    case PrincipalMatch::kNone:
    case PrincipalMatch::kAccount:
      break;
    case PrincipalMatch::kFederatingUser:
    case PrincipalMatch::kRole:
      lifts = kLiftsIdentity;
      break;
    case PrincipalMatch::kEveryone:
      lifts = type == PrincipalType::kFederatedUser ? 0 : kLiftsAll;
      break;
    case PrincipalMatch::kExact:
      lifts = type == PrincipalType::kUser ? kLiftsIdentity | kLiftsBoundary : kLiftsAll;
      break;
  }
  // sts:AssumeRole: boundary and session policy bite whatever the trust policy names.
  return rule == ResourceRule::kAssumeRole ? lifts & kLiftsIdentity : lifts;
}

struct NullSink {
  static constexpr bool kRecords = false;
};

// One decision. Built on the stack; allocates nothing.
template <typename Sink>
class Decider {
 public:
  Decider(const AuthorizationRequest& request, const PolicySet& policies, Sink* sink)
      : request_(request), policies_(policies), sink_(sink) {}

  Decision Decide() {
    const PrincipalType type = request_.principal.type;
    own_side_ = HasIdentitySide(type);
    bounded_ = request_.principal.has_permissions_boundary || !policies_.boundaries.empty();
    const bool sts = own_side_ && request_.action.service() == "sts";
    if (sts && request_.action.lower() == "sts:getcalleridentity") return Free();
    if (JudgeAll()) return denied_;
    if (denied_.outcome == Outcome::kExplicitDeny) return denied_;
    if (sts && request_.action.lower() == "sts:getsessiontoken") return Free();
    return DecideAllows();
  }

 private:
  static Decision Free() {
    Decision decision;
    decision.outcome = Outcome::kAllowed;
    return decision;
  }

  // Judges every layer, in their order. True if a denial ended it early (fast path only).
  bool JudgeAll() {
    return JudgeLevels(Layer::kResourceControl, policies_.resource_control,
                       ResourceControlApplies(), &resource_control_) ||
           JudgeLevels(Layer::kServiceControl, policies_.service_control, ServiceControlApplies(),
                       &service_control_) ||
           Judge(Layer::kVpcEndpoint, 0, policies_.vpc_endpoint.get(), true, &vpc_endpoint_) ||
           Judge(Layer::kResource, 0, policies_.resource.get(),
                 request_.resource_rule != ResourceRule::kNotJudged, &resource_) ||
           Judge(Layer::kIdentity, 0, policies_.identity.get(), HasOwnPolicies(), &identity_) ||
           JudgeLevels(Layer::kBoundary, policies_.boundaries, HasOwnPolicies(), &boundary_) ||
           Judge(Layer::kSession, 0, policies_.session.get(), own_side_, &session_) ||
           JudgeLevels(Layer::kScope, policies_.scopes, own_side_, &scope_);
  }

  bool IsRoot() const { return request_.principal.type == PrincipalType::kRoot; }
  bool HasOwnPolicies() const { return own_side_ && !IsRoot(); }

  bool ResourceControlApplies() const {
    if (policies_.resource_control.empty() || request_.principal.service_linked ||
        request_.resource_in_management_account) {
      return false;
    }
    if (request_.resource.is_none() && !request_.rcp_judges_calls_without_resource) return false;
    return ServiceSupportsResourceControl(request_.action.service()) &&
           request_.action.lower() != "kms:retiregrant";
  }

  bool ServiceControlApplies() const {
    return own_side_ && !request_.principal.service_linked &&
           !request_.principal_in_management_account;
  }

  // Levels of which every one must allow; `*verdict` gets the first that lacks an allow.
  struct Levels {
    bool applies = false;
    bool allows = true;
    uint16_t lacking = 0;
  };

  bool JudgeLevels(Layer layer, const std::vector<PolicyLayerPtr>& levels, bool applies,
                   Levels* result) {
    return !levels.empty() && JudgeEach(layer, levels, applies, result);
  }

  bool JudgeEach(Layer layer, const std::vector<PolicyLayerPtr>& levels, bool applies,
                 Levels* result) {
    for (size_t i = 0; i < levels.size(); ++i) {
      LayerVerdict verdict;
      if (Judge(layer, static_cast<uint16_t>(i), levels[i].get(), applies, &verdict)) return true;
      if (!applies) continue;
      result->applies = true;
      if (!verdict.allows && result->allows) {
        result->allows = false;
        result->lacking = static_cast<uint16_t>(i);
      }
    }
    return false;
  }

  // True if an explicit denial ends the decision. A null layer doesn't apply.
  bool Judge(Layer layer, uint16_t level, const PolicyLayer* policies, bool applies,
             LayerVerdict* verdict) {
    return policies != nullptr && JudgeLayer(layer, level, *policies, applies, verdict);
  }

  bool JudgeLayer(Layer layer, uint16_t level, const PolicyLayer& policies, bool applies,
                  LayerVerdict* verdict) {
    verdict->applies = applies;
    if constexpr (Sink::kRecords) {
      sink_->Layer(layer, level, policies, applies);
      if (applies) WalkStatements(layer, policies, verdict);
      sink_->Verdict(layer, level, *verdict);
    } else {
      if (applies) FindStatements(layer, policies, verdict);
    }
    if (!verdict->denies || denied_.outcome == Outcome::kExplicitDeny) return false;
    denied_ = Refused(Outcome::kExplicitDeny, layer, level);
    denied_.policy = verdict->policy;
    denied_.statement = verdict->statement;
    return !Sink::kRecords;
  }

  // Fast path: the index proposes; the first denial or allow settles it.
  void FindStatements(Layer layer, const PolicyLayer& policies, LayerVerdict* verdict) {
    const auto settle = [&](const Candidate& candidate) {
      return Settle(layer, *candidate.statement, candidate.policy, candidate.index, verdict);
    };
    policies.index().Find(request_, settle);
  }

  // Principal and conditions of a statement whose action and resource match. True if the layer is
  // settled.
  bool Settle(Layer layer, const CompiledStatement& statement, const CompiledPolicy* policy,
              uint32_t index, LayerVerdict* verdict) {
    const PrincipalMatch match =
        statement.MatchPrincipal(request_.principal, bounded_, layer == Layer::kResource);
    if (match == PrincipalMatch::kNone) return false;
    const bool deny = statement.effect == Effect::kDeny;
    uint8_t lifts = 0;
    if (!deny && layer == Layer::kResource) {
      lifts = LiftsOf(request_.principal.type, match, request_.resource_rule);
      // Further Allows count only if they are more generous.
      if (verdict->allows && (lifts | verdict->lifts) == verdict->lifts) return false;
    }
    if (statement.FailingCondition(request_.context) >= 0) return false;
    (deny ? verdict->denies : verdict->allows) = true;
    verdict->lifts |= lifts;
    verdict->policy = policy;
    verdict->statement = index;
    return deny || layer != Layer::kResource || verdict->lifts == kLiftsAll;
  }

  // Recording path: every statement of every policy, in order.
  void WalkStatements(Layer layer, const PolicyLayer& policies, LayerVerdict* verdict) {
    for (const CompiledPolicyPtr& policy : policies.policies()) {
      sink_->Policy(policy);
      for (uint32_t i = 0; i < policy->statements().size(); ++i) {
        WalkStatement(layer, *policy, i, verdict);
      }
    }
  }

  void WalkStatement(Layer layer, const CompiledPolicy& policy, uint32_t index,
                     LayerVerdict* verdict) {
    const CompiledStatement& statement = *policy.statements()[index];
    if (!statement.MatchesAction(request_.action)) return sink_->Unmatched(index, 'a', 0);
    if (!statement.MatchesResource(request_)) return sink_->Unmatched(index, 'r', 0);
    const PrincipalMatch match =
        statement.MatchPrincipal(request_.principal, bounded_, layer == Layer::kResource);
    if (match == PrincipalMatch::kNone) return sink_->Unmatched(index, 'p', 0);
    const int failing = statement.FailingCondition(request_.context);
    if (failing >= 0) return sink_->Unmatched(index, 'c', static_cast<size_t>(failing));
    sink_->Matched(index);
    const bool deny = statement.effect == Effect::kDeny;
    if (!deny && layer == Layer::kResource) {
      verdict->lifts |= LiftsOf(request_.principal.type, match, request_.resource_rule);
    }
    // The first denial is named, or else the first allow.
    const bool name = deny ? !verdict->denies : !verdict->denies && !verdict->allows;
    (deny ? verdict->denies : verdict->allows) = true;
    if (!name) return;
    verdict->policy = &policy;
    verdict->statement = index;
  }

  Decision Refused(Outcome outcome, Layer layer, uint16_t level) const {
    Decision decision;
    decision.outcome = outcome;
    decision.layer = layer;
    decision.level = level;
    decision.resource_side = layer == Layer::kResourceControl || layer == Layer::kResource;
    return decision;
  }

  Decision Lacks(Layer layer, uint16_t level = 0) const {
    return Refused(Outcome::kImplicitDeny, layer, level);
  }

  // No explicit denial: does everything that must allow do so?
  Decision DecideAllows() {
    const PrincipalType type = request_.principal.type;
    const ResourceRule rule = request_.resource_rule;
    const bool must_allow = rule == ResourceRule::kMustAllow || rule == ResourceRule::kAssumeRole;
    const bool same_account = !own_side_ || request_.same_account();
    const bool root_assumes = type == PrincipalType::kRoot && rule == ResourceRule::kAssumeRole &&
                              request_.action.lower() == "sts:assumerole";
    const bool resource_allows = resource_.allows && !root_assumes;

    if (!resource_control_.allows) {
      return Lacks(Layer::kResourceControl, resource_control_.lacking);
    }
    if (!service_control_.allows) return Lacks(Layer::kServiceControl, service_control_.lacking);
    if (vpc_endpoint_.applies && !vpc_endpoint_.allows) return Lacks(Layer::kVpcEndpoint);
    if (!own_side_) return resource_allows ? Granted(false) : Lacks(Layer::kResource);
    if (must_allow && !resource_allows) return Lacks(Layer::kResource);

    const uint8_t lifts = same_account ? resource_.lifts : 0;
    bool own_side_allows = false;
    if (!IsRoot()) {
      const Decision own = OwnSide(lifts);
      if (!own.allowed()) return own;
      own_side_allows = lifts == 0 || OwnSide(0).allowed();
    }
    if (!same_account && rule != ResourceRule::kNotJudged && !resource_allows) {
      return Lacks(Layer::kResource);
    }
    return Granted(own_side_allows);
  }

  // Identity ∩ boundaries ∩ session policies ∩ scopes, less what the resource's policy lifts.
  Decision OwnSide(uint8_t lifts) const {
    if (!identity_.allows && !(lifts & kLiftsIdentity)) return Lacks(Layer::kIdentity);
    if (!boundary_.allows && !(lifts & kLiftsBoundary)) {
      return Lacks(Layer::kBoundary, boundary_.lacking);
    }
    if (!(lifts & kLiftsSession)) {
      // A federated user has no permissions of its own without a session policy.
      const bool needed =
          session_.applies || request_.principal.type == PrincipalType::kFederatedUser;
      if (needed && !session_.allows) return Lacks(Layer::kSession);
      if (!scope_.allows) return Lacks(Layer::kScope, scope_.lacking);
    }
    return Free();
  }

  // `own_side_allows`: identity, boundary and session policies allow by themselves.
  Decision Granted(bool own_side_allows) const {
    Decision decision = Free();
    const LayerVerdict* by = nullptr;
    if (own_side_allows) {
      decision.layer = Layer::kIdentity;
      by = &identity_;
    } else if (resource_.allows) {
      decision.layer = Layer::kResource;
      decision.resource_side = true;
      by = &resource_;
    }
    if (by != nullptr) {
      decision.policy = by->policy;
      decision.statement = by->statement;
    }
    return decision;
  }

  const AuthorizationRequest& request_;
  const PolicySet& policies_;
  Sink* sink_;
  bool own_side_ = false;
  bool bounded_ = false;
  Decision denied_;  // the first explicit denial, or an implicit one: none
  Levels resource_control_;
  Levels service_control_;
  Levels boundary_;
  Levels scope_;
  LayerVerdict vpc_endpoint_;
  LayerVerdict resource_;
  LayerVerdict identity_;
  LayerVerdict session_;
};

}  // namespace policy_engine
