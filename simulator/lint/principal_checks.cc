// Who is let in: by trust policies and policies of other resources.

#include <algorithm>

#include "policy_engine/pattern/arn.h"
#include "policy_engine/pattern/ascii.h"
#include "simulator/lint/checks.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"

namespace simulator {

using policy_engine::DocumentPrincipal;
using policy_engine::DocumentStatement;
using policy_engine::PolicyType;
using policy_engine::PrincipalKind;

namespace {

template <typename Visit>
void ForEachPrincipal(const LintSubject& subject, const Visit& visit) {
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentPrincipal& principal : statement.principals) visit(statement, principal);
  }
}

bool IsEveryone(const DocumentPrincipal& principal) {
  return principal.kind == PrincipalKind::kEveryone || principal.text == "*";
}

// `111122223333`, of an ARN or by itself; empty if there is none.
std::string AccountOf(const std::string& principal) {
  if (policy_engine::IsAccountId(principal)) return principal;
  policy_engine::ArnFields fields;
  if (!policy_engine::ReadArn(principal, &fields)) return "";
  const std::string account(fields.Field(principal, 4));
  return policy_engine::IsAccountId(account) ? account : "";
}

// Conditions by which not everybody is let in any more.
bool LimitsWho(const DocumentStatement& statement) {
  return DemandsOneOf(statement, {"aws:PrincipalArn",
                                  "aws:PrincipalAccount",
                                  "aws:PrincipalOrgID",
                                  "aws:PrincipalOrgPaths",
                                  "aws:PrincipalTag/",
                                  "aws:userid",
                                  "aws:username",
                                  "aws:PrincipalServiceName",
                                  "aws:PrincipalServiceNamesList",
                                  "aws:SourceArn",
                                  "aws:SourceAccount",
                                  "aws:SourceOwner",
                                  "aws:SourceOrgID",
                                  "aws:SourceOrgPaths",
                                  "aws:SourceIp",
                                  "aws:VpcSourceIp",
                                  "aws:SourceVpc",
                                  "aws:SourceVpcArn",
                                  "aws:SourceVpce",
                                  "aws:VpceAccount",
                                  "aws:VpceOrgID",
                                  "aws:VpceOrgPaths",
                                  "kms:CallerAccount",
                                  "kms:ViaService",
                                  "s3:DataAccessPointAccount",
                                  "s3:DataAccessPointArn",
                                  "lambda:FunctionUrlAuthType",
                                  "saml:sub"});
}

bool IsOwn(const LintSubject& subject, const std::string& account) {
  return std::find(subject.own_accounts.begin(), subject.own_accounts.end(), account) !=
         subject.own_accounts.end();
}

// Services that name no source when they assume a role. What they assume it for is passed the role
// within its own account only.
bool NamesNoSource(PolicyType type, const std::string& service) {
  return type == PolicyType::kTrust &&
         (service.starts_with("ec2.") || service.starts_with("lambda."));
}

}  // namespace

void CheckAllowNotPrincipal(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    if (!IsAllow(statement) || !statement.not_principal) continue;
    notes->Add(statement.principals.empty() ? statement.span : statement.principals.front().span,
               "everybody but these is allowed, people without any account too; name those who "
               "are allowed in Principal");
  }
}

void CheckWildcardPrincipal(const LintSubject& subject, LintNotes* notes) {
  if (!HasPrincipals(subject.type)) return;
  ForEachPrincipal(subject, [&](const DocumentStatement& statement, const auto& principal) {
    if (!IsAllow(statement) || statement.not_principal || !IsEveryone(principal)) return;
    if (LimitsWho(statement)) return;
    notes->Add(principal.span,
               subject.type == PolicyType::kTrust
                   ? "anybody in any account may assume the role; name principals, or add a "
                     "condition on aws:PrincipalOrgID or aws:PrincipalArn"
                   : "anybody is allowed, people without any account too; name principals, or "
                     "add a condition on aws:PrincipalOrgID, aws:PrincipalArn or aws:SourceArn");
  });
}

void CheckPartialPrincipal(const LintSubject& subject, LintNotes* notes) {
  ForEachPrincipal(subject, [&](const DocumentStatement&, const auto& principal) {
    if (IsEveryone(principal) || principal.kind == PrincipalKind::kCanonicalUser) return;
    if (principal.text.find_first_of("*?") == std::string::npos) return;
    notes->Add(principal.span, "principals have no wildcards but a lone \"*\": \"" +
                                   principal.text +
                                   "\" is nobody; name the account and add a condition on "
                                   "aws:PrincipalArn");
  });
}

void CheckDanglingPrincipal(const LintSubject& subject, LintNotes* notes) {
  ForEachPrincipal(subject, [&](const DocumentStatement&, const auto& principal) {
    const std::string& text = principal.text;
    if (!text.starts_with("AIDA") && !text.starts_with("AROA")) return;
    if (text.size() < 16 || text.find(':') != std::string::npos) return;
    notes->Add(principal.span, "\"" + text + "\" is the unique id of a " +
                                   (text[1] == 'I' ? "user" : "role") +
                                   " that has been deleted; one of the same name isn't meant by "
                                   "it. Name the present one, or take it away");
  });
}

void CheckThirdPartyWithoutExternalId(const LintSubject& subject, LintNotes* notes) {
  if (subject.type != PolicyType::kTrust) return;
  ForEachPrincipal(subject, [&](const DocumentStatement& statement, const auto& principal) {
    if (!IsAllow(statement) || statement.not_principal || principal.kind != PrincipalKind::kAws) {
      return;
    }
    const std::string account = AccountOf(principal.text);
    if (account.empty() || IsOwn(subject, account)) return;
    if (!ConcernsAction(statement, "sts:AssumeRole")) return;
    if (DemandsOneOf(statement,
                     {"sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"})) {
      return;
    }
    notes->Add(principal.span,
               "account " + account +
                   " may assume the role for any of its customers; demand an sts:ExternalId" +
                   (subject.own_accounts.empty() ? ", or, if the account is one of your own, say "
                                                   "so by --account " +
                                                       account
                                                 : ""));
  });
}

void CheckServiceWithoutSource(const LintSubject& subject, LintNotes* notes) {
  if (!HasPrincipals(subject.type)) return;
  ForEachPrincipal(subject, [&](const DocumentStatement& statement, const auto& principal) {
    if (!IsAllow(statement) || statement.not_principal) return;
    if (principal.kind != PrincipalKind::kService) return;
    if (NamesNoSource(subject.type, principal.text)) return;
    if (DemandsOneOf(statement,
                     {"aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths",
                      "sts:ExternalId", "kms:ViaService", "kms:CallerAccount"})) {
      return;
    }
    notes->Add(principal.span, principal.text +
                                   " may act here on behalf of any customer of AWS; demand "
                                   "aws:SourceArn or aws:SourceAccount");
  });
}

}  // namespace simulator
