// Trust in identity providers.

#include <algorithm>

#include "policy_engine/pattern/ascii.h"
#include "simulator/lint/checks.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"

namespace simulator {

using policy_engine::DocumentCondition;
using policy_engine::DocumentPrincipal;
using policy_engine::DocumentStatement;
using policy_engine::PrincipalKind;

namespace {

constexpr std::string_view kGitHub = "token.actions.githubusercontent.com";

// Host and path of an OIDC provider; empty if the principal is a SAML provider.
std::string ProviderOf(const DocumentPrincipal& principal) {
  const size_t at = principal.text.find(":oidc-provider/");
  if (at != std::string::npos) return principal.text.substr(at + 15);
  return principal.text.find(":saml-provider/") == std::string::npos ? principal.text : "";
}

template <typename Visit>
void ForEachProvider(const LintSubject& subject, std::string_view action, const Visit& visit) {
  if (subject.type != policy_engine::PolicyType::kTrust) return;
  for (const DocumentStatement& statement : subject.document.statements) {
    if (!IsAllow(statement) || statement.not_principal || !ConcernsAction(statement, action)) {
      continue;
    }
    for (const DocumentPrincipal& principal : statement.principals) {
      if (principal.kind == PrincipalKind::kFederated) visit(statement, principal);
    }
  }
}

bool IsSubjectKey(const DocumentCondition& condition, const std::string& provider) {
  return KeyIs(condition.key, provider + ":sub");
}

// Claims besides `sub` that say whose token it is. The built-in providers have users of everybody's
// application, whom the audience tells apart.
bool LimitsSubject(const DocumentStatement& statement, const std::string& provider) {
  const bool shared = provider == "cognito-identity.amazonaws.com" ||
                      provider == "accounts.google.com" || provider == "www.amazon.com" ||
                      provider == "graph.facebook.com";
  return std::any_of(statement.conditions.begin(), statement.conditions.end(), [&](const auto& it) {
    const std::string_view start = std::string_view(it.key).substr(0, provider.size() + 1);
    if (!KeyIs(start, provider + ":") || !DemandsKey(it)) return false;
    return shared || !KeyIs(it.key, provider + ":aud");
  });
}

// What a value of `sub` fixes before its first wildcard.
std::string FixedPart(const std::string& value) {
  return value.substr(0, value.find_first_of("*?"));
}

// What subjects of some providers all begin with.
constexpr std::string_view kCommonStarts[] = {"system:serviceaccount:", "project_path:", "auth0|",
                                              "organization:",          "org:",          "org/"};

// GitHub's subjects are `repo:OWNER/REPOSITORY:...`, and both names must be fixed. Of other
// providers' one part must be, after what all have.
bool IsTooWide(const std::string& provider, const std::string& value) {
  if (!HasWildcard(value)) return false;
  std::string fixed = FixedPart(value);
  if (provider.starts_with(kGitHub)) {
    const size_t slash = fixed.find('/');
    return !fixed.starts_with("repo:") || slash == std::string::npos ||
           fixed.find(':', slash) == std::string::npos;
  }
  for (const std::string_view start : kCommonStarts) {
    if (fixed.starts_with(start)) {
      fixed.erase(0, start.size());
      break;
    }
  }
  return fixed.find_first_of(":/|") == std::string::npos;
}

}  // namespace

void CheckOidcWithoutSubject(const LintSubject& subject, LintNotes* notes) {
  ForEachProvider(subject, "sts:AssumeRoleWithWebIdentity",
                  [&](const DocumentStatement& statement, const auto& principal) {
                    const std::string provider = ProviderOf(principal);
                    if (provider.empty() || LimitsSubject(statement, provider)) return;
                    notes->Add(principal.span, "every identity that " + provider +
                                                   " vouches for may assume the role; demand " +
                                                   provider + ":sub");
                  });
}

void CheckOidcSubjectTooWide(const LintSubject& subject, LintNotes* notes) {
  ForEachProvider(subject, "sts:AssumeRoleWithWebIdentity",
                  [&](const DocumentStatement& statement, const auto& principal) {
                    const std::string provider = ProviderOf(principal);
                    for (const DocumentCondition& condition : statement.conditions) {
                      const auto name = OperatorOf(condition);
                      if (provider.empty() || !IsSubjectKey(condition, provider) || name.negated)
                        continue;
                      if (name.op != policy_engine::ConditionOperator::kStringLike) continue;
                      for (const auto& value : condition.values) {
                        if (!IsTooWide(provider, value.text)) continue;
                        notes->Add(value.span,
                                   "\"" + value.text + "\" is met by subjects of others too; " +
                                       (provider.starts_with(kGitHub)
                                            ? "fix owner and repository: repo:OWNER/REPOSITORY:*"
                                            : "fix more of it before the wildcard"));
                      }
                    }
                  });
}

void CheckOidcWithoutAudience(const LintSubject& subject, LintNotes* notes) {
  ForEachProvider(
      subject, "sts:AssumeRoleWithWebIdentity",
      [&](const DocumentStatement& statement, const auto& principal) {
        const std::string provider = ProviderOf(principal);
        if (provider.empty()) return;
        const bool asked =
            std::any_of(statement.conditions.begin(), statement.conditions.end(), [&](auto& it) {
              return DemandsKey(it) &&
                     (KeyIs(it.key, provider + ":aud") || KeyIs(it.key, provider + ":app_id"));
            });
        if (asked) return;
        notes->Add(principal.span, "any client id of the provider's will do; demand " + provider +
                                       ":aud, sts.amazonaws.com for most CI services");
      });
}

void CheckSamlWithoutAudience(const LintSubject& subject, LintNotes* notes) {
  ForEachProvider(subject, "sts:AssumeRoleWithSAML",
                  [&](const DocumentStatement& statement, const auto& principal) {
                    if (!ProviderOf(principal).empty()) return;
                    if (DemandsOneOf(statement, {"saml:aud", "saml:recipient"})) return;
                    notes->Add(principal.span,
                               "demand SAML:aud, https://signin.aws.amazon.com/saml for sign-in "
                               "at the console");
                  });
}

}  // namespace simulator
