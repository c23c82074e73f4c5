#include "policy_engine/principal.h"

#include "policy_engine/pattern/arn.h"
#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

bool TakePrefix(std::string_view prefix, std::string_view* text) {
  if (text->substr(0, prefix.size()) != prefix) return false;
  text->remove_prefix(prefix.size());
  return true;
}

Result<Principal> IamPrincipal(std::string_view arn, std::string_view resource,
                               Principal principal) {
  if (resource == "root") {
    principal.type = PrincipalType::kRoot;
    principal.unique_id = principal.account;
    return principal;
  }
  if (TakePrefix("user/", &resource)) {
    principal.type = PrincipalType::kUser;
    return principal;
  }
  if (TakePrefix("role/", &resource)) {
    principal.type = PrincipalType::kRole;
    principal.role_arn = std::string(arn);
    principal.service_linked = TakePrefix("aws-service-role/", &resource);
    return principal;
  }
  if (TakePrefix("saml-provider/", &resource) || TakePrefix("oidc-provider/", &resource)) {
    const bool saml = arn.find(":saml-provider/") != std::string_view::npos;
    principal.type = saml ? PrincipalType::kSamlProvider : PrincipalType::kWebIdentity;
    principal.account.clear();
    return principal;
  }
  return Error{"`" + std::string(arn) +
               "` is no principal: IAM ARNs of root, user/, role/, saml-provider/ and "
               "oidc-provider/ are"};
}

Result<Principal> StsPrincipal(std::string_view arn, std::string_view partition,
                               std::string_view resource, Principal principal) {
  if (TakePrefix("assumed-role/", &resource)) {
    const size_t slash = resource.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == resource.size()) {
      return Error{"`" + std::string(arn) + "` lacks a role or session name: write " +
                   "arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION"};
    }
    principal.type = PrincipalType::kRole;
    principal.session_name = std::string(resource.substr(slash + 1));
    principal.role_arn = "arn:" + std::string(partition) + ":iam::" + principal.account + ":role/" +
                         std::string(resource.substr(0, slash));
    principal.service_linked = resource.substr(0, 17) == "AWSServiceRoleFor";
    return principal;
  }
  if (TakePrefix("federated-user/", &resource)) {
    principal.type = PrincipalType::kFederatedUser;
    principal.session_name = std::string(resource);
    return principal;
  }
  return Error{"`" + std::string(arn) +
               "` is no principal: STS ARNs of assumed-role/ and federated-user/ are"};
}

bool IsBuiltInProvider(std::string_view text) {
  return text == "accounts.google.com" || text == "www.amazon.com" ||
         text == "graph.facebook.com" || text == "cognito-identity.amazonaws.com";
}

bool IsServicePrincipal(std::string_view text) {
  for (const std::string_view suffix : {".amazonaws.com", ".amazonaws.com.cn", ".amazon.com"}) {
    if (text.size() > suffix.size() && text.substr(text.size() - suffix.size()) == suffix) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<Principal> ParsePrincipal(std::string_view text) {
  Principal principal;
  principal.arn = std::string(text);
  if (text == "*" || EqualsIgnoringAsciiCase(text, "anonymous")) {
    principal.arn.clear();
    return principal;
  }
  if (IsAccountId(text)) {
    principal.type = PrincipalType::kRoot;
    principal.account = std::string(text);
    principal.unique_id = principal.account;
    principal.arn = "arn:aws:iam::" + principal.account + ":root";
    return principal;
  }
  if (IsBuiltInProvider(text)) {
    principal.type = PrincipalType::kWebIdentity;
    return principal;
  }
  if (IsServicePrincipal(text)) {
    principal.type = PrincipalType::kService;
    return principal;
  }
  ArnFields fields;
  if (!ReadArn(text, &fields)) {
    return Error{"`" + std::string(text) +
                 "` is no principal: give an ARN, a twelve-digit account id, a service such as "
                 "`ec2.amazonaws.com`, or `anonymous`"};
  }
  principal.account = std::string(fields.Field(text, 4));
  if (!IsAccountId(principal.account)) {
    return Error{"`" + std::string(text) + "` has no twelve-digit account id"};
  }
  const std::string_view service = fields.Field(text, 2);
  if (service == "iam") return IamPrincipal(text, fields.Field(text, 5), std::move(principal));
  if (service == "sts") {
    return StsPrincipal(text, fields.Field(text, 1), fields.Field(text, 5), std::move(principal));
  }
  return Error{"`" + std::string(text) + "` is no principal: its service is neither iam nor sts"};
}

}  // namespace policy_engine
