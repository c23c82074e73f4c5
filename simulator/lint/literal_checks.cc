// Text that means less than it seems to: wildcards and variables that are mere characters.

#include <algorithm>

#include "simulator/lint/checks.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"

namespace simulator {

using policy_engine::ConditionOperator;
using policy_engine::DocumentCondition;
using policy_engine::DocumentStatement;
using policy_engine::DocumentString;

namespace {

bool TakesWildcardsLiterally(ConditionOperator op) {
  return op == ConditionOperator::kStringEquals || op == ConditionOperator::kStringEqualsIgnoreCase;
}

// `StringEquals` with its qualifiers as `StringLike` with the same.
std::string LikeOperator(const std::string& op) {
  std::string like = op;
  const size_t equals = like.find("Equals");
  const size_t ignore = like.find("IgnoreCase");
  if (ignore != std::string::npos) like.erase(ignore, std::string("IgnoreCase").size());
  return equals == std::string::npos ? like : like.replace(equals, 6, "Like");
}

}  // namespace

void CheckLiteralWildcard(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentCondition& condition : statement.conditions) {
      const auto name = OperatorOf(condition);
      if (!TakesWildcardsLiterally(name.op)) continue;
      for (const DocumentString& value : condition.values) {
        if (!HasWildcard(value.text)) continue;
        notes->Add(value.span, condition.op + " takes the wildcard in \"" + value.text +
                                   "\" as a character like any other; use " +
                                   LikeOperator(condition.op) +
                                   ", or write ${*} or ${?} if the character is meant");
      }
    }
  }
}

void CheckOldVersion(const LintSubject& subject, LintNotes* notes) {
  if (subject.document.variables_enabled()) return;
  const bool absent = subject.document.version.empty();
  notes->Add({},
             std::string(absent ? "without Version the policy has the language of 2008-10-17"
                                : "the policy has the language of " + subject.document.version) +
                 ", where variables are mere text; write \"Version\": \"2012-10-17\"");
}

void CheckVariablesInOldVersion(const LintSubject& subject, LintNotes* notes) {
  if (subject.document.variables_enabled()) return;
  const auto check = [&](const DocumentString& string) {
    const size_t open = string.text.find("${");
    if (open == std::string::npos || string.text.find('}', open) == std::string::npos) return;
    notes->Add(string.span, "\"" + string.text +
                                "\" has a variable, which is mere text in this Version; write "
                                "\"Version\": \"2012-10-17\"");
  };
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentString& resource : statement.resources) check(resource);
    for (const DocumentCondition& condition : statement.conditions) {
      for (const DocumentString& value : condition.values) check(value);
    }
  }
}

}  // namespace simulator
