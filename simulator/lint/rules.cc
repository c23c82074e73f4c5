#include <algorithm>

#include "simulator/lint/checks.h"
#include "simulator/lint/pages.h"

namespace simulator {

const std::vector<LintRule>& LintRules() {
  using enum LintSeverity;
  static const auto& rules = *new std::vector<LintRule>{
      {"grammar", "grammar", kError, "AWS would refuse the document", nullptr},

      {"unknown-service", "catalog", kError, "no service has this prefix", CheckUnknownService},
      {"unknown-action", "catalog", kError, "the service has no such action", CheckUnknownAction},
      {"unknown-resource", "catalog", kWarning, "no resource has an ARN of this form",
       CheckUnknownResource},
      {"unknown-condition-key", "catalog", kError, "there is no such condition key",
       CheckUnknownConditionKey},
      {"unknown-variable", "catalog", kError, "there is no such policy variable",
       CheckUnknownVariable},
      {"action-resource-mismatch", "catalog", kWarning,
       "an action and the resources beside it can't go together", CheckActionResourceMismatch},
      {"condition-key-not-carried", "catalog", kWarning,
       "requests for the action never carry the condition's key", CheckConditionKeyNotCarried},

      {"literal-wildcard", "literals", kWarning,
       "a wildcard in an operator that takes it literally", CheckLiteralWildcard},
      {"old-version", "literals", kSuggestion, "the policy language of 2008-10-17",
       CheckOldVersion},
      {"variables-in-old-version", "literals", kError,
       "a variable in a policy of version 2008-10-17", CheckVariablesInOldVersion},

      {"operator-type-mismatch", "conditions", kWarning,
       "a condition operator that doesn't fit the key's type", CheckOperatorTypeMismatch},
      {"multivalued-without-set", "conditions", kError,
       "a list compared without ForAnyValue or ForAllValues", CheckMultivaluedWithoutSet},
      {"set-on-single-value", "conditions", kWarning,
       "ForAnyValue or ForAllValues on a key of one value", CheckSetOnSingleValue},
      {"for-all-values-passes-absent", "conditions", kWarning,
       "an Allow whose ForAllValues is met by an absent key", CheckForAllValuesPassesAbsent},
      {"contradictory-conditions", "conditions", kError, "conditions that are never met together",
       CheckContradictoryConditions},
      {"mfa-absent-passes", "conditions", kWarning,
       "an MFA condition that long-term access keys get around", CheckMfaAbsentPasses},
      {"private-source-ip", "conditions", kWarning, "a private address for aws:SourceIp",
       CheckPrivateSourceIp},
      {"source-ip-denies-services", "conditions", kWarning,
       "a Deny by address that hits calls through AWS services", CheckSourceIpDeniesServices},
  };
  return rules;
}

const LintRule* FindLintRule(std::string_view id) {
  const auto& rules = LintRules();
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const LintRule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

std::string_view LintSeverityName(LintSeverity severity) {
  switch (severity) {
    case LintSeverity::kSuggestion:
      return "suggestion";
    case LintSeverity::kWarning:
      return "warning";
    case LintSeverity::kError:
      return "error";
  }
  return "";
}

std::string_view LintPage(const LintRule& rule) {
  for (const LintPageText& page : LintPages()) {
    if (page.id == rule.id) return page.text;
  }
  return "";
}

}  // namespace simulator
