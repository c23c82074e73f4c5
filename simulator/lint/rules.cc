#include <algorithm>

#include "simulator/lint/checks.h"
#include "simulator/lint/pages.h"

namespace simulator {

namespace {

using enum LintSeverity;

constexpr LintRule kRules[] = {
    {"grammar", "grammar", kError, "AWS would refuse the document", nullptr},
    {"too-large", "grammar", kError, "the document has more characters than AWS takes",
     CheckTooLarge},

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

    {"literal-wildcard", "literals", kWarning, "a wildcard in an operator that takes it literally",
     CheckLiteralWildcard},
    {"old-version", "literals", kSuggestion, "the policy language of 2008-10-17", CheckOldVersion},
    {"variables-in-old-version", "literals", kError, "a variable in a policy of version 2008-10-17",
     CheckVariablesInOldVersion},

    {"operator-type-mismatch", "conditions", kWarning,
     "a condition operator that doesn't fit the key's type", CheckOperatorTypeMismatch},
    {"multivalued-without-set", "conditions", kError,
     "a list compared without ForAnyValue or ForAllValues", CheckMultivaluedWithoutSet},
    {"set-on-single-value", "conditions", kWarning,
     "ForAnyValue or ForAllValues on a key of one value", CheckSetOnSingleValue},
    {"for-all-values-passes-absent", "conditions", kSuggestion,
     "an Allow whose ForAllValues is met by an absent key", CheckForAllValuesPassesAbsent},
    {"contradictory-conditions", "conditions", kError, "conditions that are never met together",
     CheckContradictoryConditions},
    {"mfa-absent-passes", "conditions", kWarning,
     "an MFA condition that long-term access keys get around", CheckMfaAbsentPasses},
    {"private-source-ip", "conditions", kWarning, "a private address for aws:SourceIp",
     CheckPrivateSourceIp},
    {"source-ip-denies-services", "conditions", kWarning,
     "a Deny by address that hits calls through AWS services", CheckSourceIpDeniesServices},
    {"unreachable-statement", "statements", kWarning,
     "an Allow that a Deny of the same policy takes back", CheckUnreachableStatement},
    {"redundant-statement", "statements", kSuggestion, "another statement says all of this",
     CheckRedundantStatement},
    {"redundant-element", "statements", kSuggestion, "an entry that another of the list covers",
     CheckRedundantElement},

    {"administrator-grant", "grants", kWarning, "everything is allowed on everything",
     CheckAdministratorGrant},
    {"whole-service-grant", "grants", kWarning,
     "all of a service's actions are allowed on every resource", CheckWholeServiceGrant},
    {"write-on-every-resource", "grants", kSuggestion,
     "changes are allowed on every resource without a condition", CheckWriteOnEveryResource},
    {"allow-not-action", "grants", kWarning, "Allow with NotAction", CheckAllowNotAction},
    {"allow-not-resource", "grants", kWarning, "Allow with NotResource", CheckAllowNotResource},
    {"pass-any-role", "grants", kWarning, "any role may be passed to any service",
     CheckPassAnyRole},
    {"assume-any-role", "grants", kWarning, "any role may be assumed", CheckAssumeAnyRole},
    {"privilege-escalation", "grants", kWarning,
     "what is granted is enough to get more than is granted", CheckPrivilegeEscalation},

    {"allow-not-principal", "principals", kError, "Allow with NotPrincipal",
     CheckAllowNotPrincipal},
    {"wildcard-principal", "principals", kError, "everybody is allowed", CheckWildcardPrincipal},
    {"partial-principal", "principals", kError, "a wildcard within a principal's name",
     CheckPartialPrincipal},
    {"dangling-principal", "principals", kWarning, "a principal that has been deleted",
     CheckDanglingPrincipal},
    {"third-party-without-external-id", "principals", kWarning,
     "another account may assume the role without an External ID",
     CheckThirdPartyWithoutExternalId},
    {"service-without-source", "principals", kWarning,
     "a service is allowed, on whosever behalf it comes", CheckServiceWithoutSource},
    {"oidc-without-subject", "principals", kError,
     "any identity of the OIDC provider may assume the role", CheckOidcWithoutSubject},
    {"oidc-subject-too-wide", "principals", kError,
     "the subject condition lets others of the OIDC provider in", CheckOidcSubjectTooWide},
    {"oidc-without-audience", "principals", kWarning,
     "tokens that were made for others may assume the role", CheckOidcWithoutAudience},
    {"saml-without-audience", "principals", kWarning,
     "SAML responses for other addressees may assume the role", CheckSamlWithoutAudience},
};

}  // namespace

const std::vector<LintRule>& LintRules() {
  static const auto& rules = *new std::vector<LintRule>(std::begin(kRules), std::end(kRules));
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
