// The decision. Fast path: no allocation, no exception, total (it cannot fail).
//
//   Decision decision = Evaluate(request, policies);
//   if (!decision.allowed()) … DenialReason(decision, request) …
//
// explain.h gives the whole story of the same decision, by the same evaluator.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "policy_engine/policy_set.h"
#include "policy_engine/request.h"

namespace policy_engine {

enum class Outcome : uint8_t { kAllowed, kExplicitDeny, kImplicitDeny };

// `allowed`, `explicitDeny`, `implicitDeny`, as the IAM simulator spells them.
std::string_view OutcomeName(Outcome outcome);

// The layers of a PolicySet, in the order in which they are judged. Where several refuse, the first
// in this order decides, explicit denies of all layers before any implicit one. Among implicit
// denies the resource-based policy speaks first where it must allow by itself (services, anonymous
// callers, ResourceRule::kMustAllow and kAssumeRole), else after identity, boundary and session.
enum class Layer : uint8_t {
  kResourceControl,
  kServiceControl,
  kVpcEndpoint,
  kResource,  // resource-based or trust policy
  kIdentity,
  kBoundary,
  kSession,
  kScope,
  kNone,  // no policy decided: root in its own account, calls that need no permission
};

// `identityPolicy`, `resourcePolicy`, `serviceControlPolicy` … for JSON.
std::string_view LayerName(Layer layer);

struct Decision {
  Outcome outcome = Outcome::kImplicitDeny;
  // Denied: the layer that refused. Allowed: kIdentity if the identity side allowed, else kResource
  // if the resource's policy granted directly, else kNone.
  Layer layer = Layer::kNone;
  // Which of several: level from the root for SCPs and RCPs, number of the boundary or scope.
  uint16_t level = 0;
  // The deciding layer belongs to the resource's side (resource-based policy, RCP), not the
  // caller's.
  bool resource_side = false;
  // A statement that decided: the denying one, or one that allowed. Null for implicit denies and
  // kNone. Lives as long as the PolicySet.
  const CompiledPolicy* policy = nullptr;
  uint32_t statement = 0;

  bool allowed() const { return outcome == Outcome::kAllowed; }
};

// Pure and thread-safe; allocates nothing (values of policy variables that make a pattern longer
// than 2,048 bytes excepted).
Decision Evaluate(const AuthorizationRequest& request, const PolicySet& policies);

struct DenialOptions {
  // Name the policy's ARN after the type, as IAM has done since 2026 for explicit denies by
  // policies that have one. RCPs are named in any case, as recorded.
  bool policy_arn = false;
  // Say of trust policies what the page documents (`because no role trust policy allows …`);
  // recorded answers say nothing, so the default is nothing.
  bool trust_policy_reason = false;
};

// The end of AWS's AccessDenied sentence, with its leading space: ` because no identity-based
// policy allows the s3:GetObject action`, ` with an explicit deny in a service control policy`;
// empty where AWS says no more. CHECKs that the decision is a denial.
std::string DenialReason(const Decision& decision, const AuthorizationRequest& request,
                         const DenialOptions& options = {});

// `User: ARN is not authorized to perform: ACTION on resource: RESOURCE` + DenialReason.
// `resource`: what AWS prints there; empty: the request's.
std::string DenialMessage(const Decision& decision, const AuthorizationRequest& request,
                          std::string_view resource = {}, const DenialOptions& options = {});

}  // namespace policy_engine
