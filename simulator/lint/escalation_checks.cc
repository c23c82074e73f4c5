// Privilege escalation: actions that together are worth more than each.

#include <algorithm>

#include "simulator/lint/checks.h"
#include "simulator/lint/escalation_paths.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"

namespace simulator {

using policy_engine::DocumentStatement;
using policy_engine::DocumentString;

namespace {

bool IsUnlimitedDeny(const DocumentStatement& statement, std::string_view action) {
  return !IsAllow(statement) && statement.conditions.empty() && IsOnEverything(statement) &&
         ConcernsAction(statement, action);
}

// A condition that keeps the action from those who could gain by it.
bool IsClosed(const DocumentStatement& statement) {
  return DemandsOneOf(statement, {"iam:PermissionsBoundary", "iam:PolicyARN", "aws:ResourceTag/",
                                  "iam:ResourceTag/", "ssm:resourceTag/", "lambda:Layer"});
}

// One resource by name, or only oneself: that the author has chosen.
bool IsNamed(const DocumentString& resource, bool needs_others) {
  if (HasWildcard(resource.text)) return false;
  return needs_others || resource.text.find("${") == std::string::npos;
}

bool IsWide(const DocumentStatement& statement, bool needs_others) {
  if (statement.not_resource) return true;
  return std::any_of(statement.resources.begin(), statement.resources.end(),
                     [&](const auto& resource) { return !IsNamed(resource, needs_others); });
}

bool IsAdministrator(const DocumentStatement& statement) {
  return !statement.not_action && statement.conditions.empty() && IsOnEverything(statement) &&
         std::any_of(statement.actions.begin(), statement.actions.end(),
                     [](const auto& action) { return IsEveryAction(action.text); });
}

// The pattern that grants the action widely enough, or the statement's first.
const DocumentString* GrantOf(const DocumentStatement& statement, std::string_view action,
                              bool needs_others) {
  if (!IsAllow(statement) || !ConcernsAction(statement, action)) return nullptr;
  if (IsClosed(statement) || !IsWide(statement, needs_others) || statement.actions.empty()) {
    return nullptr;
  }
  for (const DocumentString& pattern : statement.actions) {
    if (ActionMatches(pattern.text, action)) return &pattern;
  }
  return &statement.actions.front();
}

const DocumentString* FindGrant(const LintSubject& subject, std::string_view action,
                                bool needs_others) {
  const auto& statements = subject.document.statements;
  const bool denied = std::any_of(statements.begin(), statements.end(), [&](const auto& statement) {
    return IsUnlimitedDeny(statement, action);
  });
  if (denied) return nullptr;
  for (const DocumentStatement& statement : statements) {
    if (const auto* grant = GrantOf(statement, action, needs_others)) return grant;
  }
  return nullptr;
}

}  // namespace

void CheckPrivilegeEscalation(const LintSubject& subject, LintNotes* notes) {
  const auto& statements = subject.document.statements;
  if (!IsIdentityPolicy(subject.type)) return;
  // Nothing is left to gain.
  const bool administrator = std::any_of(statements.begin(), statements.end(), [](const auto& it) {
    return IsAllow(it) && IsAdministrator(it);
  });
  if (administrator) return;
  for (const EscalationPath& path : EscalationPaths()) {
    const DocumentString* last = nullptr;
    std::vector<std::string> names;
    for (const std::string_view action : path.actions) {
      last = FindGrant(subject, action, path.needs_others);
      if (last == nullptr) break;
      names.emplace_back(action);
    }
    if (last == nullptr) continue;
    const bool many = names.size() > 1;
    notes->Add(last->span, NameSome(names) + (many ? " together are" : " is") + " enough to " +
                               std::string(path.name) +
                               "; limit it to named resources, or by a condition");
  }
}

}  // namespace simulator
