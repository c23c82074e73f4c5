#include "mockaws/control/control.h"

#include "mockaws/control/answer.h"
#include "mockaws/control/authorize.h"
#include "mockaws/control/decision_json.h"
#include "mockaws/control/delegation_tokens.h"
#include "mockaws/control/export.h"
#include "mockaws/control/federation.h"
#include "mockaws/control/import.h"
#include "mockaws/control/organization.h"
#include "mockaws/control/questions.h"
#include "mockaws/control/quotas.h"
#include "mockaws/control/security_keys.h"
#include "mockaws/control/sign_in.h"
#include "mockaws/control/snapshots.h"
#include "mockaws/control/trust_graph.h"
#include "mockaws/control/usage.h"
#include "mockaws/sts/authorization_message.h"
#include "mockaws/sts/token_signer.h"
#include "mockaws/wire/query.h"

namespace mockaws {

using policy_engine::Json;

namespace {

constexpr std::string_view kPrefix = "/_iamsim/";
constexpr std::string_view kVersion = "0.1.0";

bool IsLoopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

ControlError WrongMethod(std::string_view allowed) {
  return ControlError{405, "MethodNotAllowed", "this path takes " + std::string(allowed)};
}

// The value of one plain query parameter; empty if absent.
std::string_view QueryParameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.substr(0, pair.find('=')) == name && pair.size() > name.size()) {
      return pair.substr(name.size() + 1);
    }
  }
  return {};
}

ControlResult<HttpResponse> Health() {
  Json json = Json::MakeObject();
  json.Set("status", Json::String("ok"));
  json.Set("version", Json::String(std::string(kVersion)));
  return JsonAnswer(json);
}

ControlResult<void> Stored(const policy_engine::Result<void>& stored) {
  if (stored.ok()) return {};
  ControlError error;
  DescribeStorageFailure(stored.error().message, &error);
  return error;
}

// `clock` moved as the body says.
ControlResult<ClockSetting> MovedClock(const SimulatedClock& clock, const Json& body) {
  ASSIGN_OR_RETURN(const std::string advance, OptionalText(body, "advance"));
  ASSIGN_OR_RETURN(const std::string set, OptionalText(body, "set"));
  if (advance.empty() == set.empty()) {
    return ControlError{400, "InvalidRequest",
                        "give either \"advance\" (a duration such as PT1H) or \"set\" (an instant "
                        "such as 2026-01-01T00:00:00Z)"};
  }
  if (!advance.empty()) {
    const auto duration = policy_engine::ParseDuration(advance);
    if (!duration) {
      return ControlError{400, "InvalidRequest",
                          "\"" + advance + "\" is no duration; write PT1H, P1DT30M or 1h30m"};
    }
    ClockSetting setting = clock.setting();
    setting.offset_millis += duration->count();
    return setting;
  }
  const auto instant = policy_engine::ParseIso8601(set);
  if (!instant) {
    return ControlError{400, "InvalidRequest",
                        "\"" + set + "\" is no instant; write 2026-01-01T00:00:00Z"};
  }
  ClockSetting setting = clock.setting();
  setting.offset_millis += (*instant - clock.Now()).count();
  return setting;
}

ControlResult<HttpResponse> ClockPath(ServerParts& parts, const HttpRequest& request) {
  SimulatedClock* clock = parts.environment.clock;
  if (request.method == "POST") {
    ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"advance", "set"}));
    ASSIGN_OR_RETURN(const ClockSetting setting, MovedClock(*clock, body));
    RETURN_IF_ERROR(Stored(parts.store.MoveClock(clock, setting)));
  } else if (request.method != "GET") {
    return WrongMethod("GET and POST");
  }
  Json json = Json::MakeObject();
  json.Set("now", Json::String(policy_engine::FormatIso8601(clock->Now())));
  json.Set("mode", Json::String(clock->manual() ? "manual" : "system"));
  return JsonAnswer(json);
}

ControlResult<HttpResponse> Reset(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") return WrongMethod("POST");
  RETURN_IF_ERROR(Stored(parts.store.Reset()));
  parts.decisions.Clear();
  return JsonAnswer(Json::MakeObject());
}

