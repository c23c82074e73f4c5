#include "mockaws/authz/request_context.h"

#include <algorithm>

#include "mockaws/model/service_model.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {

using policy_engine::Principal;
using policy_engine::PrincipalType;
using policy_engine::RequestContext;

namespace {

std::string EpochSeconds(Instant instant) {
  return std::to_string(
      std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count());
}

void AddSessionKeys(const Session& session, Instant now, RequestContext* keys) {
  keys->Set("aws:TokenIssueTime", policy_engine::FormatIso8601(session.issued));
  if (session.mfa_known) {
    keys->SetBool("aws:MultiFactorAuthPresent", session.mfa_time.has_value());
  }
  if (session.mfa_time) {
    const auto age = std::chrono::floor<std::chrono::seconds>(now - *session.mfa_time);
    keys->Set("aws:MultiFactorAuthAge", std::to_string(age.count()));
  }
  if (!session.source_identity.empty()) {
    keys->Set("aws:SourceIdentity", session.source_identity);
  }
  if (!session.federated_provider.empty()) {
    keys->Set("aws:FederatedProvider", session.federated_provider);
  }
  for (const auto& [key, value] : session.context_keys) keys->Set(key, value);
  if (session.kind == Session::Kind::kAssumedRoot) keys->SetBool("aws:AssumedRoot", true);
}

// aws:PrincipalArn: a role session shows its role's ARN, everybody else their own.
const std::string& PrincipalArn(const Caller& caller) {
  return caller.kind == Caller::Kind::kAssumedRole && caller.role != nullptr ? caller.role->arn
                                                                             : caller.arn;
}

}  // namespace

std::string_view PrincipalTypeText(Caller::Kind kind) {
  switch (kind) {
    case Caller::Kind::kRoot:
      return "Account";
    case Caller::Kind::kUser:
      return "User";
    case Caller::Kind::kAssumedRole:
      return "AssumedRole";
    case Caller::Kind::kFederatedUser:
      return "FederatedUser";
    case Caller::Kind::kAnonymous:
      break;
  }
  return "Anonymous";
}

Tags PrincipalTags(const Caller& caller) {
  Tags tags;
  if (caller.role != nullptr) tags = caller.role->tags;
  if (caller.user != nullptr) tags = caller.user->tags;
  if (caller.session == nullptr) return tags;
  const Tags& own = caller.session->session.tags;
  std::erase_if(tags, [&](const Tag& tag) { return FindTag(own, tag.key) != nullptr; });
  tags.insert(tags.end(), own.begin(), own.end());
  return tags;
}

Principal EnginePrincipal(const Caller& caller) {
  Principal principal;
  principal.arn = caller.arn;
  principal.account = caller.account_id;
  switch (caller.kind) {
    case Caller::Kind::kRoot:
      principal.type = PrincipalType::kRoot;
      break;
    case Caller::Kind::kUser:
      principal.type = PrincipalType::kUser;
      principal.unique_id = caller.user->id;
      principal.has_permissions_boundary = !caller.user->boundary.empty();
      break;
    case Caller::Kind::kAssumedRole:
      principal.type = PrincipalType::kRole;
      principal.unique_id = caller.role->id;
      principal.role_arn = caller.role->arn;
      principal.session_name = caller.session->session.name;
      principal.service_linked = caller.role->path.starts_with("/aws-service-role/");
      principal.has_permissions_boundary = !caller.role->boundary.empty();
      break;
    case Caller::Kind::kFederatedUser:
      principal.type = PrincipalType::kFederatedUser;
      principal.session_name = caller.session->session.name;
      if (caller.user != nullptr) {
        principal.federating_user_arn = caller.user->arn;
        principal.federating_user_id = caller.user->id;
        principal.has_permissions_boundary = !caller.user->boundary.empty();
      }
      break;
    case Caller::Kind::kAnonymous:
      principal.type = PrincipalType::kAnonymous;
      break;
  }
  return principal;
}

RequestContext PrincipalContext(const Caller& caller, const RequestInfo& request, Instant now) {
  RequestContext keys;
  keys.Set("aws:PrincipalType", PrincipalTypeText(caller.kind));
  if (caller.kind == Caller::Kind::kAnonymous) {
    keys.Set("aws:PrincipalAccount", "anonymous");
    keys.Set("aws:userid", "anonymous");
  } else {
    keys.Set("aws:PrincipalArn", PrincipalArn(caller));
    keys.Set("aws:PrincipalAccount", caller.account_id);
    keys.Set("aws:userid", caller.user_id);
    keys.SetBool("aws:PrincipalIsAWSService", false);
  }
  if (caller.kind == Caller::Kind::kUser) keys.Set("aws:username", caller.user->name);
  AddTags("aws:PrincipalTag", PrincipalTags(caller), &keys);
  if (caller.session != nullptr) AddSessionKeys(caller.session->session, now, &keys);
  keys.Set("aws:CurrentTime", policy_engine::FormatIso8601(now));
  keys.Set("aws:EpochTime", EpochSeconds(now));
  keys.SetBool("aws:SecureTransport", request.secure);
  keys.SetBool("aws:ViaAWSService", false);
  if (!request.source_ip.empty()) keys.Set("aws:SourceIp", request.source_ip);
  if (!request.user_agent.empty()) keys.Set("aws:UserAgent", request.user_agent);
  if (!request.region.empty()) keys.Set("aws:RequestedRegion", request.region);
  return keys;
}

void AddTags(std::string_view prefix, const Tags& tags, RequestContext* keys) {
  for (const Tag& tag : tags) keys->Set(std::string(prefix) + "/" + tag.key, tag.value);
}

void AddRequestTags(const Tags& tags, RequestContext* keys) {
  if (tags.empty()) return;
  AddTags("aws:RequestTag", tags, keys);
  std::vector<std::string> names;
  for (const Tag& tag : tags) names.push_back(tag.key);
  keys->SetList("aws:TagKeys", names);
}

void AddCheckContext(const OpContext& context, const AuthorizationCheck& check,
                     RequestContext* keys) {
  if (context.in.Has("Tags")) AddRequestTags(TagsOf(context.in), keys);
  if (context.in.Has("TagKeys")) {
    std::vector<std::string> names;
    for (const Value& key : context.in.ListOf("TagKeys")) names.push_back(key.AsString());
    if (!names.empty()) keys->SetList("aws:TagKeys", names);
  }
  if (!check.resource_tags.empty()) {
    AddTags("aws:ResourceTag", check.resource_tags, keys);
    AddTags("iam:ResourceTag", check.resource_tags, keys);
  }
  keys->Set("aws:ResourceAccount",
            check.resource_account.empty() ? context.caller.account_id : check.resource_account);
  for (const auto& [key, values] : check.keys) {
    if (values.size() == 1) {
      keys->Set(key, values[0]);
    } else {
      keys->SetList(key, values);
    }
  }
}

}  // namespace mockaws
