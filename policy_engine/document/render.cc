// PolicyDocument → JSON, and what else is read off a parsed document.
#include <algorithm>

#include "policy_engine/condition/condition.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/policy.h"

namespace policy_engine {

namespace {

Json OneOrList(Json::Array values) {
  if (values.size() == 1) return std::move(values.front());
  return Json::MakeArray(std::move(values));
}

Json OneOrList(const std::vector<DocumentString>& values) {
  Json::Array items;
  for (const DocumentString& value : values) items.push_back(Json::String(value.text));
  return OneOrList(std::move(items));
}

const char* PrincipalKey(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::kService:
      return "Service";
    case PrincipalKind::kFederated:
      return "Federated";
    case PrincipalKind::kCanonicalUser:
      return "CanonicalUser";
    case PrincipalKind::kEveryone:
    case PrincipalKind::kAws:
      break;
  }
  return "AWS";
}

Json RenderPrincipals(const std::vector<DocumentPrincipal>& principals, PolicyType type) {
  if (principals.size() == 1 && principals.front().kind == PrincipalKind::kEveryone) {
    return Json::String("*");
  }
  Json rendered = Json::MakeObject();
  if (principals.empty()) rendered.Set("AWS", Json::MakeArray());  // {"AWS": []} names nobody
  for (const DocumentPrincipal& principal : principals) {
    const std::string key = PrincipalKey(principal.kind);
    if (rendered.Find(key) == nullptr) rendered.Set(key, Json::MakeArray());
    std::string text = principal.text;
    if (type == PolicyType::kTrust && principal.kind == PrincipalKind::kAws && IsAccountId(text)) {
      text = "arn:aws:iam::" + text + ":root";
    }
    rendered.Find(key)->Append(Json::String(std::move(text)));
  }
  for (Json::Member& member : rendered.members()) {
    member.value = OneOrList(std::move(member.value.items()));
  }
  return rendered;
}

Json RenderConditions(const std::vector<DocumentCondition>& conditions) {
  Json rendered = Json::MakeObject();
  for (const DocumentCondition& condition : conditions) {
    if (rendered.Find(condition.op) == nullptr) rendered.Set(condition.op, Json::MakeObject());
    rendered.Find(condition.op)->Set(condition.key, OneOrList(condition.values));
  }
  return rendered;
}

Json RenderStatement(const DocumentStatement& statement, PolicyType type) {
  Json rendered = Json::MakeObject();
  if (statement.has_sid) rendered.Set("Sid", Json::String(statement.sid));
  rendered.Set("Effect", Json::String(statement.effect == Effect::kAllow ? "Allow" : "Deny"));
  if (statement.has_principal) {
    rendered.Set(statement.not_principal ? "NotPrincipal" : "Principal",
                 RenderPrincipals(statement.principals, type));
  }
  if (statement.has_action) {
    rendered.Set(statement.not_action ? "NotAction" : "Action", OneOrList(statement.actions));
  }
  if (statement.has_resource) {
    rendered.Set(statement.not_resource ? "NotResource" : "Resource",
                 OneOrList(statement.resources));
  }
  if (!statement.conditions.empty()) {
    rendered.Set("Condition", RenderConditions(statement.conditions));
  }
  return rendered;
}

class KeyCollector {
 public:
  void Add(std::string name) {
    if (std::find(keys_.begin(), keys_.end(), name) == keys_.end())
      keys_.push_back(std::move(name));
  }
  void AddVariablesOf(std::string_view text) {
    for (std::string& name : VariableNames(text)) Add(std::move(name));
  }
  std::vector<std::string> Take() { return std::move(keys_); }

 private:
  std::vector<std::string> keys_;
};

}  // namespace

std::string RenderPolicy(const PolicyDocument& document, PolicyType type) {
  Json rendered = Json::MakeObject();
  if (!document.version.empty()) rendered.Set("Version", Json::String(document.version));
  if (!document.id.empty()) rendered.Set("Id", Json::String(document.id));
  Json statements = Json::MakeArray();
  for (const DocumentStatement& statement : document.statements) {
    statements.Append(RenderStatement(statement, type));
  }
  if (document.statement_is_list) {
    rendered.Set("Statement", std::move(statements));
  } else {
    rendered.Set("Statement", std::move(statements.items().front()));
  }
  return rendered.Dump();
}

void RewritePrincipals(PolicyDocument* document,
                       const std::function<std::string(const DocumentPrincipal&)>& rename) {
  for (DocumentStatement& statement : document->statements) {
    for (DocumentPrincipal& principal : statement.principals) principal.text = rename(principal);
  }
}

std::vector<std::string> ContextKeysOf(const PolicyDocument& document) {
  KeyCollector keys;
  const bool variables = document.variables_enabled();
  for (const DocumentStatement& statement : document.statements) {
    if (variables) {
      for (const DocumentString& resource : statement.resources) {
        keys.AddVariablesOf(resource.text);
      }
    }
    for (const DocumentCondition& condition : statement.conditions) {
      keys.Add(condition.key);
      if (!variables) continue;
      for (const DocumentString& value : condition.values) keys.AddVariablesOf(value.text);
    }
  }
  return keys.Take();
}

}  // namespace policy_engine
