// GetFederationToken: a user's, or root's, credentials under another name and narrowed by policies.
#include <algorithm>

#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/session_policy.h"
#include "mockaws/sts/session_tags.h"

namespace mockaws {
namespace {

constexpr int64_t kDefaultSeconds = 43'200;
constexpr int64_t kRootSecondsMax = 3'600;

ApiResult<AuthorizationChecks> OnFederatedUser(const OpContext& context) {
  if (context.caller.has_session()) {
    return AccessDenied("Cannot call GetFederationToken with session credentials");
  }
  ASSIGN_OR_RETURN(const SessionTags tags, CollectSessionTags(context));
  AuthorizationCheck check;
  check.resource = FederatedUserArn(context.caller.account_id, context.in.Str("Name"));
  AuthorizationChecks checks{check};
  if (tags.any()) {
    check.action = "sts:TagSession";
    checks.push_back(std::move(check));
  }
  return checks;
}

ApiResult<Value> GetFederationToken(OpContext& context) {
  const Caller& caller = context.caller;
  ASSIGN_OR_RETURN(const SessionTags tags, CollectSessionTags(context));
  ASSIGN_OR_RETURN(const SessionPolicies policies,
                   CollectSessionPolicies(context, caller.account_id));
  ASSIGN_OR_RETURN(const int64_t packed, PackedPolicySize(policies, tags.passed));
  const bool root = caller.kind == Caller::Kind::kRoot;
  int64_t seconds = context.in.OptInt("DurationSeconds").value_or(kDefaultSeconds);
  if (root) seconds = std::min(seconds, kRootSecondsMax);

  Session session;
  session.kind = Session::Kind::kFederatedUser;
  session.account_id = caller.account_id;
  session.principal_id = root ? caller.account_id : caller.user->id;
  session.principal_key = root ? std::string() : NameKey(caller.user->name);
  session.name = context.in.Str("Name");
  session.policy = policies.document;
  session.policy_arns = policies.arns;
  session.tags = tags.passed;
  session.mfa_known = false;
  ASSIGN_OR_RETURN(Value credentials, IssueCredentials(context, &session, seconds));

  Value user;
  user.Set("FederatedUserId", caller.account_id + ":" + session.name);
  user.Set("Arn", FederatedUserArn(caller.account_id, session.name));
  Value result;
  result.Set("Credentials", std::move(credentials));
  result.Set("FederatedUser", std::move(user));
  if (policies.any() || tags.any()) result.Set("PackedPolicySize", packed);
  SetTokenSize(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"GetFederationToken", GetFederationToken, Mode::kRead, OnFederatedUser},
};

}  // namespace

OperationFamily FederationTokenOperations() { return kOperations; }

}  // namespace mockaws
