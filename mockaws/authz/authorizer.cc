#include "mockaws/authz/authorizer.h"

#include "mockaws/authz/organization_layers.h"
#include "mockaws/authz/request_context.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::Decision;
using policy_engine::PolicySet;

void DescribeCaller(const Caller& caller, DecisionRecord* record) {
  record->principal_type = PrincipalTypeText(caller.kind);
  record->principal_arn = caller.arn;
  record->principal_account = caller.account_id;
}

AuthorizationRequest EngineRequest(const OpContext& context, const AuthorizationCheck& check) {
  policy_engine::RequestContext keys =
      PrincipalContext(context.caller, context.request, context.now);
  AddCheckContext(context, check, &keys);
  AuthorizationRequest request(EnginePrincipal(context.caller),
                               check.action.empty() ? context.action() : check.action,
                               check.resource, std::move(keys));
  return request;
}

ApiResult<void> RequestAuthorizer::Require(const OpContext& context,
                                           const AuthorizationCheck& check) {
  const auto refusal = [&](const Decision& decision, const AuthorizationRequest& request) {
    return policy_engine::DenialMessage(decision, request, check.printed_resource,
                                        {.policy_arn = context.settings.policy_arns});
  };
  const Decision decision =
      Judge(context.state, EngineRequest(context, check),
            CallerPolicies(context.state.in_effect(), context.caller, cache_), refusal);
  if (decision.allowed()) return {};
  return AccessDenied(last_message());
}

Decision RequestAuthorizer::Judge(const State& state, AuthorizationRequest&& request,
                                  PolicySet&& policies, const Wording& refusal) {
  AddOrganizations(state.in_effect(), cache_, &request, &policies);
  const Decision decision = policy_engine::Evaluate(request, policies);
  std::string message = decision.allowed() ? std::string() : refusal(decision, request);
  record_->judgements.emplace_back(std::move(request), std::move(policies), decision,
                                   std::move(message));
  return decision;
}

}  // namespace mockaws