ControlResult<HttpResponse> Import(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") return WrongMethod("POST");
  auto details = policy_engine::ParseJson(request.body);
  if (!details.ok()) {
    const policy_engine::LineColumn at = details.error().position;
    return ControlError{400, "InvalidImport",
                        "line " + std::to_string(at.line) + ", column " +
                            std::to_string(at.column) + ": " + details.error().message};
  }
  ASSIGN_OR_RETURN(const ImportReport report, parts.store.Write([&](State& state) {
    return ImportAuthorizationDetails(*details, parts.environment.clock->Now(), &state);
  }));
  return JsonAnswer(ReportJson(report));
}

ControlResult<HttpResponse> Export(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "GET") return WrongMethod("GET");
  const std::string account(QueryParameter(request.query(), "account"));
  ASSIGN_OR_RETURN(const Json details, ExportAuthorizationDetails(parts, account));
  return JsonAnswer(details);
}

ControlResult<HttpResponse> Authorize(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") return WrongMethod("POST");
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"principal", "action", "resource",
                                                       "resourceAccount", "context", "isUse"}));
  ASSIGN_OR_RETURN(const DecisionRecordPtr record, AuthorizeQuestion(parts, body));
  const std::string_view documents = QueryParameter(request.query(), "documents");
  if (!documents.empty() && documents != "true" && documents != "false") {
    return ControlError{400, "InvalidRequest", "documents must be true or false"};
  }
  Json answer = parts.store.Read(
      [&](const State& state) { return DecisionJson(*record, state, documents == "true"); });
  const Judgement& judgement = record->judgements.back();
  if (!judgement.decision.allowed()) {
    answer.Set("encodedMessage", Json::String(EncodeAuthorizationMessage(parts.tokens, judgement)));
  }
  return JsonAnswer(answer);
}

ControlResult<HttpResponse> QuotasPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method == "GET") {
    ASSIGN_OR_RETURN(const Json json,
                     AccountQuotas(parts, QueryParameter(request.query(), "account"), nullptr));
    return JsonAnswer(json);
  }
  if (request.method != "POST") return WrongMethod("GET and POST");
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"account", "quotas"}));
  ASSIGN_OR_RETURN(const std::string account, OptionalText(body, "account"));
  ASSIGN_OR_RETURN(const Json json, AccountQuotas(parts, account, body.Find("quotas")));
  return JsonAnswer(json);
}

ControlResult<HttpResponse> SignInPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") return WrongMethod("POST");
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"account", "user", "password", "mfaCode"}));
  ASSIGN_OR_RETURN(const Json json, SignIn(parts, body));
  return JsonAnswer(json);
}

ControlResult<HttpResponse> SecurityKeysPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") return WrongMethod("POST");
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"account", "user", "name"}));
  ASSIGN_OR_RETURN(const Json json, RegisterSecurityKey(parts, body));
  return JsonAnswer(json);
}

ControlResult<HttpResponse> Decisions(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "GET") return WrongMethod("GET");
  size_t limit = 50;
  if (const std::string_view text = QueryParameter(request.query(), "limit"); !text.empty()) {
    limit = 0;
    for (const char c : text) {
      if (c < '0' || c > '9' || text.size() > 6) {
        return ControlError{400, "InvalidRequest", "limit must be a whole number up to 999999"};
      }
      limit = limit * 10 + static_cast<size_t>(c - '0');
    }
  }
  const auto records = parts.decisions.Newest(limit);
  return parts.store.Read([&](const State& state) {
    Json json = Json::MakeObject();
    Json& list = json.Set("decisions", Json::MakeArray());
    for (const DecisionRecordPtr& record : records) list.Append(DecisionJson(*record, state));
    return JsonAnswer(json);
  });
}

// Decisions as they are made, as server-sent events.
ControlResult<HttpResponse> DecisionStream(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "GET") return WrongMethod("GET");
  HttpResponse response;
  response.headers.push_back({"Content-Type", "text/event-stream"});
  response.headers.push_back({"Cache-Control", "no-cache"});
  response.body = ": decisions from now on\n\n";
  response.stream = parts.observers.decisions;
  return response;
}

ControlResult<HttpResponse> MetricsPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "GET") return WrongMethod("GET");
  HttpResponse response;
  response.headers.push_back({"Content-Type", "text/plain; version=0.0.4; charset=utf-8"});
  response.body = parts.observers.metrics.Text();
  return response;
}

