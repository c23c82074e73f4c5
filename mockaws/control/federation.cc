#include "mockaws/control/federation.h"

#include <algorithm>

#include "mockaws/sts/json_web_token.h"
#include "mockaws/sts/token_signer.h"

namespace mockaws {

using policy_engine::Json;

namespace {

constexpr std::string_view kScheme = "https://";

ControlError Invalid(std::string message) {
  return ControlError{400, "InvalidRequest", std::move(message)};
}

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

ControlResult<std::vector<std::string>> TextList(const Json& json, std::string_view member) {
  std::vector<std::string> texts;
  const Json* list = json.Find(member);
  if (list == nullptr) return texts;
  const ControlError wrong = Invalid("member \"" + std::string(member) + "\" must list strings");
  if (!list->is_array()) return wrong;
  for (const Json& item : list->items()) {
    if (!item.is_string()) return wrong;
    texts.push_back(item.AsString());
  }
  return texts;
}

struct OidcInput {
  std::string issuer;  // without scheme
  std::string jwks;    // empty: not given
  std::string account;
  std::vector<std::string> client_ids;
};

ControlResult<OidcInput> ReadOidc(const Json& body) {
  OidcInput input;
  ASSIGN_OR_RETURN(const std::string url, OptionalText(body, "issuer"));
  if (!url.starts_with(kScheme) || url.size() == kScheme.size()) {
    return Invalid("member \"issuer\" must be the issuer's URL, such as https://idp.example.com");
  }
  input.issuer = url.substr(kScheme.size());
  if (const Json* jwks = body.Find("jwks")) {
    input.jwks = jwks->is_string() ? jwks->AsString() : jwks->Dump();
    if (const auto fault = FaultInKeySet(input.jwks)) return Invalid("member \"jwks\": " + *fault);
  }
  ASSIGN_OR_RETURN(input.account, OptionalText(body, "account"));
  ASSIGN_OR_RETURN(input.client_ids, TextList(body, "clientIds"));
  if (!input.account.empty() && !IsAccountId(input.account)) {
    return Invalid("member \"account\" must be 12 digits");
  }
  if (input.account.empty() && !input.client_ids.empty()) {
    return Invalid("\"clientIds\" belong to a provider: name its \"account\"");
  }
  if (input.account.empty() && input.jwks.empty()) {
    return Invalid("give \"jwks\" (the issuer's keys), \"account\" (a provider to make), or both");
  }
  return input;
}

void PutOidc(State& state, const OidcInput& input, Instant now) {
  if (!input.jwks.empty()) state.token_issuers.Put(input.issuer, TokenIssuer{input.jwks});
  if (input.account.empty()) return;
  Account& account = state.EnsureAccount(input.account, now);
  OidcProvider provider;
  provider.arn = "arn:aws:iam::" + input.account + ":oidc-provider/" + input.issuer;
  if (const OidcProvider* present = account.oidc_providers.Find(provider.arn)) provider = *present;
  if (provider.url.empty()) provider.created = now;
  provider.url = input.issuer;
  for (const std::string& id : input.client_ids) {
    auto& ids = provider.client_ids;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  const std::string arn = provider.arn;
  account.oidc_providers.Put(arn, std::move(provider));
}

Json OidcJson(const State& state) {
  Json list = Json::MakeArray();
  for (const auto& [issuer, keys] : state.token_issuers.entries()) {
    Json item = Json::MakeObject();
    item.Set("issuer", Json::String(std::string(kScheme) + issuer));
    item.Set("jwks", *policy_engine::ParseJson(keys->jwks, {.refuse_duplicate_keys = false}));
    list.Append(std::move(item));
  }
  Json json = Json::MakeObject();
  json.Set("issuers", std::move(list));
  return json;
}

const OutboundFederation* FindIssuer(const State& state, std::string_view issuer_id) {
  for (const auto& [id, account] : state.accounts()) {
    const OutboundFederation& outbound = account->settings().outbound;
    if (!issuer_id.empty() && outbound.issuer_id == issuer_id) return &outbound;
  }
  return nullptr;
}

}  // namespace

ControlResult<HttpResponse> OidcPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method == "POST") {
    ASSIGN_OR_RETURN(const Json body,
                     ReadBody(request, {"issuer", "jwks", "account", "clientIds"}));
    ASSIGN_OR_RETURN(const OidcInput input, ReadOidc(body));
    const auto stored = parts.store.Write([&](State& state) -> ControlResult<void> {
      PutOidc(state, input, parts.environment.clock->Now());
      return {};
    });
    if (!stored.ok()) return stored.error();
  } else if (request.method != "GET") {
    return ControlError{405, "MethodNotAllowed", "this path takes GET and POST"};
  }
  return parts.store.Read([](const State& state) { return JsonAnswer(OidcJson(state)); });
}

ControlResult<HttpResponse> DiscoveryPath(ServerParts& parts, std::string_view issuer_id,
                                          std::string_view path) {
  return parts.store.Read([&](const State& state) -> ControlResult<HttpResponse> {
    const OutboundFederation* issuer = FindIssuer(state, issuer_id);
    if (issuer != nullptr && path == "/.well-known/openid-configuration") {
      return JsonAnswer(DiscoveryDocument(*issuer));
    }
    if (issuer != nullptr && path == "/.well-known/jwks.json") {
      return JsonAnswer(PublishedKeys(*issuer));
    }
    return ControlError{404, "NoSuchPath", "no such issuer of tokens, or no such document of it"};
  });
}

}  // namespace mockaws
