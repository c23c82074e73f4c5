#include "mockaws/control/delegation_tokens.h"

#include "mockaws/sts/delegated_access.h"
#include "mockaws/sts/session_policy.h"

namespace mockaws {

using policy_engine::Json;

namespace {

// The policy that the request's template stands for, as text; empty if none is given.
ControlResult<std::string> ReadPolicy(const Json& body) {
  const Json* policy = body.Find("policy");
  if (policy == nullptr) return std::string();
  std::string document = policy->is_string() ? policy->AsString() : policy->Dump();
  const auto compiled = CompileSessionPolicy(document);
  if (compiled.ok()) return document;
  return ControlError{400, "InvalidRequest", "member \"policy\": " + compiled.error().detail};
}

}  // namespace

ControlResult<HttpResponse> DelegationTokensPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") {
    return ControlError{405, "MethodNotAllowed", "this path takes POST"};
  }
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"delegationRequestId", "policy"}));
  ASSIGN_OR_RETURN(const std::string id, OptionalText(body, "delegationRequestId"));
  ASSIGN_OR_RETURN(const std::string policy, ReadPolicy(body));
  return parts.store.Read([&](const State& state) -> ControlResult<HttpResponse> {
    const DelegationRequest* found = state.delegation_requests.Find(id);
    if (found == nullptr || found->state != "FINALIZED") {
      return ControlError{404, "NoSuchEntity",
                          "no finalized delegation request \"" + id +
                              "\": accept it and call SendDelegationToken first"};
    }
    Json json = Json::MakeObject();
    json.Set("tradeInToken", Json::String(MakeTradeInToken(parts.tokens, id, policy)));
    json.Set("expires", Json::String(policy_engine::FormatIso8601(EndOfDelegation(*found))));
    return JsonAnswer(json);
  });
}

}  // namespace mockaws
