#include "mockaws/authz/request_context.h"

#include <algorithm>

#include "mockaws/model/service_model.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {

using policy_engine::ContextKey;
using policy_engine::Principal;
using policy_engine::PrincipalType;
using policy_engine::RequestContext;

namespace {

constexpr ContextKey kTokenIssueTime("aws:TokenIssueTime");
constexpr ContextKey kMultiFactorAuthPresent("aws:MultiFactorAuthPresent");
constexpr ContextKey kMultiFactorAuthAge("aws:MultiFactorAuthAge");
constexpr ContextKey kSourceIdentity("aws:SourceIdentity");
constexpr ContextKey kFederatedProvider("aws:FederatedProvider");
constexpr ContextKey kAssumedRoot("aws:AssumedRoot");
constexpr ContextKey kPrincipalType("aws:PrincipalType");
constexpr ContextKey kPrincipalAccount("aws:PrincipalAccount");
constexpr ContextKey kUserid("aws:userid");
constexpr ContextKey kPrincipalArn("aws:PrincipalArn");
constexpr ContextKey kPrincipalIsAWSService("aws:PrincipalIsAWSService");
constexpr ContextKey kUsername("aws:username");
constexpr ContextKey kCurrentTime("aws:CurrentTime");
constexpr ContextKey kEpochTime("aws:EpochTime");
constexpr ContextKey kSecureTransport("aws:SecureTransport");
constexpr ContextKey kViaAWSService("aws:ViaAWSService");
constexpr ContextKey kSourceIp("aws:SourceIp");
constexpr ContextKey kUserAgent("aws:UserAgent");
constexpr ContextKey kRequestedRegion("aws:RequestedRegion");
constexpr ContextKey kResourceAccount("aws:ResourceAccount");

// aws:CurrentTime and aws:EpochTime, made once a second.
struct TimeTexts {
  std::chrono::sys_seconds second;
  std::string current;
  std::string epoch;
};

const TimeTexts& TextsOf(Instant now) {
  thread_local TimeTexts texts;
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (texts.current.empty() || texts.second != second) {
    texts = {second, policy_engine::FormatIso8601(now),
             std::to_string(second.time_since_epoch().count())};
  }
  return texts;
}

void AddSessionKeys(const Session& session, Instant now, RequestContext* keys) {
  keys->Set(kTokenIssueTime, policy_engine::FormatIso8601(session.issued));
  if (session.mfa_known) {
    keys->SetBool(kMultiFactorAuthPresent, session.mfa_time.has_value());
  }
  if (session.mfa_time) {
    const auto age = std::chrono::floor<std::chrono::seconds>(now - *session.mfa_time);
    keys->Set(kMultiFactorAuthAge, std::to_string(age.count()));
  }
  if (!session.source_identity.empty()) {
    keys->Set(kSourceIdentity, session.source_identity);
  }
  if (!session.federated_provider.empty()) {
    keys->Set(kFederatedProvider, session.federated_provider);
  }
  for (const auto& [key, value] : session.context_keys) keys->Set(key, value);
  if (session.kind == Session::Kind::kAssumedRoot) keys->SetBool(kAssumedRoot, true);
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
  keys.Set(kPrincipalType, PrincipalTypeText(caller.kind));
  if (caller.kind == Caller::Kind::kAnonymous) {
    keys.Set(kPrincipalAccount, "anonymous");
    keys.Set(kUserid, "anonymous");
  } else {
    keys.Set(kPrincipalArn, PrincipalArn(caller));
    keys.Set(kPrincipalAccount, caller.account_id);
    keys.Set(kUserid, caller.user_id);
    keys.SetBool(kPrincipalIsAWSService, false);
  }
  if (caller.kind == Caller::Kind::kUser) keys.Set(kUsername, caller.user->name);
  AddTags("aws:PrincipalTag", PrincipalTags(caller), &keys);
  if (caller.session != nullptr) AddSessionKeys(caller.session->session, now, &keys);
  const TimeTexts& time = TextsOf(now);
  keys.Set(kCurrentTime, time.current);
  keys.Set(kEpochTime, time.epoch);
  keys.SetBool(kSecureTransport, request.secure);
  keys.SetBool(kViaAWSService, false);
  if (!request.source_ip.empty()) keys.Set(kSourceIp, request.source_ip);
  if (!request.user_agent.empty()) keys.Set(kUserAgent, request.user_agent);
  if (!request.region.empty()) keys.Set(kRequestedRegion, request.region);
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
  keys->Set(kResourceAccount,
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
