// Names that the service authorization reference doesn't have.

#include <algorithm>

#include "policy_engine/pattern/ascii.h"
#include "simulator/lint/checks.h"
#include "simulator/lint/key_facts.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {

using policy_engine::DocumentCondition;
using policy_engine::DocumentStatement;
using policy_engine::DocumentString;
using policy_engine::PolicyType;

namespace {

std::string PrefixOf(std::string_view text) { return std::string(text.substr(0, text.find(':'))); }

std::vector<std::string> ServicePrefixes() {
  std::vector<std::string> names;
  for (const auto& service : mockaws::Services()) names.emplace_back(service.prefix());
  return names;
}

template <typename Visit>
void ForEachAction(const LintSubject& subject, const Visit& visit) {
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentString& action : statement.actions) {
      if (action.text.find(':') != std::string::npos) visit(action);
    }
  }
}

// The names between `${` and `}`, without default values.
std::vector<std::string> VariablesIn(std::string_view text) {
  std::vector<std::string> names;
  for (size_t open = text.find("${"); open != text.npos; open = text.find("${", open + 2)) {
    const size_t close = text.find('}', open);
    if (close == text.npos) break;
    std::string_view name = text.substr(open + 2, close - open - 2);
    name = name.substr(0, name.find(','));
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name != "*" && name != "?" && name != "$") names.emplace_back(name);
  }
  return names;
}

std::string DidYouMeanKey(std::string_view key) {
  const std::string nearest = NearestKey(key);
  return nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?";
}

// The actions of the pattern that never bring the key; all or none of a pattern with wildcards.
std::vector<std::string> WithoutKey(const DocumentString& pattern, std::string_view key) {
  const std::vector<CatalogAction> actions = ExpandAction(pattern.text);
  const bool carried = std::any_of(actions.begin(), actions.end(), [&](const auto& action) {
    return ActionCarriesKey(action.service, action.action, key);
  });
  if (carried || actions.empty()) return {};
  return {HasWildcard(pattern.text) ? pattern.text : actions.front().Name()};
}

void CheckCarried(PolicyType type, const DocumentStatement& statement,
                  const DocumentCondition& condition, LintNotes* notes) {
  std::vector<std::string> without;
  for (const DocumentString& action : statement.actions) {
    for (std::string& name : WithoutKey(action, condition.key)) without.push_back(std::move(name));
  }
  // One call of AssumeRole is judged for sts:TagSession and sts:SetSourceIdentity too.
  const bool together = type == PolicyType::kTrust;
  if (without.empty() || (together && without.size() < statement.actions.size())) return;
  const bool passes = OperatorOf(condition).negated;
  notes->Add(condition.span, NameSome(without) +
                                 (without.size() == 1 ? " never carries " : " never carry ") +
                                 condition.key +
                                 (passes ? ", so that this condition is always met there"
                                         : ", so that the statement never applies to " +
                                               std::string(without.size() == 1 ? "it" : "them")));
}

}  // namespace

void CheckUnknownService(const LintSubject& subject, LintNotes* notes) {
  ForEachAction(subject, [&](const DocumentString& action) {
    const std::string prefix = PrefixOf(action.text);
    if (HasWildcard(prefix) || mockaws::FindService(prefix)) return;
    notes->Add(action.span, "there is no service \"" + prefix + "\"" +
                                DidYouMean(policy_engine::AsciiLower(prefix), ServicePrefixes()));
  });
}

void CheckUnknownAction(const LintSubject& subject, LintNotes* notes) {
  ForEachAction(subject, [&](const DocumentString& action) {
    const std::string prefix = PrefixOf(action.text);
    const auto service = HasWildcard(prefix) ? std::nullopt : mockaws::FindService(prefix);
    if (!service || !ExpandAction(action.text).empty() || IsNewerAction(action.text)) return;
    const std::string name = action.text.substr(prefix.size() + 1);
    if (HasWildcard(name)) {
      notes->Add(action.span, "no action of " + prefix + " matches \"" + name + "\"");
      return;
    }
    std::vector<std::string> names;
    for (const auto& known : service->actions()) names.emplace_back(known.name());
    notes->Add(action.span, prefix + " has no action \"" + name + "\"" + DidYouMean(name, names) +
                                (NearestName(name, names).empty() ? "; AWS takes the policy and "
                                                                    "the name matches no call"
                                                                  : ""));
  });
}

void CheckUnknownConditionKey(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentCondition& condition : statement.conditions) {
      if (FindKey(condition.key)) continue;
      notes->Add(condition.span, "there is no condition key \"" + condition.key + "\"" +
                                     DidYouMeanKey(condition.key));
    }
  }
}

void CheckUnknownVariable(const LintSubject& subject, LintNotes* notes) {
  if (!subject.document.variables_enabled()) return;
  const auto check = [&](const DocumentString& string) {
    for (const std::string& name : VariablesIn(string.text)) {
      if (FindKey(name)) continue;
      notes->Add(string.span, "there is no variable \"${" + name + "}\"" + DidYouMeanKey(name));
    }
  };
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentString& resource : statement.resources) check(resource);
    for (const DocumentCondition& condition : statement.conditions) {
      for (const DocumentString& value : condition.values) check(value);
    }
  }
}

void CheckConditionKeyNotCarried(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    if (statement.not_action) continue;
    for (const DocumentCondition& condition : statement.conditions) {
      const auto facts = FindKey(condition.key);
      const auto name = OperatorOf(condition);
      // Those who write IfExists or Null know that the key can be absent.
      const bool minds_absence = name.if_exists ||
                                 name.op == policy_engine::ConditionOperator::kNull ||
                                 name.set == policy_engine::SetQualifier::kForAllValues;
      if (!facts || facts->scope == KeyScope::kEveryRequest || minds_absence) continue;
      CheckCarried(subject.type, statement, condition, notes);
    }
  }
}

}  // namespace simulator
