// AssumeRole: the second half of the handshake.
#include "mockaws/authz/request_context.h"
#include "mockaws/operation/mfa_codes.h"
#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/role_target.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::Decision;
using policy_engine::Layer;
using policy_engine::Outcome;
using policy_engine::RequestContext;

namespace {

constexpr policy_engine::ContextKey kExternalId("sts:ExternalId");
constexpr int64_t kChainedSecondsMax = 3600;

// Everything about one call that its authorization looks at.
struct Handshake {
  RoleTarget target;
  SessionTags tags;
  std::string source_identity;
  std::optional<Instant> mfa_time;
};

RequestContext TrustContext(const OpContext& context, const Handshake& handshake) {
  RequestContext keys = PrincipalContext(context.caller, context.request, context.now);
  AddTrustContext(handshake.target, context.in.Str("RoleSessionName"), handshake.tags,
                  handshake.source_identity, &keys);
  if (const auto external_id = context.in.OptStr("ExternalId")) {
    keys.Set(kExternalId, *external_id);
  }
  if (handshake.mfa_time) {
    keys.SetBool("aws:MultiFactorAuthPresent", true);
    keys.Set("aws:MultiFactorAuthAge", "0");
  }
  return keys;
}

// Refusals read alike whatever refused, so that nobody learns whether the role exists (recorded);
// only an explicit deny outside the trust policy is named.
std::string Refusal(const Decision& decision, const AuthorizationRequest& request) {
  std::string message = "User: " + request.principal.arn +
                        " is not authorized to perform: " + request.action.text() +
                        " on resource: " + request.resource.text();
  if (decision.outcome == Outcome::kExplicitDeny && decision.layer != Layer::kResource) {
    message += policy_engine::DenialReason(decision, request);
  }
  return message;
}

ApiResult<void> Authorize(OpContext& context, const Handshake& handshake, std::string_view action) {
  AuthorizationRequest request(EnginePrincipal(context.caller), action, handshake.target.arn,
                               TrustContext(context, handshake));
  auto policies =
      CallerPolicies(context.state.in_effect(), context.caller, context.authorizer.cache());
  if (TrustAllows(context, handshake.target, std::move(request), std::move(policies), Refusal)) {
    return {};
  }
  return AccessDenied(context.authorizer.last_message());
}

ApiResult<void> AuthorizeAll(OpContext& context, const Handshake& handshake) {
  RETURN_IF_ERROR(Authorize(context, handshake, "sts:AssumeRole"));
  if (handshake.tags.any()) RETURN_IF_ERROR(Authorize(context, handshake, "sts:TagSession"));
  if (!handshake.source_identity.empty()) {
    RETURN_IF_ERROR(Authorize(context, handshake, "sts:SetSourceIdentity"));
  }
  return {};
}

ApiResult<int64_t> Duration(const OpContext& context, const RoleTarget& target) {
  ASSIGN_OR_RETURN(const int64_t seconds, RoleDuration(context, target));
  if (context.caller.has_session() && seconds > kChainedSecondsMax) {
    return ValidationError(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
        "chaining.");
  }
  return seconds;
}

// Context assertions come from AWS services that iamsim doesn't have, so none can be verified.
ApiResult<void> CheckProvidedContexts(const OpContext& context) {
  if (context.in.ListOf("ProvidedContexts").empty()) return {};
  return InvalidContextAssertion("The context assertion could not be verified.");
}

ApiResult<Value> AssumeRole(OpContext& context) {
  Handshake handshake;
  ASSIGN_OR_RETURN(handshake.target, FindRoleTarget(context));
  ASSIGN_OR_RETURN(handshake.tags, CollectSessionTags(context));
  ASSIGN_OR_RETURN(handshake.source_identity, CollectSourceIdentity(context));
  ASSIGN_OR_RETURN(const SessionPolicies policies,
                   CollectSessionPolicies(context, handshake.target.account_id));
  if (context.caller.kind == Caller::Kind::kRoot) {
    return AccessDenied("Roles may not be assumed by root accounts.");
  }
  RETURN_IF_ERROR(CheckProvidedContexts(context));
  ASSIGN_OR_RETURN(handshake.mfa_time, VerifyMfaInput(context));
  RETURN_IF_ERROR(AuthorizeAll(context, handshake));
  ASSIGN_OR_RETURN(const int64_t seconds, Duration(context, handshake.target));
  const Tags all_tags = handshake.tags.All();
  ASSIGN_OR_RETURN(const int64_t packed, PackedPolicySize(policies, all_tags));

  Session session = NewRoleSession(handshake.target, context.in.Str("RoleSessionName"), policies,
                                   handshake.tags, handshake.source_identity);
  session.chained = context.caller.has_session();
  session.mfa_time = handshake.mfa_time;
  ASSIGN_OR_RETURN(Value credentials, IssueCredentials(context, &session, seconds));
  Value result;
  result.Set("AssumedRoleUser", AssumedRoleUserOf(handshake.target, session));
  result.Set("Credentials", std::move(credentials));
  if (policies.any() || !all_tags.empty()) result.Set("PackedPolicySize", packed);
  if (!session.source_identity.empty()) result.Set("SourceIdentity", session.source_identity);
  SetTokenSize(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"AssumeRole", AssumeRole, Mode::kRead},
};

}  // namespace

OperationFamily AssumeRoleOperations() { return kOperations; }

}  // namespace mockaws
