#include "mockaws/control/trust_graph.h"

#include <map>

#include "mockaws/control/questions.h"
#include "mockaws/control/verdict.h"
#include "mockaws/operation/arn.h"
#include "policy_engine/policy.h"

namespace mockaws {

using policy_engine::DocumentPrincipal;
using policy_engine::DocumentStatement;
using policy_engine::Json;
using policy_engine::PrincipalKind;

namespace {

class Graph {
 public:
  Graph(ServerParts& parts, const State& state) : parts_(parts), state_(state) {}

  ControlResult<Json> Make() {
    for (const StatePrincipal& principal : PrincipalsOf(state_)) {
      if (principal.kind == "root") continue;
      AddNode(principal.arn, principal.kind, principal.account);
      insiders_.push_back(principal);
    }
    for (const auto& [id, account] : state_.accounts()) {
      for (const auto& [key, role] : account->roles.entries()) {
        RETURN_IF_ERROR(AddInsiders(*role));
        AddOutsiders(*role);
      }
    }
    Json json = Json::MakeObject();
    Json& nodes = json.Set("nodes", Json::MakeArray());
    for (auto& [arn, node] : nodes_) nodes.Append(std::move(node));
    json.Set("edges", std::move(edges_));
    return json;
  }

 private:
  void AddNode(const std::string& id, std::string_view kind, std::string_view account) {
    if (nodes_.contains(id)) return;
    Json node = Json::MakeObject();
    node.Set("id", Json::String(id));
    node.Set("kind", Json::String(std::string(kind)));
    if (!account.empty()) node.Set("account", Json::String(std::string(account)));
    nodes_.emplace(id, std::move(node));
  }

  void AddEdge(const std::string& from, const Role& role, std::string_view action,
               const Verdict& verdict) {
    Json edge = Json::MakeObject();
    edge.Set("from", Json::String(from));
    edge.Set("to", Json::String(role.arn));
    edge.Set("action", Json::String(std::string(action)));
    AddVerdict(verdict, &edge);
    edges_.Append(std::move(edge));
  }

  // Users and roles of the state: both hands are judged.
  ControlResult<void> AddInsiders(const Role& role) {
    for (const StatePrincipal& principal : insiders_) {
      Json question = Json::MakeObject();
      question.Set("principal", Json::MakeObject()).Set("arn", Json::String(principal.arn));
      question.Set("action", Json::String("sts:AssumeRole"));
      question.Set("resource", Json::String(role.arn));
      ASSIGN_OR_RETURN(const Verdict verdict, JudgeOpenly(parts_, state_, std::move(question)));
      if (verdict.kind != Verdict::Kind::kDenied) {
        AddEdge(principal.arn, role, "sts:AssumeRole", verdict);
      }
    }
    return {};
  }

  // Whom the trust policy lets in beside them: their own side can't be judged here.
  void AddOutsiders(const Role& role) {
    const auto& compiled = role.trust.compiled;
    if (compiled == nullptr) return;
    for (const DocumentStatement& statement : compiled->document().statements) {
      if (statement.effect != policy_engine::Effect::kAllow || statement.not_principal) continue;
      for (const DocumentPrincipal& principal : statement.principals) {
        AddOutsider(role, statement, principal);
      }
    }
  }

  void AddOutsider(const Role& role, const DocumentStatement& statement,
                   const DocumentPrincipal& principal) {
    std::string_view kind;
    std::string_view action = "sts:AssumeRole";
    std::string account;
    switch (principal.kind) {
      case PrincipalKind::kEveryone:
        kind = "everyone";
        break;
      case PrincipalKind::kService:
        kind = "service";
        break;
      case PrincipalKind::kFederated:
        kind = "provider";
        action = principal.text.find(":saml-provider/") == std::string::npos
                     ? "sts:AssumeRoleWithWebIdentity"
                     : "sts:AssumeRoleWithSAML";
        break;
      case PrincipalKind::kCanonicalUser:
        return;
      case PrincipalKind::kAws: {
        const auto parts = SplitArn(principal.text);
        account = parts ? parts->account : principal.text;
        kind = principal.text == "*" ? "everyone" : "account";
        if (kind == "account" && state_.FindAccount(account) != nullptr)
          return;  // judged as insiders
        if (kind == "account" && parts && parts->resource != "root") kind = "outsider";
        if (kind == "everyone") account.clear();
      }
    }
    Verdict verdict;
    verdict.kind =
        statement.conditions.empty() ? Verdict::Kind::kAllowed : Verdict::Kind::kConditional;
    for (const auto& condition : statement.conditions) {
      OpenCondition open{condition.op, condition.key, {}};
      for (const auto& value : condition.values) open.values.push_back(value.text);
      verdict.conditions.push_back(std::move(open));
    }
    AddNode(principal.text, kind, account);
    AddEdge(principal.text, role, action, verdict);
  }

  ServerParts& parts_;
  const State& state_;
  std::vector<StatePrincipal> insiders_;
  std::map<std::string, Json> nodes_;
  Json edges_ = Json::MakeArray();
};

}  // namespace

ControlResult<HttpResponse> TrustGraphPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method != "GET") {
    return ControlError{405, "MethodNotAllowed", "this path takes GET"};
  }
  return parts.store.Read([&](const State& state) -> ControlResult<HttpResponse> {
    ASSIGN_OR_RETURN(const Json json, Graph(parts, state).Make());
    return JsonAnswer(json);
  });
}

}  // namespace mockaws
