#include "mockaws/control/usage.h"

#include <set>

#include "mockaws/control/questions.h"

namespace mockaws {

using policy_engine::Json;

namespace {

Json UsedJson(const AccessUsage::Actions& actions) {
  Json list = Json::MakeArray();
  for (const auto& [action, resources] : actions) {
    for (const auto& [resource, count] : resources) {
      Json entry = Json::MakeObject();
      entry.Set("action", Json::String(action));
      entry.Set("resource", Json::String(resource));
      entry.Set("count", Json::Number(static_cast<int64_t>(count)));
      list.Append(std::move(entry));
    }
  }
  return list;
}

// Actions that are granted on anything at all and of which no use was made.
ControlResult<Json> UnusedJson(ServerParts& parts, const State& state, const std::string& arn,
                               const AccessUsage::Actions& used) {
  ASSIGN_OR_RETURN(const Json granted, WhatCan(parts, state, arn, nullptr));
  std::set<std::string> names;
  for (const Json& entry : granted.items()) {
    const std::string& action = entry.Find("action")->AsString();
    if (!used.contains(action)) names.insert(action);
  }
  Json list = Json::MakeArray();
  for (const std::string& name : names) list.Append(Json::String(name));
  return list;
}

}  // namespace

ControlResult<HttpResponse> UsagePath(ServerParts& parts, const HttpRequest& request,
                                      std::string_view principal, bool unused) {
  if (request.method != "GET") {
    return ControlError{405, "MethodNotAllowed", "this path takes GET"};
  }
  const auto all = parts.decisions.usage().All();
  return parts.store.Read([&](const State& state) -> ControlResult<HttpResponse> {
    Json json = Json::MakeObject();
    Json& list = json.Set("principals", Json::MakeArray());
    for (const StatePrincipal& known : PrincipalsOf(state)) {
      if (known.kind == "root" || (!principal.empty() && known.arn != principal)) continue;
      static const AccessUsage::Actions kNone;
      const auto found = all.find(known.arn);
      const AccessUsage::Actions& used = found == all.end() ? kNone : found->second;
      Json entry = Json::MakeObject();
      entry.Set("arn", Json::String(known.arn));
      entry.Set("used", UsedJson(used));
      if (unused) {
        ASSIGN_OR_RETURN(Json names, UnusedJson(parts, state, known.arn, used));
        entry.Set("unused", std::move(names));
      }
      list.Append(std::move(entry));
    }
    if (!principal.empty() && list.items().empty()) {
      return ControlError{404, "NoSuchEntity",
                          "no user or role " + std::string(principal) + " in the server's state"};
    }
    json.Set("complete", Json::Bool(!parts.decisions.usage().truncated()));
    return JsonAnswer(json);
  });
}

}  // namespace mockaws
