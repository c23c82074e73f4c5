// Rules of single policy types: role trust policies, RCPs.
#include <array>

#include "policy_engine/document/stored_checks.h"
#include "policy_engine/pattern/arn.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/glob.h"

namespace policy_engine {

namespace {

constexpr std::array<std::string_view, 6> kTrustActions = {
    "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
    "sts:tagsession", "sts:setsourceidentity",  "sts:setcontext"};

bool IsTrustAction(std::string_view action) {
  if (action == "*") return false;
  const std::string pattern = EncodeGlob(AsciiLower(action));
  for (const std::string_view known : kTrustActions) {
    if (GlobMatch(pattern, known)) return true;
  }
  return false;
}

bool IsUniqueId(std::string_view text) {
  return text.size() >= 16 && (text.substr(0, 4) == "AIDA" || text.substr(0, 4) == "AROA") &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool IsAwsPrincipal(std::string_view text) {
  if (text == "*" || IsAccountId(text) || IsUniqueId(text)) return true;
  ArnFields fields;
  if (!ReadArn(text, &fields) || text.find_first_of("*?") != std::string_view::npos) return false;
  if (!IsAccountId(fields.Field(text, 4)) || !fields.Field(text, 3).empty()) return false;
  const std::string_view service = fields.Field(text, 2);
  const std::string_view resource = fields.Field(text, 5);
  if (service == "iam") {
    return resource == "root" || StartsWith(resource, "user/") || StartsWith(resource, "role/");
  }
  return service == "sts" &&
         (StartsWith(resource, "assumed-role/") || StartsWith(resource, "federated-user/"));
}

bool IsServiceName(std::string_view text) {
  const size_t dot = text.find('.');
  return dot != std::string_view::npos && dot > 0 &&
         (text.find(".amazonaws.com") != std::string_view::npos ||
          text.find(".amazon.com") != std::string_view::npos ||
          text.find(".aws.internal") != std::string_view::npos) &&
         text.find_first_of("*? ") == std::string_view::npos;
}

bool IsFederatedProvider(std::string_view text) {
  ArnFields fields;
  if (ReadArn(text, &fields)) {
    const std::string_view resource = fields.Field(text, 5);
    return fields.Field(text, 2) == "iam" && IsAccountId(fields.Field(text, 4)) &&
           (StartsWith(resource, "saml-provider/") || StartsWith(resource, "oidc-provider/"));
  }
  return text.find('.') != std::string_view::npos &&
         text.find_first_of("*? :") == std::string_view::npos;
}

void CheckTrustPrincipal(const DocumentPrincipal& principal, const Path& path, IssueList* issues) {
  std::string aws;
  switch (principal.kind) {
    case PrincipalKind::kEveryone:
      aws = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".";
      break;
    case PrincipalKind::kAws:
      if (!IsAwsPrincipal(principal.text)) {
        aws = "Invalid principal in policy: \"AWS\":\"" + principal.text + "\"";
      }
      break;
    case PrincipalKind::kService:
      if (!IsServiceName(principal.text)) {
        aws = "Invalid principal in policy: \"SERVICE\":\"" + principal.text + "\"";
      }
      break;
    case PrincipalKind::kFederated:
      if (!IsFederatedProvider(principal.text)) {
        aws = "Federated principals must be valid domain names or SAML metadata ARNs";
      }
      break;
    case PrincipalKind::kCanonicalUser:
      aws = "Invalid principal in policy: \"CANONICALUSER\":\"" + principal.text + "\"";
      break;
  }
  if (aws.empty()) return;
  issues->Add(CheckStage::kPrincipal, aws,
              "`" + principal.text +
                  "` can't be a principal of a trust policy: name an account, user, role, session, "
                  "service or identity provider, without wildcards",
              path, principal.span);
}

}  // namespace

void CheckTrustStatement(const DocumentStatement& statement, const Path& path, IssueList* issues) {
  if (statement.not_principal) {
    issues->Add(CheckStage::kTypeRules, "AssumeRole policy must not contain NotPrincipal field.",
                "a trust policy has no `NotPrincipal`", path, statement.span);
  }
  if (statement.not_action) {
    issues->Add(CheckStage::kSyntax, "Missing required field Action",
                "a trust policy has no `NotAction`", path, statement.span);
  }
  const Path actions{&path, "Action"};
  for (const DocumentString& action : statement.actions) {
    if (statement.not_action || IsTrustAction(action.text)) continue;
    issues->Add(CheckStage::kTypeRules,
                "AssumeRole policy may only specify STS AssumeRole actions.",
                "`" + action.text +
                    "` is no action of a trust policy: sts:AssumeRole, AssumeRoleWithSAML, "
                    "AssumeRoleWithWebIdentity, TagSession, SetSourceIdentity and SetContext are",
                actions, action.span);
  }
  if (statement.not_principal) return;
  const Path principals{&path, "Principal"};
  for (const DocumentPrincipal& principal : statement.principals) {
    CheckTrustPrincipal(principal, principals, issues);
  }
  CheckSharedProviders(statement, path, issues);
}

void CheckResourceControlStatement(const DocumentStatement& statement, const Path& path,
                                   IssueList* issues) {
  const auto add = [&](std::string message, Span span) {
    issues->Add(CheckStage::kTypeRules, {}, std::move(message), path, span);
  };
  if (statement.effect != Effect::kDeny) {
    add("customers' RCPs only deny: `Effect` must be \"Deny\"", statement.span);
  }
  if (statement.not_principal) add("an RCP has no `NotPrincipal`", statement.span);
  if (statement.not_action) add("an RCP has no `NotAction`", statement.span);
  // A list is refused even if `*` is all that it holds [r].
  if (statement.principals.size() != 1 || statement.principals.front().text != "*" ||
      statement.principals.front().in_list ||
      statement.principals.front().kind > PrincipalKind::kAws) {
    add("an RCP's `Principal` must be \"*\"; narrow it by conditions", statement.span);
  }
  for (const DocumentString& action : statement.actions) {
    const std::string service = AsciiLower(action.text.substr(0, action.text.find(':')));
    if (ServiceSupportsResourceControl(service)) continue;
    add(action.text == "*" ? "an RCP names services: a lone `*` action isn't allowed"
                           : "RCPs don't reach service `" + service + "`",
        action.span);
  }
}

}  // namespace policy_engine
