// Who asks: the authenticated principal of a request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/result.h"

namespace policy_engine {

enum class PrincipalType : uint8_t {
  kRoot,           // an account's root user (AssumeRoot sessions too)
  kUser,           // IAM user, with long-term keys or a GetSessionToken session
  kRole,           // a role's session; without a session name: "some session of the role"
  kFederatedUser,  // GetFederationToken session
  kSamlProvider,   // caller of AssumeRoleWithSAML
  kWebIdentity,    // caller of AssumeRoleWithWebIdentity
  kService,        // an AWS service itself
  kAnonymous,      // unsigned request
};

// A plain value. Only the fields named for its type count; the rest stay empty.
struct Principal {
  PrincipalType type = PrincipalType::kAnonymous;
  // What AWS shows in `User: ARN`: root, user, assumed-role session, federated-user ARN; for
  // kSamlProvider the provider's ARN, for kWebIdentity the OIDC provider's ARN or built-in name
  // (`accounts.google.com`), for kService its principal (`ec2.amazonaws.com`).
  std::string arn;
  // Twelve digits; empty for services, providers and anonymous callers.
  std::string account;
  // kUser: AIDA…; kRole: the role's AROA…. Matches unique ids in stored trust policies; a deleted
  // user or role never matches one recreated under the same name.
  std::string unique_id;
  // kRole: the role's ARN with its path, `arn:aws:iam::ACCOUNT:role/path/name`.
  std::string role_arn;
  // kRole: the session's name; kFederatedUser: the name given.
  std::string session_name;
  // kFederatedUser: ARN and unique id of the IAM user who federated.
  std::string federating_user_arn;
  std::string federating_user_id;
  // kService: further service principals of the same caller (aws:PrincipalServiceNamesList).
  std::vector<std::string> service_names;
  // kRole: the role is service-linked: neither SCPs nor RCPs apply.
  bool service_linked = false;
  // A permissions boundary is attached (a PolicySet with boundaries says so too): NotPrincipal with
  // Deny always denies such a principal.
  bool has_permissions_boundary = false;
};

// Reads a principal from text: an ARN (root, user, role, assumed-role, federated-user, SAML or OIDC
// provider), an account id (its root user), a service principal, `*` or `anonymous`. Roles of paths
// can't be told from a session's ARN: set role_arn where the path is known. Service-linked roles
// are known by their path /aws-service-role/. Error: what the text is not.
Result<Principal> ParsePrincipal(std::string_view text);

}  // namespace policy_engine
