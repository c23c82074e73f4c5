// The role that an AssumeRole… call is about, and its trust policy's verdict on the caller.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/authz/authorizer.h"
#include "mockaws/sts/session_policy.h"
#include "mockaws/sts/session_tags.h"

namespace mockaws {

struct RoleTarget {
  std::string arn;
  std::string account_id;
  const Role* role = nullptr;  // null: unknown, refused like any other
};

// By RoleArn. Errors: ValidationError for what is no role's ARN.
ApiResult<RoleTarget> FindRoleTarget(const OpContext& context);

// What the new session passes on, as the trust policy sees it: the request's tags, the role's own
// (inherited transitive tags replace equal ones), source identity, session name, account.
void AddTrustContext(const RoleTarget& target, std::string_view session_name,
                     const SessionTags& tags, std::string_view source_identity,
                     policy_engine::RequestContext* keys);

// Puts one question about the role to the engine: `policies` are the caller's, the trust policy
// joins them. What a refusal says is in context.authorizer.last_message().
bool TrustAllows(OpContext& context, const RoleTarget& target,
                 policy_engine::AuthorizationRequest&& request, policy_engine::PolicySet&& policies,
                 const RequestAuthorizer::Wording& refusal);

// The role's session as far as role, policies and tags make it; the rest is the caller's to fill.
Session NewRoleSession(const RoleTarget& target, std::string session_name,
                       const SessionPolicies& policies, const SessionTags& tags,
                       std::string source_identity);

// The answer's AssumedRoleUser.
Value AssumedRoleUserOf(const RoleTarget& target, const Session& session);

// DurationSeconds (an hour by default). Error: more than the role's MaxSessionDuration.
ApiResult<int64_t> RoleDuration(const OpContext& context, const RoleTarget& target);

}  // namespace mockaws
