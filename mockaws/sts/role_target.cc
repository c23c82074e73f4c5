#include "mockaws/sts/role_target.h"

#include "mockaws/authz/request_context.h"
#include "mockaws/operation/arn.h"
#include "mockaws/sts/credentials.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::ContextKey;
using policy_engine::PolicyLayer;
using policy_engine::PolicySet;
using policy_engine::RequestContext;
using policy_engine::ResourceRule;

namespace {

constexpr int64_t kDefaultSeconds = 3600;
constexpr ContextKey kRoleSessionName("sts:RoleSessionName");
constexpr ContextKey kSourceIdentity("sts:SourceIdentity");
constexpr ContextKey kResourceAccount("aws:ResourceAccount");

Tags RoleTagsSeenByTrust(const RoleTarget& target, const SessionTags& session_tags) {
  Tags tags = session_tags.inherited;
  if (target.role == nullptr) return tags;
  for (const Tag& tag : target.role->tags) {
    if (FindTag(session_tags.inherited, tag.key) == nullptr) tags.push_back(tag);
  }
  return tags;
}

}  // namespace

ApiResult<RoleTarget> FindRoleTarget(const OpContext& context) {
  RoleTarget target;
  target.arn = context.in.Str("RoleArn");
  const auto parts = SplitArn(target.arn);
  if (!parts) return ValidationError(target.arn + " is invalid");
  if (parts->service != "iam" || !parts->resource.starts_with("role/")) {
    return ValidationError("Request ARN is invalid");
  }
  target.account_id = parts->account;
  if (const Account* account = context.state.in_effect().FindAccount(parts->account)) {
    const Role* role = account->roles.Find(NameKey(ArnName(target.arn)));
    if (role != nullptr && role->arn == target.arn) target.role = role;
  }
  return target;
}

void AddTrustContext(const RoleTarget& target, std::string_view session_name,
                     const SessionTags& tags, std::string_view source_identity,
                     RequestContext* keys) {
  keys->Set(kRoleSessionName, session_name);
  if (!source_identity.empty()) keys->Set(kSourceIdentity, source_identity);
  if (!tags.transitive_keys.empty()) {
    keys->SetList("sts:TransitiveTagKeys", tags.transitive_keys);
  }
  AddRequestTags(tags.passed, keys);
  const Tags role_tags = RoleTagsSeenByTrust(target, tags);
  AddTags("aws:ResourceTag", role_tags, keys);
  AddTags("iam:ResourceTag", role_tags, keys);
  keys->Set(kResourceAccount, target.account_id);
}

bool TrustAllows(OpContext& context, const RoleTarget& target, AuthorizationRequest&& request,
                 PolicySet&& policies, const RequestAuthorizer::Wording& refusal) {
  request.resource_account = target.account_id;
  request.resource_rule = ResourceRule::kAssumeRole;
  if (target.role != nullptr) {
    policies.resource =
        context.authorizer.cache()->Get("trust " + target.role->arn, {target.role->trust.compiled});
  } else {
    policies.resource = PolicyLayer::Of({});
  }
  return context.authorizer.Judge(context.state, std::move(request), std::move(policies), refusal)
      .allowed();
}

Session NewRoleSession(const RoleTarget& target, std::string session_name,
                       const SessionPolicies& policies, const SessionTags& tags,
                       std::string source_identity) {
  Session session;
  session.kind = Session::Kind::kAssumedRole;
  session.account_id = target.account_id;
  session.principal_id = target.role->id;
  session.principal_key = NameKey(target.role->name);
  session.name = std::move(session_name);
  session.policy = policies.document;
  session.policy_arns = policies.arns;
  session.tags = tags.All();
  session.transitive_keys = tags.transitive_keys;
  session.source_identity = std::move(source_identity);
  return session;
}

Value AssumedRoleUserOf(const RoleTarget& target, const Session& session) {
  Value user;
  user.Set("AssumedRoleId", session.principal_id + ":" + session.name);
  user.Set("Arn", AssumedRoleArn(session.account_id, target.role->name, session.name));
  return user;
}

ApiResult<int64_t> RoleDuration(const OpContext& context, const RoleTarget& target) {
  const auto asked = context.in.OptInt("DurationSeconds");
  if (asked && *asked > target.role->max_session_seconds) {
    return ValidationError(
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return asked.value_or(kDefaultSeconds);
}

}  // namespace mockaws
