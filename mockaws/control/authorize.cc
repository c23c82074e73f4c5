#include "mockaws/control/authorize.h"

#include "mockaws/authn/credentials_lookup.h"
#include "mockaws/authz/authorizer.h"
#include "mockaws/authz/request_context.h"
#include "mockaws/operation/arn.h"
#include "mockaws/sts/credentials.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::Json;
using policy_engine::PolicySet;
using policy_engine::Principal;
using policy_engine::PrincipalType;

namespace {

ControlError Invalid(std::string message) {
  return ControlError{400, "InvalidRequest", std::move(message)};
}

// Who asks: somebody of the state, or a service or nobody.
struct Asker {
  Caller caller;
  std::string service;
};

ControlResult<Asker> ByCredentials(ServerParts& parts, const State& state, const Json& principal) {
  ASSIGN_OR_RETURN(const std::string key, OptionalText(principal, "accessKeyId"));
  ASSIGN_OR_RETURN(const std::string token, OptionalText(principal, "sessionToken"));
  std::optional<std::string_view> session_token;
  if (!token.empty()) session_token = token;
  auto identity = ResolveCredentials(state, parts.tokens, parts.settings, key, session_token,
                                     parts.environment.clock->Now());
  if (!identity.ok()) {
    const ApiError& error = identity.error();
    return ControlError{error.status, error.code, error.message};
  }
  return Asker{identity->caller, ""};
}

ControlError NoSuchPrincipal(const std::string& arn) {
  return ControlError{404, "NoSuchEntity", "no principal " + arn + " in the server's state"};
}

// A role session that nobody holds credentials of: the role's policies, no session policy.
void BecomeRole(Asker* asker, const Role& role, std::string_view account,
                std::string_view session_name) {
  auto opened = std::make_shared<OpenedSession>();
  opened->session.account_id = account;
  opened->session.principal_id = role.id;
  opened->session.name = session_name;
  asker->caller.kind = Caller::Kind::kAssumedRole;
  asker->caller.role = &role;
  asker->caller.arn = AssumedRoleArn(account, role.name, session_name);
  asker->caller.user_id = role.id + ":" + std::string(session_name);
  asker->caller.session = std::move(opened);
}

ControlResult<Asker> ByArn(const State& state, const std::string& arn) {
  const auto parts = SplitArn(arn);
  if (!parts) return Invalid("\"" + arn + "\" is no ARN");
  const Account* account = state.FindAccount(parts->account);
  if (account == nullptr) return NoSuchPrincipal(arn);
  Asker asker;
  asker.caller.account_id = account->id;
  const std::string_view resource = parts->resource;
  if (resource == "root") {
    asker.caller.kind = Caller::Kind::kRoot;
    asker.caller.arn = arn;
    asker.caller.user_id = account->id;
    return asker;
  }
  if (resource.starts_with("user/")) {
    const User* user = account->users.Find(NameKey(ArnName(arn)));
    if (user == nullptr || user->arn != arn) return NoSuchPrincipal(arn);
    asker.caller.kind = Caller::Kind::kUser;
    asker.caller.user = user;
    asker.caller.arn = arn;
    asker.caller.user_id = user->id;
    return asker;
  }
  if (resource.starts_with("role/")) {
    const Role* role = account->roles.Find(NameKey(ArnName(arn)));
    if (role == nullptr || role->arn != arn) return NoSuchPrincipal(arn);
    BecomeRole(&asker, *role, account->id, "session");
    return asker;
  }
  if (resource.starts_with("assumed-role/")) {
    const std::string_view names = resource.substr(resource.find('/') + 1);
    const size_t slash = names.find('/');
    const Role* role = account->roles.Find(NameKey(names.substr(0, slash)));
    if (role == nullptr || slash == std::string_view::npos) return NoSuchPrincipal(arn);
    BecomeRole(&asker, *role, account->id, names.substr(slash + 1));
    return asker;
  }
  return Invalid("\"" + arn + "\" names no user, role, root user or assumed-role session");
}

ControlResult<Asker> FindAsker(ServerParts& parts, const State& state, const Json& question) {
  const Json* principal = question.Find("principal");
  if (principal == nullptr || !principal->is_object()) {
    return Invalid(
        "member \"principal\" must be an object with accessKeyId, arn, service or anonymous");
  }
  if (principal->Find("accessKeyId") != nullptr) return ByCredentials(parts, state, *principal);
  ASSIGN_OR_RETURN(const std::string arn, OptionalText(*principal, "arn"));
  if (!arn.empty()) return ByArn(state, arn);
  Asker asker;
  ASSIGN_OR_RETURN(asker.service, OptionalText(*principal, "service"));
  if (!asker.service.empty()) return asker;
  const Json* anonymous = principal->Find("anonymous");
  if (anonymous != nullptr && anonymous->is_bool() && anonymous->AsBool()) return asker;
  return Invalid("member \"principal\" needs one of accessKeyId, arn, service, anonymous: true");
}

ControlResult<std::string> ScalarOf(const Json& value, const std::string& key) {
  if (value.is_string() || value.is_number() || value.is_bool()) return value.ScalarText();
  return Invalid("context key \"" + key +
                 "\": values are texts, numbers, booleans or lists of them");
}

ControlResult<void> AddGivenContext(const Json& question, policy_engine::RequestContext* keys) {
  const Json* context = question.Find("context");
  if (context == nullptr) return {};
  if (!context->is_object()) return Invalid("member \"context\" must be an object");
  for (const Json::Member& member : context->members()) {
    if (!member.value.is_array()) {
      ASSIGN_OR_RETURN(const std::string text, ScalarOf(member.value, member.key));
      keys->Set(member.key, text);
      continue;
    }
    std::vector<std::string> values;
    for (const Json& item : member.value.items()) {
      ASSIGN_OR_RETURN(std::string text, ScalarOf(item, member.key));
      values.push_back(std::move(text));
    }
    keys->SetList(member.key, values);
  }
  return {};
}

Principal PrincipalOf(const Asker& asker) {
  if (asker.service.empty()) return EnginePrincipal(asker.caller);
  Principal principal;
  principal.type = PrincipalType::kService;
  principal.arn = asker.service;
  return principal;
}

// What a service's own call carries.
policy_engine::RequestContext ServiceContext(const std::string& service, const RequestInfo& info,
                                             Instant now) {
  policy_engine::RequestContext keys;
  keys.SetBool("aws:PrincipalIsAWSService", true);
  keys.Set("aws:PrincipalServiceName", service);
  keys.SetList("aws:PrincipalServiceNamesList", {service});
  keys.Set("aws:CurrentTime", policy_engine::FormatIso8601(now));
  keys.Set(
      "aws:EpochTime",
      std::to_string(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count()));
  keys.SetBool("aws:SecureTransport", info.secure);
  keys.SetBool("aws:ViaAWSService", false);
  keys.Set("aws:RequestedRegion", info.region);
  return keys;
}

// A role of the state brings its trust policy and tags when it is asked to be assumed.
void AddTrust(const State& state, LayerCache* cache, AuthorizationRequest* request,
              PolicySet* policies) {
  if (request->resource_rule != policy_engine::ResourceRule::kAssumeRole) return;
  policies->resource = policy_engine::PolicyLayer::Of({});
  const auto parts = SplitArn(request->resource.text());
  if (!parts) return;
  const Account* account = state.FindAccount(parts->account);
  if (account == nullptr) return;
  const Role* role = account->roles.Find(NameKey(ArnName(request->resource.text())));
  if (role == nullptr || role->arn != request->resource.text()) return;
  policies->resource = cache->Get("trust " + role->arn, {role->trust.compiled});
  AddTags("aws:ResourceTag", role->tags, &request->context);
  AddTags("iam:ResourceTag", role->tags, &request->context);
}

ControlResult<AuthorizationRequest> MakeRequest(ServerParts& parts, const Asker& asker,
                                                const Json& question) {
  ASSIGN_OR_RETURN(const std::string action, OptionalText(question, "action"));
  const size_t colon = action.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == action.size() ||
      action.find('*') != std::string::npos) {
    return Invalid("member \"action\" must name one action, such as s3:GetObject");
  }
  ASSIGN_OR_RETURN(std::string resource, OptionalText(question, "resource"));
  if (resource.empty()) resource = "*";
  if (resource != "*" && !SplitArn(resource)) {
    return Invalid("member \"resource\" must be an ARN or \"*\"");
  }
  RequestInfo info;
  info.source_ip = "127.0.0.1";
  info.region = "us-east-1";
  info.secure = true;
  const Instant now = parts.environment.clock->Now();
  auto keys = asker.service.empty() ? PrincipalContext(asker.caller, info, now)
                                    : ServiceContext(asker.service, info, now);
  AuthorizationRequest request(PrincipalOf(asker), action, resource);
  ASSIGN_OR_RETURN(request.resource_account, OptionalText(question, "resourceAccount"));
  if (request.resource_account.empty()) request.resource_account = request.resource.account();
  if (request.resource_account.empty()) request.resource_account = asker.caller.account_id;
  if (!request.resource_account.empty()) keys.Set("aws:ResourceAccount", request.resource_account);
  request.resource_rule = policy_engine::DefaultResourceRule(request.action, request.resource);
  request.context = std::move(keys);
  return request;
}

}  // namespace

