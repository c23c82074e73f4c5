// Grants that are wider than anybody needs.

#include <algorithm>

#include "simulator/lint/checks.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"

namespace simulator {

using mockaws::AccessLevel;
using policy_engine::DocumentStatement;
using policy_engine::DocumentString;

namespace {

// Allows of policies of users, groups and roles; the limits (boundaries, SCPs) are wide rightly.
template <typename Visit>
void ForEachGrant(const LintSubject& subject, const Visit& visit) {
  if (!IsIdentityPolicy(subject.type)) return;
  for (const DocumentStatement& statement : subject.document.statements) {
    if (IsAllow(statement)) visit(statement);
  }
}

bool GrantsEveryAction(const DocumentStatement& statement) {
  return !statement.not_action &&
         std::any_of(statement.actions.begin(), statement.actions.end(),
                     [](const DocumentString& action) { return IsEveryAction(action.text); });
}

// `iam:*`.
bool IsWholeService(const std::string& action) {
  const size_t colon = action.find(':');
  return colon != std::string::npos && !HasWildcard(action.substr(0, colon)) &&
         IsAnything(action.substr(colon + 1));
}

bool ChangesAResource(const CatalogAction& action) {
  const AccessLevel level = action.action.level();
  return (level == AccessLevel::kWrite || level == AccessLevel::kPermissionsManagement) &&
         !action.action.resources().empty();
}

policy_engine::Span ActionsSpan(const DocumentStatement& statement) {
  return statement.actions.empty() ? statement.span : statement.actions.front().span;
}

// The last field of a role's ARN says nothing of which role: `*`, `arn:aws:iam::*:role/*`.
bool IsAnyRole(const DocumentStatement& statement) {
  if (statement.not_resource) return true;
  return std::any_of(statement.resources.begin(), statement.resources.end(), [](const auto& item) {
    return PatternCovers(item.text, "arn:aws:iam::111122223333:role/") ||
           item.text.ends_with(":role/*") || item.text.ends_with(":*");
  });
}

// Named, not by a wildcard of the whole service: that is another rule's.
bool NamesAction(const DocumentStatement& statement, std::string_view action) {
  return !statement.not_action &&
         std::any_of(statement.actions.begin(), statement.actions.end(), [&](const auto& pattern) {
           return !IsEveryAction(pattern.text) && !IsWholeService(pattern.text) &&
                  ActionMatches(pattern.text, action);
         });
}

}  // namespace

void CheckAdministratorGrant(const LintSubject& subject, LintNotes* notes) {
  ForEachGrant(subject, [&](const DocumentStatement& statement) {
    if (!GrantsEveryAction(statement) || !IsOnEverything(statement)) return;
    if (!statement.conditions.empty()) return;
    notes->Add(ActionsSpan(statement),
               "every action is allowed on every resource; grant the actions that are needed");
  });
}

void CheckWholeServiceGrant(const LintSubject& subject, LintNotes* notes) {
  ForEachGrant(subject, [&](const DocumentStatement& statement) {
    if (statement.not_action || !IsOnEverything(statement)) return;
    if (!statement.conditions.empty() || GrantsEveryAction(statement)) return;
    for (const DocumentString& action : statement.actions) {
      if (!IsWholeService(action.text)) continue;
      notes->Add(action.span, "all of " + action.text.substr(0, action.text.find(':')) +
                                  " is allowed on every resource; name actions or resources");
    }
  });
}

void CheckWriteOnEveryResource(const LintSubject& subject, LintNotes* notes) {
  ForEachGrant(subject, [&](const DocumentStatement& statement) {
    if (statement.not_action || !IsOnEverything(statement)) return;
    if (!statement.conditions.empty() || GrantsEveryAction(statement)) return;
    std::vector<std::string> changing;
    policy_engine::Span first;
    for (const DocumentString& pattern : statement.actions) {
      if (IsWholeService(pattern.text)) continue;
      const std::vector<CatalogAction> actions = ExpandAction(pattern.text);
      if (std::none_of(actions.begin(), actions.end(), ChangesAResource)) continue;
      if (changing.empty()) first = pattern.span;
      changing.push_back(pattern.text);
    }
    if (changing.empty()) return;
    notes->Add(first, NameSome(changing) + (changing.size() == 1 ? " changes" : " change") +
                          " resources and could be limited to some; name them, or add a "
                          "condition");
  });
}

void CheckAllowNotAction(const LintSubject& subject, LintNotes* notes) {
  if (!IsIdentityPolicy(subject.type) && !HasPrincipals(subject.type)) return;
  for (const DocumentStatement& statement : subject.document.statements) {
    if (!IsAllow(statement) || !statement.not_action) continue;
    notes->Add(ActionsSpan(statement),
               "all actions but these are allowed, those of services yet to come too; list what "
               "is allowed, or deny these and allow separately");
  }
}

void CheckAllowNotResource(const LintSubject& subject, LintNotes* notes) {
  ForEachGrant(subject, [&](const DocumentStatement& statement) {
    if (!statement.not_resource) return;
    notes->Add(statement.resources.empty() ? statement.span : statement.resources.front().span,
               "all resources but these are allowed, those of other accounts too; list what is "
               "allowed, or deny these and allow separately");
  });
}

void CheckPassAnyRole(const LintSubject& subject, LintNotes* notes) {
  ForEachGrant(subject, [&](const DocumentStatement& statement) {
    if (!NamesAction(statement, "iam:PassRole") || !IsAnyRole(statement)) return;
    if (DemandsOneOf(statement, {"iam:PassedToService", "iam:AssociatedResourceArn",
                                 "aws:ResourceTag/", "iam:ResourceTag/"})) {
      return;
    }
    notes->Add(ActionsSpan(statement),
               "iam:PassRole on every role hands out the rights of the account's strongest role; "
               "name the roles, and the service in iam:PassedToService");
  });
}

void CheckAssumeAnyRole(const LintSubject& subject, LintNotes* notes) {
  ForEachGrant(subject, [&](const DocumentStatement& statement) {
    if (!NamesAction(statement, "sts:AssumeRole") || !IsAnyRole(statement)) return;
    if (DemandsOneOf(statement, {"aws:ResourceTag/", "iam:ResourceTag/", "aws:ResourceAccount",
                                 "aws:ResourceOrgID", "aws:ResourceOrgPaths"})) {
      return;
    }
    notes->Add(ActionsSpan(statement),
               "every role that trusts this account may be assumed, in any account; name the "
               "roles");
  });
}

}  // namespace simulator
