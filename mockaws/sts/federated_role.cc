#include "mockaws/sts/federated_role.h"

#include <algorithm>
#include <map>

#include "mockaws/authz/request_context.h"
#include "mockaws/sts/credentials.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::Decision;
using policy_engine::RequestContext;

namespace {

// Recorded: the provider's account, type `User`, the provider's ARN as user id, no principal ARN.
RequestContext TrustContext(const OpContext& context, const RoleTarget& target,
                            const FederatedSubject& subject) {
  RequestContext keys = PrincipalContext(context.caller, context.request, context.now);
  keys.Set("aws:PrincipalType", "User");
  if (subject.provider_account.empty()) {
    keys.Remove("aws:PrincipalAccount");
  } else {
    keys.Set("aws:PrincipalAccount", subject.provider_account);
  }
  keys.Set("aws:userid", subject.provider.arn);
  if (!subject.federated_provider.empty()) {
    keys.Set("aws:FederatedProvider", subject.federated_provider);
  }
  std::map<std::string, std::vector<std::string>> values;
  for (const auto& [key, value] : subject.trust_keys) values[key].push_back(value);
  for (const auto& [key, list] : values) {
    if (list.size() == 1) {
      keys.Set(key, list[0]);
    } else {
      keys.SetList(key, list);
    }
  }
  AddTrustContext(target, subject.session_name, subject.tags, subject.source_identity, &keys);
  return keys;
}

ApiResult<void> Authorize(OpContext& context, const RoleTarget& target,
                          const FederatedSubject& subject, const std::string& action) {
  const std::string refusal = "Not authorized to perform " + context.action();
  // IAM saves no such trust policy; one that was imported lets nobody in.
  if (target.role != nullptr &&
      policy_engine::LeavesTenantOpen(target.role->trust.compiled->document(),
                                      subject.provider.arn)) {
    return AccessDenied(refusal);
  }
  AuthorizationRequest request(subject.provider, action, target.arn,
                               TrustContext(context, target, subject));
  const auto wording = [&](const Decision&, const AuthorizationRequest&) { return refusal; };
  if (TrustAllows(context, target, std::move(request), {}, wording)) return {};
  return AccessDenied(refusal);
}

Instant EndOf(const OpContext& context, const FederatedSubject& subject, int64_t seconds) {
  if (subject.duration) seconds = std::min(seconds, *subject.duration);
  Instant end =
      std::chrono::floor<std::chrono::seconds>(context.now) + std::chrono::seconds(seconds);
  if (subject.ends) end = std::min(end, *subject.ends);
  return end;
}

}  // namespace

ApiResult<FederatedSession> AssumeFederatedRole(OpContext& context, const RoleTarget& target,
                                                const FederatedSubject& subject) {
  RETURN_IF_ERROR(Authorize(context, target, subject, context.action()));
  if (subject.tags.any()) {
    RETURN_IF_ERROR(Authorize(context, target, subject, "sts:TagSession"));
  }
  if (!subject.source_identity.empty()) {
    RETURN_IF_ERROR(Authorize(context, target, subject, "sts:SetSourceIdentity"));
  }
  ASSIGN_OR_RETURN(const int64_t seconds, RoleDuration(context, target));
  ASSIGN_OR_RETURN(const SessionPolicies policies,
                   CollectSessionPolicies(context, target.account_id));
  FederatedSession made;
  ASSIGN_OR_RETURN(made.packed_size,
                   PackedPolicySize(policies, subject.tags.passed, {}, subject.packed_bytes));
  Session session =
      NewRoleSession(target, subject.session_name, policies, subject.tags, subject.source_identity);
  session.mfa_known = false;
  session.federated_provider = subject.federated_provider;
  session.context_keys = subject.session_keys;
  session.issued = std::chrono::floor<std::chrono::seconds>(context.now);
  session.expires = EndOf(context, subject, seconds);
  ASSIGN_OR_RETURN(made.credentials, IssueCredentials(context, &session));
  made.user = AssumedRoleUserOf(target, session);
  made.has_policies_or_tags = policies.any() || subject.tags.any();
  return made;
}

}  // namespace mockaws
