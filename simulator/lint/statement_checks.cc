// Statements that change nothing, since others in the policy say the same or the opposite.

#include <algorithm>
#include <set>

#include "policy_engine/pattern/ascii.h"
#include "simulator/lint/checks.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"

namespace simulator {

using policy_engine::AsciiLower;
using policy_engine::DocumentCondition;
using policy_engine::DocumentPrincipal;
using policy_engine::DocumentStatement;
using policy_engine::DocumentString;
using policy_engine::PrincipalKind;

namespace {

// What a list of patterns, or `Not` and a list of patterns, stands for.
struct PatternSet {
  bool negated = false;
  std::vector<std::string> patterns;
};

PatternSet ActionsOf(const DocumentStatement& statement) {
  PatternSet set{statement.not_action, {}};
  for (const DocumentString& action : statement.actions) {
    set.patterns.push_back(AsciiLower(action.text));
  }
  return set;
}

PatternSet ResourcesOf(const DocumentStatement& statement) {
  PatternSet set{statement.not_resource, {}};
  for (const DocumentString& resource : statement.resources) set.patterns.push_back(resource.text);
  if (!statement.has_resource) set.patterns.emplace_back("*");
  return set;
}

bool IsEveryone(const DocumentPrincipal& principal) {
  return principal.kind == PrincipalKind::kEveryone ||
         (principal.kind == PrincipalKind::kAws && principal.text == "*");
}

// Principals have no wildcards but `*`.
PatternSet PrincipalsOf(const DocumentStatement& statement) {
  PatternSet set{statement.not_principal, {}};
  for (const DocumentPrincipal& principal : statement.principals) {
    set.patterns.push_back(IsEveryone(principal)
                               ? "*"
                               : std::to_string(static_cast<int>(principal.kind)) + " " +
                                     principal.text);
  }
  if (!statement.has_principal) set.patterns.emplace_back("*");
  return set;
}

// Each pattern of `narrow` is covered by one of `wide`.
bool ListCovers(const std::vector<std::string>& wide, const std::vector<std::string>& narrow) {
  return std::all_of(narrow.begin(), narrow.end(), [&](const std::string& pattern) {
    return std::any_of(wide.begin(), wide.end(),
                       [&](const std::string& cover) { return PatternCovers(cover, pattern); });
  });
}

bool ListsMeet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
    return std::any_of(b.begin(), b.end(),
                       [&](const std::string& y) { return PatternsMeet(x, y); });
  });
}

bool SetCovers(const PatternSet& wide, const PatternSet& narrow) {
  if (!wide.negated && !narrow.negated) return ListCovers(wide.patterns, narrow.patterns);
  if (wide.negated && narrow.negated) return ListCovers(narrow.patterns, wide.patterns);
  if (wide.negated) return !ListsMeet(wide.patterns, narrow.patterns);
  return ListCovers(wide.patterns, {"*"});
}

std::string ConditionText(const DocumentCondition& condition) {
  std::set<std::string> values;
  for (const DocumentString& value : condition.values) values.insert(value.text);
  std::string text = condition.op + "\n" + AsciiLower(condition.key);
  for (const std::string& value : values) text += "\n" + value;
  return text;
}

// Whether `narrow` has every condition of `wide`.
bool ConditionsCover(const DocumentStatement& wide, const DocumentStatement& narrow) {
  std::set<std::string> conditions;
  for (const DocumentCondition& condition : narrow.conditions) {
    conditions.insert(ConditionText(condition));
  }
  return std::all_of(wide.conditions.begin(), wide.conditions.end(), [&](const auto& condition) {
    return conditions.contains(ConditionText(condition));
  });
}

// Whether `wide` applies to every request that `narrow` applies to. False where it can't be told.
bool StatementCovers(const DocumentStatement& wide, const DocumentStatement& narrow) {
  return ConditionsCover(wide, narrow) && SetCovers(ActionsOf(wide), ActionsOf(narrow)) &&
         SetCovers(ResourcesOf(wide), ResourcesOf(narrow)) &&
         SetCovers(PrincipalsOf(wide), PrincipalsOf(narrow));
}

void CheckList(const std::vector<DocumentString>& strings, bool any_case, LintNotes* notes) {
  const auto text = [&](size_t i) {
    return any_case ? AsciiLower(strings[i].text) : strings[i].text;
  };
  for (size_t i = 0; i < strings.size(); ++i) {
    for (size_t j = 0; j < strings.size(); ++j) {
      // Of equals the later one is reported.
      const bool equal = text(i) == text(j);
      if (i == j || (equal && i < j) || !PatternCovers(text(j), text(i))) continue;
      notes->Add(strings[i].span, "\"" + strings[i].text + "\" is covered by \"" + strings[j].text +
                                      "\" in the same list");
      break;
    }
  }
}

}  // namespace

void CheckUnreachableStatement(const LintSubject& subject, LintNotes* notes) {
  const auto& statements = subject.document.statements;
  for (size_t i = 0; i < statements.size(); ++i) {
    if (!IsAllow(statements[i])) continue;
    for (size_t j = 0; j < statements.size(); ++j) {
      if (IsAllow(statements[j]) || !StatementCovers(statements[j], statements[i])) continue;
      notes->Add(statements[i].span,
                 "whatever this allows, " + StatementName(subject.document, j) + " denies");
      break;
    }
  }
}

void CheckRedundantStatement(const LintSubject& subject, LintNotes* notes) {
  const auto& statements = subject.document.statements;
  for (size_t i = 0; i < statements.size(); ++i) {
    for (size_t j = 0; j < statements.size(); ++j) {
      if (i == j || statements[i].effect != statements[j].effect) continue;
      if (!StatementCovers(statements[j], statements[i])) continue;
      if (i < j && StatementCovers(statements[i], statements[j])) continue;
      notes->Add(statements[i].span,
                 StatementName(subject.document, j) + " says all that this statement says");
      break;
    }
  }
}

void CheckRedundantElement(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    CheckList(statement.actions, /*any_case=*/true, notes);
    CheckList(statement.resources, /*any_case=*/false, notes);
  }
}

}  // namespace simulator
