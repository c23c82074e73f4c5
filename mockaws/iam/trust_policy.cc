#include "mockaws/iam/trust_policy.h"

#include <optional>
#include <utility>

#include "mockaws/iam/policy_documents.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/operation/arn.h"
#include "mockaws/state/policy_source.h"
#include "policy_engine/policy.h"

namespace mockaws {
namespace {

using policy_engine::DocumentPrincipal;
using policy_engine::DocumentStatement;
using policy_engine::ParseOptions;
using policy_engine::PolicyDocument;
using policy_engine::PolicyType;
using policy_engine::PrincipalKind;
using policy_engine::Strictness;

bool IsUniqueId(std::string_view text) {
  return text.starts_with("AIDA") || text.starts_with("AROA");
}

// The unique id of the user or role with exactly this ARN.
std::optional<std::string> UniqueIdOf(const Account& account, std::string_view arn, bool is_user) {
  const std::string key = NameKey(ArnName(arn));
  if (is_user) {
    const User* user = account.users.Find(key);
    if (user != nullptr && user->arn == arn) return user->id;
  } else {
    const Role* role = account.roles.Find(key);
    if (role != nullptr && role->arn == arn) return role->id;
  }
  return std::nullopt;
}

bool RoleOfSessionExists(const Account& account, std::string_view resource) {
  const std::string_view session = resource.substr(resource.find('/') + 1);
  return account.roles.Contains(NameKey(session.substr(0, session.find('/'))));
}

// How a principal of kind AWS is stored; nothing if it names a user or role that doesn't exist.
std::optional<std::string> StoredPrincipal(const State& state, const std::string& text) {
  if (IsUniqueId(text)) {
    return state.principals.Contains(text) ? std::optional(text) : std::nullopt;
  }
  const auto parts = SplitArn(text);
  if (!parts) return text;  // an account id or "*"
  const bool is_user = parts->resource.starts_with("user/");
  const bool is_role = parts->resource.starts_with("role/");
  const bool is_session = parts->resource.starts_with("assumed-role/");
  if (!is_user && !is_role && !is_session) return text;
  const Account* account = state.FindAccount(parts->account);
  if (account == nullptr) return std::nullopt;
  if (!is_session) return UniqueIdOf(*account, text, is_user);
  return RoleOfSessionExists(*account, parts->resource) ? std::optional(text) : std::nullopt;
}

ApiError UnknownPrincipal(const DocumentPrincipal& principal, std::string_view document,
                          std::string_view source) {
  ApiError error =
      MalformedPolicyDocument("Invalid principal in policy: \"AWS\":\"" + principal.text + "\"");
  const policy_engine::LineColumn at = policy_engine::LineColumnAt(document, principal.span.begin);
  error.detail = std::string(source) + ":" + std::to_string(at.line) + ":" +
                 std::to_string(at.column) + ": there is no user or role `" + principal.text +
                 "`; a principal must exist before a trust policy can name it";
  return error;
}

// Checks that every user and role named exists, and names each by its unique id.
ApiResult<void> ResolvePrincipals(const State& state, std::string_view text,
                                  std::string_view source, PolicyDocument* document) {
  for (const DocumentStatement& statement : document->statements) {
    for (const DocumentPrincipal& principal : statement.principals) {
      if (principal.kind != PrincipalKind::kAws) continue;
      if (!StoredPrincipal(state, principal.text)) {
        return UnknownPrincipal(principal, text, source);
      }
    }
  }
  policy_engine::RewritePrincipals(document, [&](const DocumentPrincipal& principal) {
    if (principal.kind != PrincipalKind::kAws) return principal.text;
    return *StoredPrincipal(state, principal.text);
  });
  return {};
}

// What a stored principal is shown as.
std::string ShownPrincipal(const State& state, const DocumentPrincipal& principal) {
  if (principal.kind != PrincipalKind::kAws) return principal.text;
  const PrincipalEntity* entity = state.principals.Find(principal.text);
  if (entity == nullptr) return principal.text;
  const Account* account = state.FindAccount(entity->account_id);
  if (entity->kind == PrincipalEntity::Kind::kUser) return account->users.Find(entity->key)->arn;
  return account->roles.Find(entity->key)->arn;
}

}  // namespace

ApiResult<PolicyText> CompileTrustPolicy(const OpContext& context, std::string_view text,
                                         std::string_view role_arn) {
  ParseOptions options;
  options.source = TrustPolicySource(role_arn);
  options.strictness = Strictness::kStored;
  auto parsed = policy_engine::ParsePolicy(text, PolicyType::kTrust, options);
  if (!parsed.ok()) return MalformedDocument(parsed.error());
  PolicyDocument document = std::move(parsed).value();
  RETURN_IF_ERROR(ResolvePrincipals(context.state.in_effect(), text, options.source, &document));
  RETURN_IF_ERROR(CheckSize(context, &Quotas::trust_policy_size,
                            policy_engine::PolicySizeWithoutWhitespace(text)));
  options.strictness = Strictness::kLenient;
  auto compiled = policy_engine::CompilePolicy(
      policy_engine::RenderPolicy(document, PolicyType::kTrust), PolicyType::kTrust, options);
  if (!compiled.ok()) return MalformedDocument(compiled.error());
  return PolicyText{std::string(text), std::move(compiled).value()};
}

ApiResult<PolicyText> CompileForeignTrustPolicy(const State& state, std::string_view text,
                                                std::string_view role_arn,
                                                std::vector<std::string>* unknown) {
  ParseOptions options;
  options.source = TrustPolicySource(role_arn);
  auto parsed = policy_engine::ParsePolicy(text, PolicyType::kTrust, options);
  if (!parsed.ok()) return MalformedDocument(parsed.error());
  PolicyDocument document = std::move(parsed).value();
  policy_engine::RewritePrincipals(&document, [&](const DocumentPrincipal& principal) {
    if (principal.kind != PrincipalKind::kAws) return principal.text;
    auto stored = StoredPrincipal(state, principal.text);
    if (!stored) unknown->push_back(principal.text);
    return stored.value_or(principal.text);
  });
  auto compiled = policy_engine::CompilePolicy(
      policy_engine::RenderPolicy(document, PolicyType::kTrust), PolicyType::kTrust, options);
  if (!compiled.ok()) return MalformedDocument(compiled.error());
  return PolicyText{std::string(text), std::move(compiled).value()};
}

std::string ShownTrustPolicy(const State& state, const Role& role) {
  PolicyDocument document = role.trust.compiled->document();
  policy_engine::RewritePrincipals(&document, [&](const DocumentPrincipal& principal) {
    return ShownPrincipal(state, principal);
  });
  return policy_engine::RenderPolicy(document, PolicyType::kTrust);
}

}  // namespace mockaws
