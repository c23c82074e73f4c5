// The keys that each mapping of a scenario file may have. scenarios/schema.json has the same, which
// a test compares.
#pragma once

#include <string>
#include <vector>

namespace simulator {

struct KeyTable {
  std::string what;  // for messages: `a step`
  std::vector<std::string> keys;
};

const KeyTable& ScenarioKeys();
// A file that a scenario includes.
const KeyTable& IncludedKeys();
const KeyTable& AccountKeys();
// A seed file, and its accounts.
const KeyTable& SeedKeys();
const KeyTable& SeedAccountKeys();
const KeyTable& AccessKeyKeys();
const KeyTable& UserKeys();
const KeyTable& GroupKeys();
const KeyTable& RoleKeys();
// Of a managed policy that isn't written as the bare document.
const KeyTable& PolicyKeys();
const KeyTable& IdentityProviderKeys();
const KeyTable& OrganizationKeys();
const KeyTable& OrganizationRootKeys();
const KeyTable& OrganizationUnitKeys();
const KeyTable& OrganizationAccountKeys();

// The keys that say what a step does; each step has exactly one of them.
const std::vector<std::string>& StepKindKeys();
const KeyTable& CallStepKeys();
const KeyTable& AssumeStepKeys();
const KeyTable& CheckStepKeys();
const KeyTable& CanStepKeys();
const KeyTable& AdvanceStepKeys();
const KeyTable& ConsoleStepKeys();
const KeyTable& ProbeStepKeys();
const KeyTable& WhoCanStepKeys();
const KeyTable& LintStepKeys();

const KeyTable& CheckKeys();
const KeyTable& WhoCanKeys();
const KeyTable& SwitchRoleKeys();
const KeyTable& ProbeKeys();

// `expect` of calls and console steps; of checks; of can; of probes; of who_can and lint.
const KeyTable& ExpectKeys();
const KeyTable& CheckExpectKeys();
const KeyTable& CanExpectKeys();
const KeyTable& ProbeExpectKeys();
const KeyTable& WhoCanExpectKeys();
const KeyTable& LintExpectKeys();
const KeyTable& MatcherKeys();
const KeyTable& ExplainKeys();
const KeyTable& BecauseKeys();
const KeyTable& PracticeKeys();

// Values that are made when a step runs (made_value.h).
const KeyTable& MfaCodeKeys();
const KeyTable& TotpKeys();
const KeyTable& OidcTokenKeys();
const KeyTable& SamlResponseKeys();

// `allowed`, `explicitDeny`, `implicitDeny`.
const std::vector<std::string>& DecisionNames();
// `identity-policy`, `trust-policy`, …
const std::vector<std::string>& PolicyTypeNames();

}  // namespace simulator
