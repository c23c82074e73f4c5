#include "policy_engine/evaluate.h"

#include "policy_engine/check.h"
#include "policy_engine/evaluate/decide.h"

namespace policy_engine {

Decision Evaluate(const AuthorizationRequest& request, const PolicySet& policies) {
  NullSink sink;
  return Decider<NullSink>(request, policies, &sink).Decide();
}

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllowed:
      return "allowed";
    case Outcome::kExplicitDeny:
      return "explicitDeny";
    case Outcome::kImplicitDeny:
      break;
  }
  return "implicitDeny";
}

std::string_view LayerName(Layer layer) {
  switch (layer) {
    case Layer::kResourceControl:
      return "resourceControlPolicy";
    case Layer::kServiceControl:
      return "serviceControlPolicy";
    case Layer::kVpcEndpoint:
      return "vpcEndpointPolicy";
    case Layer::kResource:
      return "resourcePolicy";
    case Layer::kIdentity:
      return "identityPolicy";
    case Layer::kBoundary:
      return "permissionsBoundary";
    case Layer::kSession:
      return "sessionPolicy";
    case Layer::kScope:
      return "scopePolicy";
    case Layer::kNone:
      break;
  }
  return "none";
}

}  // namespace policy_engine
