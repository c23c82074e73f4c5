// GetScopedCredentials: the caller's own session once more, with fewer permissions or less time.
#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/session_policy.h"

namespace mockaws {
namespace {

constexpr size_t kScopesMax = 3;

// Root's sessions can't be narrowed: policies of its own side don't bind the root user.
ApiResult<void> CheckCaller(const Caller& caller) {
  if (!caller.has_session() || caller.kind == Caller::Kind::kRoot) {
    return AccessDenied(
        "GetScopedCredentials can only be called with temporary security credentials of a role, a "
        "federated user or an IAM user");
  }
  return {};
}

ApiResult<void> AddScope(const OpContext& context, Session* session) {
  const auto policy = context.in.OptStr("Policy");
  if (!policy) return {};
  ASSIGN_OR_RETURN([[maybe_unused]] const auto compiled, CompileSessionPolicy(*policy));
  if (session->scopes.size() >= kScopesMax) {
    return AccessDenied("The session already has the maximum of " + std::to_string(kScopesMax) +
                        " scope-down policies");
  }
  session->scopes.push_back(*policy);
  const SessionPolicies policies{session->policy, session->policy_arns};
  ASSIGN_OR_RETURN([[maybe_unused]] const int64_t packed,
                   PackedPolicySize(policies, session->tags, session->scopes));
  return {};
}

ApiResult<void> ShortenLife(const OpContext& context, Session* session) {
  const auto seconds = context.in.OptInt("DurationSeconds");
  if (!seconds) return {};
  const Instant end =
      std::chrono::floor<std::chrono::seconds>(context.now) + std::chrono::seconds(*seconds);
  if (end > session->expires) {
    return InsufficientSessionLifetime(
        "The requested DurationSeconds exceeds the remaining lifetime of the calling session.");
  }
  session->expires = end;
  return {};
}

ApiResult<Value> GetScopedCredentials(OpContext& context) {
  RETURN_IF_ERROR(CheckCaller(context.caller));
  if (!context.in.Has("Policy") && !context.in.Has("DurationSeconds")) {
    return ValidationError("At least one of Policy and DurationSeconds must be specified.");
  }
  // The instant of issue stays: a session revoked by aws:TokenIssueTime can't renew itself here.
  Session session = context.caller.session->session;
  RETURN_IF_ERROR(AddScope(context, &session));
  RETURN_IF_ERROR(ShortenLife(context, &session));
  ASSIGN_OR_RETURN(Value credentials, IssueCredentials(context, &session));
  Value info;
  info.Set("ScopedSessionId", context.caller.user_id);
  info.Set("Arn", context.caller.arn);
  Value result;
  result.Set("Credentials", std::move(credentials));
  result.Set("SessionInfo", std::move(info));
  SetTokenSize(&result);
  result.Set("ScopedPoliciesCount", static_cast<int64_t>(session.scopes.size()));
  if (!session.source_identity.empty()) result.Set("SourceIdentity", session.source_identity);
  return result;
}

constexpr Operation kOperations[] = {
    {"GetScopedCredentials", GetScopedCredentials, Mode::kRead},
};

}  // namespace

OperationFamily ScopedCredentialsOperations() { return kOperations; }

}  // namespace mockaws
