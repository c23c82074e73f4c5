// The rules' checks, a file for each group.
#pragma once

#include "simulator/lint/rule.h"

namespace simulator {

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

}  // namespace simulator
