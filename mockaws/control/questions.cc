#include "mockaws/control/questions.h"

#include <set>

#include "mockaws/catalog/service_authorization.h"
#include "mockaws/control/authorize.h"
#include "mockaws/control/verdict.h"
#include "policy_engine/explain.h"

namespace mockaws {

using policy_engine::Effect;
using policy_engine::Explanation;
using policy_engine::Json;
using policy_engine::Layer;
using policy_engine::StatementResult;

namespace {

// Resources that one action is asked about; policies that list more are told short.
constexpr size_t kResourcesMax = 64;

ControlError WrongMethod(std::string_view allowed) {
  return ControlError{405, "MethodNotAllowed", "this path takes " + std::string(allowed)};
}

Json Question(const std::string& principal, const std::string& action, const std::string& resource,
              const Json* context) {
  Json question = Json::MakeObject();
  question.Set("principal", Json::MakeObject()).Set("arn", Json::String(principal));
  question.Set("action", Json::String(action));
  question.Set("resource", Json::String(resource));
  if (context != nullptr) question.Set("context", *context);
  return question;
}

// The resources that Allows of this action name, where the action itself matches but not the
// resource that was asked about. A pattern matches itself, so it can be asked about as it stands.
std::set<std::string> NamedResources(const Explanation& explanation) {
  std::set<std::string> named;
  for (const policy_engine::PolicyTrace& policy : explanation.policies) {
    if (policy.layer != Layer::kIdentity) continue;
    for (const policy_engine::StatementTrace& trace : policy.statements) {
      if (trace.effect != Effect::kAllow || trace.result != StatementResult::kResource) continue;
      for (const auto& resource : policy.policy->document().statements[trace.index].resources) {
        if (named.size() < kResourcesMax && resource.text != "*") named.insert(resource.text);
      }
    }
  }
  return named;
}

// Asks about one action on all that the principal's policies name for it.
class Inventory {
 public:
  Inventory(ServerParts& parts, const State& state, std::string principal, const Json* context)
      : parts_(parts), state_(state), principal_(std::move(principal)), context_(context) {}

  ControlResult<void> Ask(const std::string& action, const std::string& resource) {
    ASSIGN_OR_RETURN(const Verdict verdict,
                     JudgeOpenly(parts_, state_, Question(principal_, action, resource, context_)));
    if (verdict.kind == Verdict::Kind::kDenied) return {};
    Json entry = Json::MakeObject();
    entry.Set("action", Json::String(action));
    entry.Set("resource", Json::String(resource));
    AddVerdict(verdict, &entry);
    found_.Append(std::move(entry));
    return {};
  }

  ControlResult<void> AskAll(const std::string& action, bool has_resources) {
    const Json question = Question(principal_, action, "*", context_);
    ASSIGN_OR_RETURN(const Explanation explanation, ExplainQuestion(parts_, state_, question));
    RETURN_IF_ERROR(Ask(action, "*"));
    if (explanation.decision.allowed() || !has_resources) return {};
    for (const std::string& resource : NamedResources(explanation)) {
      const std::string text = WithVariables(resource);
      if (text.starts_with("arn:")) RETURN_IF_ERROR(Ask(action, text));
    }
    return {};
  }

  Json Take() { return std::move(found_); }

 private:
  // The principal's own name in place of ${aws:username}; what else varies stays as it is.
  std::string WithVariables(std::string text) const {
    constexpr std::string_view kName = "${aws:username}";
    const size_t at = text.find(kName);
    if (at == std::string::npos) return text;
    return text.replace(at, kName.size(), principal_.substr(principal_.rfind('/') + 1));
  }

