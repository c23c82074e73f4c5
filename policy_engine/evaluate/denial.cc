// The words of AWS's AccessDenied.
#include "policy_engine/check.h"
#include "policy_engine/evaluate.h"

namespace policy_engine {

namespace {

// Article included, as the explicit form wants it.
struct LayerWords {
  std::string_view name;
  std::string_view with_article;
};

LayerWords WordsOf(Layer layer) {
  switch (layer) {
    case Layer::kResourceControl:
      return {"resource control policy", "a resource control policy"};
    case Layer::kServiceControl:
      return {"service control policy", "a service control policy"};
    case Layer::kVpcEndpoint:
      return {"VPC endpoint policy", "a VPC endpoint policy"};
    case Layer::kResource:
      return {"resource-based policy", "a resource-based policy"};
    case Layer::kBoundary:
      return {"permissions boundary", "a permissions boundary"};
    case Layer::kSession:
    case Layer::kScope:
      return {"session policy", "a session policy"};
    case Layer::kIdentity:
    case Layer::kNone:
      break;
  }
  return {"identity-based policy", "an identity-based policy"};
}

// Inline policies have no ARN; those of resources and endpoints aren't named.
bool NamesPolicy(const Decision& decision) {
  return decision.policy != nullptr && decision.layer != Layer::kResource &&
         decision.layer != Layer::kVpcEndpoint && decision.policy->source().substr(0, 4) == "arn:";
}

}  // namespace

std::string DenialReason(const Decision& decision, const AuthorizationRequest& request,
                         const DenialOptions& options) {
  CHECK(!decision.allowed(), "an allowed decision has no denial");
  LayerWords words = WordsOf(decision.layer);
  const bool trust =
      decision.layer == Layer::kResource && request.resource_rule == ResourceRule::kAssumeRole;
  if (trust) {
    if (!options.trust_policy_reason) return "";
    words = {"role trust policy", "the role trust policy"};
  }
  if (decision.outcome == Outcome::kImplicitDeny) {
    return " because no " + std::string(words.name) + " allows the " + request.action.text() +
           " action";
  }
  std::string reason = " with an explicit deny in " + std::string(words.with_article);
  if (options.policy_arn && NamesPolicy(decision)) reason += ": " + decision.policy->source();
  return reason;
}

std::string DenialMessage(const Decision& decision, const AuthorizationRequest& request,
                          std::string_view resource, const DenialOptions& options) {
  if (resource.empty()) resource = request.resource.text();
  const std::string& arn = request.principal.arn;
  return "User: " + (arn.empty() ? std::string("anonymous") : arn) +
         " is not authorized to perform: " + request.action.text() +
         " on resource: " + std::string(resource) + DenialReason(decision, request, options);
}

}  // namespace policy_engine
