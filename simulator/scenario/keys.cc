#include "simulator/scenario/keys.h"

namespace simulator {

// Tables live as long as the program and are never destroyed: no order of destruction to get wrong.
#define KEY_TABLE(Name, ...)                               \
  const KeyTable& Name() {                                 \
    static const auto& table = *new KeyTable{__VA_ARGS__}; \
    return table;                                          \
  }

KEY_TABLE(ScenarioKeys, "a scenario",
          {"scenario", "name", "story", "notice", "exercise", "tags", "clock", "seed", "include",
           "vars", "matrix", "accounts", "organization", "steps", "practice"})
KEY_TABLE(IncludedKeys, "an included file", {"vars", "accounts", "organization", "steps"})
KEY_TABLE(AccountKeys, "an account",
          {"id", "alias", "identity_providers", "users", "groups", "roles", "policies"})
KEY_TABLE(SeedKeys, "a seed file", {"seed", "vars", "accounts", "organization"})
KEY_TABLE(SeedAccountKeys, "an account",
          {"id", "alias", "root_access_keys", "quotas", "identity_providers", "users", "groups",
           "roles", "policies"})
KEY_TABLE(AccessKeyKeys, "an access key", {"id", "secret"})
KEY_TABLE(UserKeys, "a user",
          {"path", "attach", "inline", "boundary", "tags", "groups", "access_keys", "mfa"})
KEY_TABLE(GroupKeys, "a group", {"path", "attach", "inline"})
KEY_TABLE(RoleKeys, "a role",
          {"path", "description", "trust", "attach", "inline", "boundary", "tags",
           "max_session_duration"})
KEY_TABLE(PolicyKeys, "a managed policy", {"path", "document"})
KEY_TABLE(IdentityProviderKeys, "an identity provider",
          {"url", "client_ids", "thumbprints", "jwks", "entity_id", "metadata", "tags"})
KEY_TABLE(OrganizationKeys, "\"organization\"",
          {"id", "management", "delegated_administrator", "trusted_access", "root_sessions",
           "root_credentials_management", "scps", "rcps", "root"})
KEY_TABLE(OrganizationRootKeys, "the root", {"id", "scps", "rcps", "units", "accounts"})
KEY_TABLE(OrganizationUnitKeys, "a unit", {"id", "scps", "rcps", "units", "accounts"})
KEY_TABLE(OrganizationAccountKeys, "an account of the organization", {"scps", "rcps"})

const std::vector<std::string>& StepKindKeys() {
  static const auto& keys = *new std::vector<std::string>{
      "call", "assume", "check", "can", "advance", "console", "probe", "who_can", "lint"};
  return keys;
}

KEY_TABLE(CallStepKeys, "a call",
          {"name", "as", "on_behalf_of", "known_gap", "call", "with", "save", "expect"})
KEY_TABLE(AssumeStepKeys, "an assume step",
          {"name", "as", "on_behalf_of", "known_gap", "assume", "with", "save", "expect"})
KEY_TABLE(CheckStepKeys, "a check", {"name", "as", "on_behalf_of", "known_gap", "check", "expect"})
KEY_TABLE(CanStepKeys, "a can step",
          {"name", "as", "on_behalf_of", "known_gap", "can", "context", "expect"})
KEY_TABLE(AdvanceStepKeys, "an advance", {"name", "advance"})
KEY_TABLE(ConsoleStepKeys, "a console step",
          {"name", "as", "on_behalf_of", "known_gap", "console", "with", "save", "expect"})
KEY_TABLE(ProbeStepKeys, "a probe",
          {"name", "as", "on_behalf_of", "known_gap", "probe", "with", "expect"})
KEY_TABLE(WhoCanStepKeys, "a who_can step", {"name", "known_gap", "who_can", "expect"})

KEY_TABLE(LintStepKeys, "a lint step", {"name", "known_gap", "lint", "expect"})

KEY_TABLE(CheckKeys, "\"check\"", {"allow", "deny", "context"})
KEY_TABLE(WhoCanKeys, "\"who_can\"", {"action", "resource", "context"})
KEY_TABLE(SwitchRoleKeys, "\"with\" of switch-role", {"account", "role"})
KEY_TABLE(ProbeKeys, "\"with\" of a probe", {"RoleArn", "RoleSessionName", "right"})

KEY_TABLE(ExpectKeys, "\"expect\"", {"allow", "error", "http", "message", "body", "explain"})
KEY_TABLE(CheckExpectKeys, "\"expect\" of a check", {"explain"})
KEY_TABLE(CanExpectKeys, "\"expect\" of can", {"allow", "explain"})
KEY_TABLE(ProbeExpectKeys, "\"expect\" of a probe", {"without", "wrong", "right"})
KEY_TABLE(WhoCanExpectKeys, "\"expect\" of who_can", {"exactly", "includes", "excludes"})
KEY_TABLE(LintExpectKeys, "\"expect\" of lint", {"exactly", "includes", "excludes"})
KEY_TABLE(MatcherKeys, "an expected value",
          {"equals", "contains", "matches", "includes", "excludes", "present", "absent", "length"})
KEY_TABLE(ExplainKeys, "\"explain\"",
          {"decision", "decided_by", "blocked_by", "in_account", "passed", "matched", "ignored",
           "because"})
KEY_TABLE(BecauseKeys, "\"because\"",
          {"statement", "policy", "element", "operator", "key", "wanted", "got"})

KEY_TABLE(PracticeKeys, "\"practice\"", {"task", "hint", "document", "start", "solution", "steps"})
KEY_TABLE(MfaCodeKeys, "$mfa_code", {"$mfa_code", "ahead"})
KEY_TABLE(OidcTokenKeys, "$oidc_token", {"$oidc_token", "claims", "lifetime", "forged"})
KEY_TABLE(SamlResponseKeys, "$saml_response",
          {"$saml_response", "roles", "session_name", "subject", "session_duration",
           "source_identity", "tags", "transitive_tags", "attributes", "recipient", "lifetime",
           "forged"})
KEY_TABLE(TotpKeys, "$totp", {"$totp", "ahead"})

#undef KEY_TABLE

const std::vector<std::string>& DecisionNames() {
  static const auto& names =
      *new std::vector<std::string>{"allowed", "explicitDeny", "implicitDeny"};
  return names;
}

const std::vector<std::string>& PolicyTypeNames() {
  static const auto& names = *new std::vector<std::string>{
      "identity-policy",        "resource-policy",         "trust-policy",
      "permissions-boundary",   "session-policy",          "scope-policy",
      "service-control-policy", "resource-control-policy", "vpc-endpoint-policy"};
  return names;
}

}  // namespace simulator
