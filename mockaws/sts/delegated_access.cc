// GetDelegatedAccessToken: the approver's permissions, narrowed to the request's policy, for the
// account that asked. Nothing of it was recorded: see docs/fidelity.md.
#include "mockaws/sts/delegated_access.h"

#include "mockaws/operation/arn.h"
#include "mockaws/operation/refusal.h"
#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/session_policy.h"
#include "policy_engine/base/json.h"

namespace mockaws {

using policy_engine::Json;

namespace {

constexpr std::string_view kPurpose = "iamsim trade-in token 1";
constexpr std::string_view kNothing =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]})";

ApiError Unknown() { return ValidationError("The trade-in token is not valid."); }

struct Traded {
  const DelegationRequest* request = nullptr;
  std::string policy;
};

ApiResult<Traded> ReadToken(const OpContext& context) {
  const auto opened = context.tokens.OpenText(kPurpose, context.in.Str("TradeInToken"));
  if (!opened) return Unknown();
  const auto json = policy_engine::ParseJson(*opened);
  CHECK(json.ok(), "a sealed trade-in token is no JSON");
  Traded traded;
  traded.request = context.state.delegation_requests.Find(json->Find("request")->AsString());
  traded.policy = json->Find("policy")->AsString();
  if (traded.request == nullptr || traded.request->requestor_account != context.caller.account_id) {
    return Unknown();
  }
  if (context.now >= EndOfDelegation(*traded.request)) {
    return ModelledRefusal(context, "ExpiredTradeInTokenException",
                           "The trade-in token has expired.");
  }
  return traded;
}

// A session of whoever accepted the request, as they now are.
ApiResult<Session> ApproverSession(const OpContext& context, const DelegationRequest& request) {
  const auto parts = SplitArn(request.approver_arn);
  CHECK(parts, "a finalized request was accepted by somebody with an ARN");
  const Account* account = context.state.in_effect().FindAccount(parts->account);
  Session session;
  session.account_id = parts->account;
  const std::string_view resource = parts->resource;
  const std::string last(resource.substr(resource.rfind('/') + 1));
  if (account != nullptr && parts->service == "iam" && resource.starts_with("user/")) {
    session.kind = Session::Kind::kSessionToken;
    session.principal_key = NameKey(last);
    const User* user = account->users.Find(session.principal_key);
    if (user != nullptr && user->arn == request.approver_arn) {
      session.principal_id = user->id;
      return session;
    }
  } else if (account != nullptr && resource.starts_with("assumed-role/")) {
    session.kind = Session::Kind::kAssumedRole;
    const std::string_view rest = resource.substr(std::string_view("assumed-role/").size());
    session.principal_key = NameKey(rest.substr(0, rest.find('/')));
    session.name = last;
    if (const Role* role = account->roles.Find(session.principal_key)) {
      session.principal_id = role->id;
      return session;
    }
  }
  return AccessDenied("The approver " + request.approver_arn +
                      " of the delegation request is no user or role session any more.");
}

ApiResult<AuthorizationChecks> OnAnything(const OpContext&) {
  AuthorizationCheck check;
  check.resource = "*";
  return AuthorizationChecks{std::move(check)};
}

ApiResult<Value> GetDelegatedAccessToken(OpContext& context) {
  ASSIGN_OR_RETURN(const Traded traded, ReadToken(context));
  ASSIGN_OR_RETURN(Session session, ApproverSession(context, *traded.request));
  session.scopes.push_back(traded.policy);
  session.mfa_known = false;
  session.issued = std::chrono::floor<std::chrono::seconds>(context.now);
  session.expires = EndOfDelegation(*traded.request);
  ASSIGN_OR_RETURN(const int64_t packed, PackedPolicySize({}, {}, session.scopes));
  Value result;
  ASSIGN_OR_RETURN(Value credentials, IssueCredentials(context, &session));
  result.Set("Credentials", std::move(credentials));
  result.Set("PackedPolicySize", packed);
  result.Set("AssumedPrincipal", traded.request->approver_arn);
  return result;
}

constexpr Operation kOperations[] = {
    {"GetDelegatedAccessToken", GetDelegatedAccessToken, Mode::kRead, OnAnything},
};

}  // namespace

std::string MakeTradeInToken(SessionTokens& tokens, std::string_view request_id,
                             std::string_view policy) {
  Json json = Json::MakeObject();
  json.Set("request", Json::String(std::string(request_id)));
  json.Set("policy", Json::String(std::string(policy.empty() ? kNothing : policy)));
  return tokens.SealText(kPurpose, json.Dump());
}

Instant EndOfDelegation(const DelegationRequest& request) {
  return std::chrono::floor<std::chrono::seconds>(request.updated) +
         std::chrono::seconds(request.session_seconds);
}

OperationFamily DelegatedAccessOperations() { return kOperations; }

}  // namespace mockaws
