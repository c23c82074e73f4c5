// The rules' checks, a file for each group.
#pragma once

#include "simulator/lint/rule.h"

namespace simulator {

// size_checks.cc
void CheckTooLarge(const LintSubject& subject, LintNotes* notes);

// catalog_checks.cc
void CheckUnknownService(const LintSubject& subject, LintNotes* notes);
void CheckUnknownAction(const LintSubject& subject, LintNotes* notes);
void CheckUnknownConditionKey(const LintSubject& subject, LintNotes* notes);
void CheckUnknownVariable(const LintSubject& subject, LintNotes* notes);
void CheckConditionKeyNotCarried(const LintSubject& subject, LintNotes* notes);
// resource_checks.cc
void CheckUnknownResource(const LintSubject& subject, LintNotes* notes);
void CheckActionResourceMismatch(const LintSubject& subject, LintNotes* notes);

// literal_checks.cc
void CheckLiteralWildcard(const LintSubject& subject, LintNotes* notes);
void CheckOldVersion(const LintSubject& subject, LintNotes* notes);
void CheckVariablesInOldVersion(const LintSubject& subject, LintNotes* notes);

// condition_checks.cc
void CheckOperatorTypeMismatch(const LintSubject& subject, LintNotes* notes);
void CheckMultivaluedWithoutSet(const LintSubject& subject, LintNotes* notes);
void CheckSetOnSingleValue(const LintSubject& subject, LintNotes* notes);
void CheckForAllValuesPassesAbsent(const LintSubject& subject, LintNotes* notes);
void CheckContradictoryConditions(const LintSubject& subject, LintNotes* notes);
void CheckMfaAbsentPasses(const LintSubject& subject, LintNotes* notes);
void CheckPrivateSourceIp(const LintSubject& subject, LintNotes* notes);
void CheckSourceIpDeniesServices(const LintSubject& subject, LintNotes* notes);

// statement_checks.cc
void CheckUnreachableStatement(const LintSubject& subject, LintNotes* notes);
void CheckRedundantStatement(const LintSubject& subject, LintNotes* notes);
void CheckRedundantElement(const LintSubject& subject, LintNotes* notes);

// grant_checks.cc
void CheckAdministratorGrant(const LintSubject& subject, LintNotes* notes);
void CheckWholeServiceGrant(const LintSubject& subject, LintNotes* notes);
void CheckWriteOnEveryResource(const LintSubject& subject, LintNotes* notes);
void CheckAllowNotAction(const LintSubject& subject, LintNotes* notes);
void CheckAllowNotResource(const LintSubject& subject, LintNotes* notes);
void CheckPassAnyRole(const LintSubject& subject, LintNotes* notes);
void CheckAssumeAnyRole(const LintSubject& subject, LintNotes* notes);

// escalation_checks.cc
void CheckPrivilegeEscalation(const LintSubject& subject, LintNotes* notes);

// principal_checks.cc
void CheckAllowNotPrincipal(const LintSubject& subject, LintNotes* notes);
void CheckWildcardPrincipal(const LintSubject& subject, LintNotes* notes);
void CheckPartialPrincipal(const LintSubject& subject, LintNotes* notes);
void CheckDanglingPrincipal(const LintSubject& subject, LintNotes* notes);
void CheckThirdPartyWithoutExternalId(const LintSubject& subject, LintNotes* notes);
void CheckServiceWithoutSource(const LintSubject& subject, LintNotes* notes);
// federation_checks.cc
void CheckOidcWithoutSubject(const LintSubject& subject, LintNotes* notes);
void CheckOidcSubjectTooWide(const LintSubject& subject, LintNotes* notes);
void CheckOidcWithoutAudience(const LintSubject& subject, LintNotes* notes);
void CheckSamlWithoutAudience(const LintSubject& subject, LintNotes* notes);

}  // namespace simulator
