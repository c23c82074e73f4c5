// Session: what temporary credentials stand for. It lives sealed inside the session token alone;
// the server keeps no table of sessions.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mockaws/state/entities.h"

namespace mockaws {

struct Session {
  enum class Kind { kAssumedRole, kSessionToken, kFederatedUser, kAssumedRoot };

  Kind kind = Kind::kAssumedRole;
  std::string account_id;
  // Unique id of the role or user behind the session (AROA…, AIDA…); the account id for root.
  std::string principal_id;
  std::string principal_key;  // NameKey of that role or user; empty for root
  std::string name;           // role session name or federated user's name; else empty
  std::string access_key_id;  // ASIA…
  std::string secret;
  Instant issued;
  Instant expires;
  std::optional<std::string> policy;     // inline session policy
  std::vector<std::string> policy_arns;  // managed session policies, in force as they now stand
  std::vector<std::string> scopes;       // further layers, each of which must allow
  Tags tags;                             // principal tags set by the session
  std::vector<std::string> transitive_keys;
  std::string source_identity;
  std::optional<Instant> mfa_time;  // when the MFA code was given
  bool mfa_known = true;            // aws:MultiFactorAuthPresent is there at all
  bool chained = false;             // issued by role credentials
  std::string federated_provider;   // aws:FederatedProvider, or empty
  // Further context keys that the session's calls carry: what of the identity provider's assertion
  // outlives the call that took it (saml:sub, aws:OriginIdentity/Subject, …).
  std::vector<std::pair<std::string, std::string>> context_keys;
};

// A session with its policies compiled, as the cache of opened tokens keeps it.
struct OpenedSession {
  Session session;
  CompiledPolicyPtr policy;
  std::vector<CompiledPolicyPtr> scopes;
};
using OpenedSessionPtr = std::shared_ptr<const OpenedSession>;

}  // namespace mockaws