ControlResult<HttpResponse> OneDecision(ServerParts& parts, const HttpRequest& request,
                                        std::string_view id) {
  if (request.method != "GET") return WrongMethod("GET");
  const DecisionRecordPtr record = parts.decisions.Find(id);
  if (record == nullptr) {
    return ControlError{404, "NoSuchDecision",
                        "no decision \"" + std::string(id) + "\"; the newest 1,000 are kept"};
  }
  const std::string_view format = QueryParameter(request.query(), "format");
  if (format == "text") return TextAnswer(DecisionText(*record));
  if (!format.empty() && format != "json") {
    return ControlError{400, "InvalidRequest", "format must be json or text"};
  }
  return parts.store.Read(
      [&](const State& state) { return JsonAnswer(DecisionJson(*record, state)); });
}

ControlResult<HttpResponse> Route(ServerParts& parts, const HttpRequest& request) {
  std::string_view path = request.path();
  path.remove_prefix(kPrefix.size());
  if (path == "health") return Health();
  if (path == "clock") return ClockPath(parts, request);
  if (path == "reset") return Reset(parts, request);
  if (path == "quotas") return QuotasPath(parts, request);
  if (path == "sign-in") return SignInPath(parts, request);
  if (path == "security-keys") return SecurityKeysPath(parts, request);
  if (path == "snapshots" || path.starts_with("snapshots/")) {
    return SnapshotsPath(parts, request, path.substr(9));
  }
  if (path == "import") return Import(parts, request);
  if (path == "export") return Export(parts, request);
  if (path == "authorize") return Authorize(parts, request);
  if (path == "who-can") return WhoCanPath(parts, request);
  if (path == "what-can") return WhatCanPath(parts, request);
  if (path == "principals") return PrincipalsPath(parts, request);
  if (path == "usage") {
    const std::string principal =
        PercentDecode(QueryParameter(request.query(), "principal")).value_or("");
    return UsagePath(parts, request, principal,
                     QueryParameter(request.query(), "unused") != "false");
  }
  if (path == "trust-graph") return TrustGraphPath(parts, request);
  if (path == "organization") return OrganizationPath(parts, request);
  if (path == "oidc") return OidcPath(parts, request);
  if (path == "delegation-tokens") return DelegationTokensPath(parts, request);
  if (path.starts_with("issuers/")) {
    path.remove_prefix(8);
    const std::string_view id = path.substr(0, path.find('/'));
    return DiscoveryPath(parts, id, path.substr(id.size()));
  }
  if (path == "decisions") return Decisions(parts, request);
  if (path == "decisions/stream") return DecisionStream(parts, request);
  if (path == "metrics") return MetricsPath(parts, request);
  if (path.starts_with("decisions/")) return OneDecision(parts, request, path.substr(10));
  return ControlError{
      404, "NoSuchPath",
      "no control endpoint " + std::string(request.path()) + "; docs/control-api.md lists them"};
}

}  // namespace

bool IsControlPath(std::string_view path) { return path.starts_with(kPrefix); }

bool IsForTokenIssuer(const HttpRequest& request) {
  const std::string* host = request.Find("Host");
  return host != nullptr && !OutboundIssuerOfHost(*host).empty();
}

HttpResponse HandleTokenIssuer(ServerParts& parts, const HttpRequest& request) {
  const std::string_view issuer_id = OutboundIssuerOfHost(*request.Find("Host"));
  auto answer = DiscoveryPath(parts, issuer_id, request.path());
  return answer.ok() ? *std::move(answer) : ErrorAnswer(answer.error());
}

HttpResponse HandleControl(ServerParts& parts, const HttpRequest& request) {
  if (!parts.settings.control) {
    return ErrorAnswer({404, "NoSuchPath", "the control API is turned off"});
  }
  if (!parts.settings.control_remote && !IsLoopback(request.peer_address)) {
    return ErrorAnswer({403, "Forbidden",
                        "the control API answers loopback peers only; start the server with "
                        "--control-remote to open it"});
  }
  auto answer = Route(parts, request);
  return answer.ok() ? *std::move(answer) : ErrorAnswer(answer.error());
}

}  // namespace mockaws