  ServerParts& parts_;
  const State& state_;
  const std::string principal_;
  const Json* const context_;
  Json found_ = Json::MakeArray();
};

ControlResult<void> AskCatalogue(Inventory* inventory) {
  for (const ServiceReference service : Services()) {
    for (const ActionReference action : service.actions()) {
      RETURN_IF_ERROR(
          inventory->AskAll(std::string(service.prefix()) + ":" + std::string(action.name()),
                            !action.resources().empty()));
    }
  }
  return {};
}

// Roles by name: what `*` in a policy can't show, for each role's trust policy has its say.
ControlResult<void> AskRoles(const State& state, Inventory* inventory) {
  for (const auto& [id, account] : state.accounts()) {
    for (const auto& [key, role] : account->roles.entries()) {
      RETURN_IF_ERROR(inventory->Ask("sts:AssumeRole", role->arn));
    }
  }
  return {};
}

ControlResult<void> AskListed(const Json& questions, Inventory* inventory) {
  const ControlError wrong{400, "InvalidRequest",
                           "member \"questions\" must list objects with action and resource"};
  if (!questions.is_array()) return wrong;
  for (const Json& question : questions.items()) {
    const Json* action = question.Find("action");
    const Json* resource = question.Find("resource");
    if (action == nullptr || resource == nullptr || !action->is_string() ||
        !resource->is_string()) {
      return wrong;
    }
    RETURN_IF_ERROR(inventory->Ask(action->AsString(), resource->AsString()));
  }
  return {};
}

Json PrincipalJson(const StatePrincipal& principal) {
  Json json = Json::MakeObject();
  json.Set("arn", Json::String(principal.arn));
  json.Set("kind", Json::String(principal.kind));
  json.Set("account", Json::String(principal.account));
  return json;
}

}  // namespace

std::vector<StatePrincipal> PrincipalsOf(const State& state) {
  std::vector<StatePrincipal> principals;
  for (const auto& [id, account] : state.accounts()) {
    principals.push_back({account->root_arn(), "root", account->id});
    for (const auto& [key, user] : account->users.entries()) {
      principals.push_back({user->arn, "user", account->id});
    }
    for (const auto& [key, role] : account->roles.entries()) {
      principals.push_back({role->arn, "role", account->id});
    }
  }
  return principals;
}

ControlResult<Json> WhatCan(ServerParts& parts, const State& state, const std::string& principal,
                            const Json* context) {
  Inventory inventory(parts, state, principal, context);
  RETURN_IF_ERROR(AskCatalogue(&inventory));
  RETURN_IF_ERROR(AskRoles(state, &inventory));
  return inventory.Take();
}

ControlResult<HttpResponse> PrincipalsPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "GET") return WrongMethod("GET");
  return parts.store.Read([&](const State& state) {
    Json json = Json::MakeObject();
    Json& list = json.Set("principals", Json::MakeArray());
    for (const StatePrincipal& principal : PrincipalsOf(state)) {
      list.Append(PrincipalJson(principal));
    }
    return JsonAnswer(json);
  });
}

ControlResult<HttpResponse> WhoCanPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") return WrongMethod("POST");
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"action", "resource", "context"}));
  ASSIGN_OR_RETURN(const std::string action, OptionalText(body, "action"));
  ASSIGN_OR_RETURN(std::string resource, OptionalText(body, "resource"));
  if (resource.empty()) resource = "*";
  return parts.store.Read([&](const State& state) -> ControlResult<HttpResponse> {
    // Whoever there is to ask: is it a question at all?
    Json probe = Question("", action, resource, body.Find("context"));
    probe.Set("principal", Json::MakeObject()).Set("anonymous", Json::Bool(true));
    DecisionRecord unused;
    RETURN_IF_ERROR(JudgeQuestion(parts, state, probe, &unused));
    Json json = Json::MakeObject();
    Json& list = json.Set("principals", Json::MakeArray());
    for (const StatePrincipal& principal : PrincipalsOf(state)) {
      // AWS refuses root users here whatever policies say.
      if (principal.kind == "root" && action == "sts:AssumeRole") continue;
      ASSIGN_OR_RETURN(const Verdict verdict, JudgeOpenly(parts, state,
                                                          Question(principal.arn, action, resource,
                                                                   body.Find("context"))));
      if (verdict.kind == Verdict::Kind::kDenied) continue;
      Json entry = PrincipalJson(principal);
      AddVerdict(verdict, &entry);
      list.Append(std::move(entry));
    }
    return JsonAnswer(json);
  });
}

ControlResult<HttpResponse> WhatCanPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "POST") return WrongMethod("POST");
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"principal", "context", "questions"}));
  ASSIGN_OR_RETURN(const std::string principal, OptionalText(body, "principal"));
  if (principal.empty()) {
    return ControlError{400, "InvalidRequest",
                        "member \"principal\" must be the ARN of a user or role of the state"};
  }
  return parts.store.Read([&](const State& state) -> ControlResult<HttpResponse> {
    Json json = Json::MakeObject();
    json.Set("principal", Json::String(principal));
    if (const Json* questions = body.Find("questions")) {
      Inventory inventory(parts, state, principal, body.Find("context"));
      RETURN_IF_ERROR(AskListed(*questions, &inventory));
      json.Set("actions", inventory.Take());
      return JsonAnswer(json);
    }
    ASSIGN_OR_RETURN(Json all, WhatCan(parts, state, principal, body.Find("context")));
    json.Set("actions", std::move(all));
    return JsonAnswer(json);
  });
}

}  // namespace mockaws
