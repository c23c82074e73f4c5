// What AssumeRoleWithWebIdentity and AssumeRoleWithSAML have in common once the identity provider's
// word is verified: the trust policy's verdict and the session.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mockaws/sts/role_target.h"

namespace mockaws {

// Somebody whom an identity provider vouches for.
struct FederatedSubject {
  policy_engine::Principal provider;
  // The provider's account; empty for built-in providers.
  std::string provider_account;
  std::string session_name;
  SessionTags tags;
  std::string source_identity;
  // For the trust policy alone (saml:aud, PROVIDER:sub, …); a key given twice is a list.
  std::vector<std::pair<std::string, std::string>> trust_keys;
  // For the session's own calls.
  std::vector<std::pair<std::string, std::string>> session_keys;
  std::string federated_provider;  // aws:FederatedProvider
  // The session ends no later.
  std::optional<Instant> ends;
  // Asked for by the provider: shortens the session, never lengthens it.
  std::optional<int64_t> duration;
  // Bytes that the provider's word takes of the packed size.
  int64_t packed_bytes = 0;
};

// What the answer is made of.
struct FederatedSession {
  Value user;
  Value credentials;
  int64_t packed_size = 0;
  bool has_policies_or_tags = false;
};

// Errors: `Not authorized to perform sts:OPERATION` for all that the trust policy refuses, an
// unknown role too; MaxSessionDuration; session policies; packed size.
ApiResult<FederatedSession> AssumeFederatedRole(OpContext& context, const RoleTarget& target,
                                                const FederatedSubject& subject);

}  // namespace mockaws
