// Trust in identity providers that many tenants share: the statement must pin the tenant's claim.
// Recorded from live AWS, limits included.
#include <algorithm>
#include <string>
#include <vector>

#include "policy_engine/condition/operators.h"
#include "policy_engine/document/stored_checks.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/glob.h"

namespace policy_engine {

namespace {

constexpr std::string_view kGitHub = "token.actions.githubusercontent.com";

// What a provider's statement must pin.
struct TenantClaims {
  std::vector<std::string> keys;  // any of them
  // Social providers: keys in exactly this case, no StringLike, any value.
  bool exact = false;
  // A value may not begin with `*` nor be blank; else it may only not be `*`.
  bool strict_values = false;
};

// The provider's host and path: of an ARN, what follows `oidc-provider/`.
std::string_view IssuerOf(std::string_view provider) {
  constexpr std::string_view kMark = ":oidc-provider/";
  const size_t at = provider.find(kMark);
  return at == std::string_view::npos ? provider : provider.substr(at + kMark.size());
}

bool IsGitHub(std::string_view issuer) { return issuer.substr(0, kGitHub.size()) == kGitHub; }

// Empty keys: the provider isn't shared.
TenantClaims ClaimsOf(std::string_view issuer) {
  const auto keys = [issuer](std::initializer_list<const char*> claims) {
    std::vector<std::string> names;
    for (const char* claim : claims) names.push_back(std::string(issuer) + ":" + claim);
    return names;
  };
  if (IsGitHub(issuer)) return {keys({"sub", "job_workflow_ref"}), false, true};
  if (issuer == "gitlab.com" || issuer == "app.terraform.io") return {keys({"sub"})};
  if (issuer == "cognito-identity.amazonaws.com") return {keys({"aud"})};
  if (issuer == "accounts.google.com") return {keys({"aud", "oaud", "sub"}), true};
  if (issuer == "www.amazon.com" || issuer == "graph.facebook.com") {
    return {keys({"app_id", "sub"}), true};
  }
  return {};
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool OperatorCounts(const OperatorName& name, bool exact) {
  if (name.negated || name.if_exists) return false;
  return name.op == ConditionOperator::kStringEquals ||
         name.op == ConditionOperator::kStringEqualsIgnoreCase ||
         (!exact && name.op == ConditionOperator::kStringLike);
}

bool KeyCounts(const std::string& key, const TenantClaims& claims) {
  return std::any_of(claims.keys.begin(), claims.keys.end(), [&](const std::string& known) {
    return claims.exact ? key == known : EqualsIgnoringAsciiCase(key, known);
  });
}

bool ValuesPin(const DocumentCondition& condition, const TenantClaims& claims) {
  if (claims.exact) return true;
  return std::none_of(condition.values.begin(), condition.values.end(),
                      [&](const DocumentString& value) {
                        if (!claims.strict_values) return value.text == "*";
                        return IsBlank(value.text) || value.text.front() == '*';
                      });
}

// One operator's block pins the tenant if it has a claim and every claim in it is pinned.
bool Pins(const std::vector<DocumentCondition>& conditions, const TenantClaims& claims) {
  for (const DocumentCondition& first : conditions) {
    OperatorName name;
    if (!ReadOperatorName(first.op, &name) || !OperatorCounts(name, claims.exact)) continue;
    bool any = false;
    bool all = true;
    for (const DocumentCondition& condition : conditions) {
      if (condition.op != first.op || !KeyCounts(condition.key, claims)) continue;
      any = true;
      all &= ValuesPin(condition, claims);
    }
    if (any && all) return true;
  }
  return false;
}

// Claims that the provider's trust must pin and this statement doesn't; empty keys: all is well.
TenantClaims OpenClaims(const DocumentStatement& statement, std::string_view provider) {
  TenantClaims claims = ClaimsOf(IssuerOf(provider));
  return claims.keys.empty() || Pins(statement.conditions, claims) ? TenantClaims() : claims;
}

bool GrantsWebIdentity(const DocumentStatement& statement) {
  if (statement.effect != Effect::kAllow || statement.not_action) return false;
  return std::any_of(
      statement.actions.begin(), statement.actions.end(), [](const DocumentString& action) {
        return GlobMatch(EncodeGlob(AsciiLower(action.text)), "sts:assumerolewithwebidentity");
      });
}

}  // namespace

void CheckSharedProviders(const DocumentStatement& statement, const Path& path, IssueList* issues) {
  if (!GrantsWebIdentity(statement)) return;
  for (const DocumentPrincipal& principal : statement.principals) {
    if (principal.kind != PrincipalKind::kFederated) continue;
    const TenantClaims claims = OpenClaims(statement, principal.text);
    if (claims.keys.empty()) continue;
    issues->Add(CheckStage::kTypeRules,
                "Trust policy with trusted principal " + principal.text +
                    " must evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, " +
                    claims.keys.front() + " which is not scoped to all.",
                "anybody's token of `" + principal.text +
                    "` would be trusted: add a condition on `" + claims.keys.front() + "`",
                path, principal.span);
  }
}

bool LeavesTenantOpen(const PolicyDocument& document, std::string_view provider) {
  const auto opens = [&](const DocumentPrincipal& principal, const DocumentStatement& statement) {
    return principal.kind == PrincipalKind::kFederated && principal.text == provider &&
           !OpenClaims(statement, provider).keys.empty();
  };
  for (const DocumentStatement& statement : document.statements) {
    if (!GrantsWebIdentity(statement)) continue;
    for (const DocumentPrincipal& principal : statement.principals) {
      if (opens(principal, statement)) return true;
    }
  }
  return false;
}

}  // namespace policy_engine