ControlResult<void> JudgeQuestion(ServerParts& parts, const State& state, const Json& question,
                                  DecisionRecord* record) {
  ASSIGN_OR_RETURN(const Asker asker, FindAsker(parts, state, question));
  ASSIGN_OR_RETURN(AuthorizationRequest request, MakeRequest(parts, asker, question));
  PolicySet policies = CallerPolicies(state, asker.caller, &parts.layers);
  AddTrust(state, &parts.layers, &request, &policies);
  RETURN_IF_ERROR(AddGivenContext(question, &request.context));
  DescribeCaller(asker.caller, record);
  if (!asker.service.empty()) {
    record->principal_type = "Service";
    record->principal_arn = asker.service;
  }
  RequestAuthorizer authorizer(&parts.layers, record);
  authorizer.Judge(state, std::move(request), std::move(policies),
                   [](const auto& decision, const AuthorizationRequest& asked) {
                     return policy_engine::DenialMessage(decision, asked);
                   });
  return {};
}

ControlResult<DecisionRecordPtr> AuthorizeQuestion(ServerParts& parts, const Json& question) {
  auto record = std::make_shared<DecisionRecord>();
  auto judged = parts.store.Read([&](const State& state) -> ControlResult<void> {
    return JudgeQuestion(parts, state, question, record.get());
  });
  if (!judged.ok()) return judged.error();
  record->id = parts.decisions.NewId();
  record->time = parts.environment.clock->Now();
  const Json* is_use = question.Find("isUse");
  record->is_use = is_use == nullptr || !is_use->is_bool() || is_use->AsBool();
  parts.decisions.Add(*record);
  return DecisionRecordPtr(std::move(record));
}

}  // namespace mockaws
