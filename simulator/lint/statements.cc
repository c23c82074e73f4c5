#include "simulator/lint/statements.h"

#include <algorithm>

#include "policy_engine/pattern/ascii.h"
#include "simulator/lint/patterns.h"

namespace simulator {

using policy_engine::AsciiLower;
using policy_engine::DocumentCondition;
using policy_engine::DocumentStatement;
using policy_engine::PolicyType;

std::string CatalogAction::Name() const {
  return std::string(service.prefix()) + ":" + std::string(action.name());
}

std::vector<CatalogAction> ExpandAction(std::string_view pattern) {
  std::vector<CatalogAction> actions;
  const std::string lower = AsciiLower(pattern);
  const size_t colon = lower.find(':');
  const std::string prefix = colon == std::string::npos ? lower : lower.substr(0, colon);
  const std::string name = colon == std::string::npos ? "*" : lower.substr(colon + 1);
  const auto expand = [&](const mockaws::ServiceReference& service) {
    for (const mockaws::ActionReference& action : service.actions()) {
      if (PatternCovers(name, AsciiLower(action.name()))) actions.push_back({service, action});
    }
  };
  if (!HasWildcard(prefix)) {
    const auto service = mockaws::FindService(prefix);
    if (!service) return actions;
    if (HasWildcard(name)) {
      expand(*service);
    } else if (const auto action = service->FindAction(name)) {
      actions.push_back({*service, *action});
    }
    return actions;
  }
  for (const mockaws::ServiceReference& service : mockaws::Services()) {
    if (PatternCovers(prefix, AsciiLower(service.prefix()))) expand(service);
  }
  return actions;
}

bool IsEveryAction(std::string_view pattern) {
  const size_t colon = pattern.find(':');
  if (colon == std::string_view::npos) return IsAnything(pattern);
  return IsAnything(pattern.substr(0, colon)) && IsAnything(pattern.substr(colon + 1));
}

bool ActionMatches(std::string_view pattern, std::string_view action) {
  return PatternCovers(AsciiLower(pattern), AsciiLower(action));
}

bool IsAllow(const DocumentStatement& statement) {
  return statement.effect == policy_engine::Effect::kAllow;
}

bool ConcernsAction(const DocumentStatement& statement, std::string_view action) {
  const bool any =
      std::any_of(statement.actions.begin(), statement.actions.end(),
                  [&](const auto& pattern) { return ActionMatches(pattern.text, action); });
  return any != statement.not_action;
}

bool IsOnEverything(const DocumentStatement& statement) {
  if (!statement.has_resource) return true;
  return !statement.not_resource &&
         std::any_of(statement.resources.begin(), statement.resources.end(),
                     [](const auto& resource) { return IsAnything(resource.text); });
}

std::string StatementName(const policy_engine::PolicyDocument& document, size_t index) {
  const std::string& sid = document.statements[index].sid;
  return sid.empty() ? "statement " + std::to_string(index + 1) : "statement \"" + sid + "\"";
}

bool IsIdentityPolicy(PolicyType type) {
  return type == PolicyType::kIdentity || type == PolicyType::kManaged;
}

bool HasPrincipals(PolicyType type) {
  return type == PolicyType::kTrust || type == PolicyType::kResource;
}

policy_engine::OperatorName OperatorOf(const DocumentCondition& condition) {
  policy_engine::OperatorName name;
  policy_engine::ReadOperatorName(condition.op, &name);
  return name;
}

bool DemandsKey(const DocumentCondition& condition) {
  const policy_engine::OperatorName name = OperatorOf(condition);
  return !name.negated && !name.if_exists &&
         name.set != policy_engine::SetQualifier::kForAllValues &&
         name.op != policy_engine::ConditionOperator::kNull;
}

bool KeyIs(std::string_view key, std::string_view name) {
  if (name.ends_with('/')) {
    return policy_engine::EqualsIgnoringAsciiCase(key.substr(0, name.size()), name);
  }
  return policy_engine::EqualsIgnoringAsciiCase(key, name);
}

bool DemandsOneOf(const DocumentStatement& statement,
                  std::initializer_list<std::string_view> keys) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [&](const auto& condition) {
        // A value of nothing but wildcards demands nothing.
        const bool limits = std::none_of(condition.values.begin(), condition.values.end(),
                                         [](const auto& value) { return IsAnything(value.text); });
        return limits && DemandsKey(condition) &&
               std::any_of(keys.begin(), keys.end(),
                           [&](std::string_view key) { return KeyIs(condition.key, key); });
      });
}

std::string NameSome(const std::vector<std::string>& names) {
  constexpr size_t kShown = 3;
  std::string text;
  for (size_t i = 0; i < names.size() && i < kShown; ++i) {
    const bool last = i + 1 == names.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + names[i];
  }
  if (names.size() > kShown) text += " and " + std::to_string(names.size() - kShown) + " more";
  return text;
}

}  // namespace simulator
