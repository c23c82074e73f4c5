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

// Policies' ARNs are told within an account or an organization.
bool MayBeTold(const AuthorizationRequest& request) {
  if (request.same_account()) return true;
  const auto own = request.context.Get("aws:PrincipalOrgID");
  return own && own == request.context.Get("aws:ResourceOrgID");
}

// Inline policies have no ARN; those of resources and endpoints aren't named. RCPs are always [r].
bool NamesPolicy(const Decision& decision, const AuthorizationRequest& request,
                 const DenialOptions& options) {
  if (!options.policy_arn && decision.layer != Layer::kResourceControl) return false;
  return decision.policy != nullptr && decision.layer != Layer::kResource &&
         decision.layer != Layer::kVpcEndpoint &&
         decision.policy->source().substr(0, 4) == "arn:" && MayBeTold(request);
}

// SQS prints its actions in lower case [r].
std::string ActionWord(const AuthorizationRequest& request) {
  return request.action.service() == "sqs" ? std::string(request.action.lower())
                                           : request.action.text();
}

// What SQS prints for a call without a resource: its queues' ARN without a name [r].
std::string ResourceWord(const AuthorizationRequest& request) {
  const auto region = request.context.Get("aws:RequestedRegion");
  if (request.action.service() != "sqs" || !request.resource.is_none() || !region) {
    return request.resource.text();
  }
  return "arn:aws:sqs:" + std::string(*region) + ":" + request.principal.account + ":";
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
    return " because no " + std::string(words.name) + " allows the " + ActionWord(request) +
           " action";
  }
  std::string reason = " with an explicit deny in " + std::string(words.with_article);
  if (NamesPolicy(decision, request, options)) reason += ": " + decision.policy->source();
  return reason;
}

std::string DenialMessage(const Decision& decision, const AuthorizationRequest& request,
                          std::string_view resource, const DenialOptions& options) {
  const std::string word = resource.empty() ? ResourceWord(request) : std::string(resource);
  const std::string& arn = request.principal.arn;
  return "User: " + (arn.empty() ? std::string("anonymous") : arn) +
         " is not authorized to perform: " + ActionWord(request) + " on resource: " + word +
         DenialReason(decision, request, options);
}

}  // namespace policy_engine
