// AssumeRole: the second half of the handshake.
#include "mockaws/authz/authorizer.h"
#include "mockaws/authz/request_context.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/tagging.h"
#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/session_policy.h"
#include "mockaws/sts/session_tags.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::Decision;
using policy_engine::Layer;
using policy_engine::Outcome;
using policy_engine::PolicyLayer;
using policy_engine::PolicySet;
using policy_engine::RequestContext;
using policy_engine::ResourceRule;

namespace {

constexpr int64_t kDefaultSeconds = 3600;
constexpr int64_t kChainedSecondsMax = 3600;

// The role to be assumed, as far as it exists, and what the session will carry.
struct Target {
  std::string role_arn;
  std::string account_id;
  const Role* role = nullptr;  // null: unknown, refused like any other
  SessionTags tags;
  std::string source_identity;
};

ApiResult<Target> FindTarget(const OpContext& context) {
  Target target;
  target.role_arn = context.in.Str("RoleArn");
  const auto parts = SplitArn(target.role_arn);
  if (!parts) return ValidationError(target.role_arn + " is invalid");
  if (parts->service != "iam" || !parts->resource.starts_with("role/")) {
    return ValidationError("Request ARN is invalid");
  }
  target.account_id = parts->account;
  if (const Account* account = context.state.in_effect().FindAccount(parts->account)) {
    const Role* role = account->roles.Find(NameKey(ArnName(target.role_arn)));
    if (role != nullptr && role->arn == target.role_arn) target.role = role;
  }
  ASSIGN_OR_RETURN(target.tags, CollectSessionTags(context));
  ASSIGN_OR_RETURN(target.source_identity, CollectSourceIdentity(context));
  return target;
}

// The role's tags as the trust policy sees them: inherited transitive tags replace equal ones.
Tags RoleTagsSeenByTrust(const Target& target) {
  Tags tags = target.tags.inherited;
  if (target.role == nullptr) return tags;
  for (const Tag& tag : target.role->tags) {
    if (FindTag(target.tags.inherited, tag.key) == nullptr) tags.push_back(tag);
  }
  return tags;
}

RequestContext TrustContext(const OpContext& context, const Target& target) {
  RequestContext keys = PrincipalContext(context.caller, context.request, context.now);
  keys.Set("sts:RoleSessionName", context.in.Str("RoleSessionName"));
  if (const auto external_id = context.in.OptStr("ExternalId")) {
    keys.Set("sts:ExternalId", *external_id);
  }
  if (!target.source_identity.empty()) keys.Set("sts:SourceIdentity", target.source_identity);
  if (!target.tags.transitive_keys.empty()) {
    keys.SetList("sts:TransitiveTagKeys", target.tags.transitive_keys);
  }
  AddRequestTags(target.tags.passed, &keys);
  const Tags role_tags = RoleTagsSeenByTrust(target);
  AddTags("aws:ResourceTag", role_tags, &keys);
  AddTags("iam:ResourceTag", role_tags, &keys);
  keys.Set("aws:ResourceAccount", target.account_id);
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

ApiResult<void> Authorize(OpContext& context, const Target& target, std::string_view action) {
  AuthorizationRequest request(EnginePrincipal(context.caller), action, target.role_arn,
                               TrustContext(context, target));
  request.resource_account = target.account_id;
  request.resource_rule = ResourceRule::kAssumeRole;
  PolicySet policies =
      CallerPolicies(context.state.in_effect(), context.caller, context.authorizer.cache());
  if (target.role != nullptr) {
    policies.resource =
        context.authorizer.cache()->Get("trust " + target.role->arn, {target.role->trust.compiled});
  } else {
    policies.resource = PolicyLayer::Of({});
  }
  const Decision decision =
      context.authorizer.Judge(context.state, std::move(request), std::move(policies), Refusal);
  if (decision.allowed()) return {};
  return AccessDenied(context.authorizer.last_message());
}

ApiResult<int64_t> Duration(const OpContext& context, const Target& target) {
  const int64_t seconds = context.in.OptInt("DurationSeconds").value_or(kDefaultSeconds);
  const bool given = context.in.Has("DurationSeconds");
  if (given && seconds > target.role->max_session_seconds) {
    return ValidationError(
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  if (context.caller.has_session() && seconds > kChainedSecondsMax) {
    return ValidationError(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
        "chaining.");
  }
  return seconds;
}

// No MFA device exists that could have given the code.
ApiResult<void> CheckMfa(const OpContext& context) {
  if (!context.in.Has("SerialNumber") && !context.in.Has("TokenCode")) return {};
  return AccessDenied(
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA "
      "serial number is valid and associated with this user.");
}

Session NewSession(const OpContext& context, const Target& target,
                   const SessionPolicies& policies) {
  Session session;
  session.kind = Session::Kind::kAssumedRole;
  session.account_id = target.account_id;
  session.principal_id = target.role->id;
  session.principal_key = NameKey(target.role->name);
  session.name = context.in.Str("RoleSessionName");
  session.policy = policies.document;
  session.policy_arns = policies.arns;
  session.tags = target.tags.All();
  session.transitive_keys = target.tags.transitive_keys;
  session.source_identity = target.source_identity;
  session.chained = context.caller.has_session();
  return session;
}

ApiResult<Value> AssumeRole(OpContext& context) {
  ASSIGN_OR_RETURN(const Target target, FindTarget(context));
  ASSIGN_OR_RETURN(const SessionPolicies policies,
                   CollectSessionPolicies(context, target.account_id));
  if (context.caller.kind == Caller::Kind::kRoot) {
    return AccessDenied("Roles may not be assumed by root accounts.");
  }
  RETURN_IF_ERROR(CheckMfa(context));
  RETURN_IF_ERROR(Authorize(context, target, "sts:AssumeRole"));
  if (target.tags.any()) RETURN_IF_ERROR(Authorize(context, target, "sts:TagSession"));
  if (!target.source_identity.empty()) {
    RETURN_IF_ERROR(Authorize(context, target, "sts:SetSourceIdentity"));
  }
  ASSIGN_OR_RETURN(const int64_t seconds, Duration(context, target));
  const Tags all_tags = target.tags.All();
  ASSIGN_OR_RETURN(const int64_t packed, PackedPolicySize(policies, all_tags));

  Session session = NewSession(context, target, policies);
  Value user;
  user.Set("AssumedRoleId", session.principal_id + ":" + session.name);
  user.Set("Arn", AssumedRoleArn(session.account_id, target.role->name, session.name));
  Value result;
  result.Set("AssumedRoleUser", std::move(user));
  result.Set("Credentials", IssueCredentials(context, &session, seconds));
  if (policies.any() || !all_tags.empty()) result.Set("PackedPolicySize", packed);
  if (!session.source_identity.empty()) result.Set("SourceIdentity", session.source_identity);
  return result;
}

constexpr Operation kOperations[] = {
    {"AssumeRole", AssumeRole, Mode::kRead},
};

}  // namespace

OperationFamily AssumeRoleOperations() { return kOperations; }

}  // namespace mockaws
