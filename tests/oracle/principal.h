// Who calls, and which Principal elements name them.
#pragma once

#include <string>
#include <vector>

#include "policy_engine/base/json.h"

namespace oracle {

struct Caller {
  enum class Kind { kRoot, kUser, kRole, kFederatedUser, kProvider, kService, kAnonymous };
  Kind kind = Kind::kAnonymous;
  std::string account;             // empty for providers, services and anonymous callers
  std::string arn;                 // as the request gives it
  std::string user_arn;            // users; federated users: of the user who federated
  std::string user_id;             // likewise, the unique id
  std::string role_arn;            // roles, with path
  std::string role_id;             // roles
  std::string session_arn;         // roles, unless the request names the role itself
  std::string federated_arn;       // federated users
  std::vector<std::string> names;  // services and providers, as Principal elements name them
  bool service_linked = false;
  bool has_boundary = false;

  // Whether identity-based policies, boundary and session policies are judged for it.
  bool HasIdentitySide() const {
    return kind == Kind::kUser || kind == Kind::kRole || kind == Kind::kFederatedUser;
  }
};

// Reads `request.principal` of a case, an ARN or an object.
Caller ReadCaller(const policy_engine::Json& principal);

// Which of its names a statement's Principal lists. All false: it doesn't match.
struct Named {
  bool everyone = false;   // "*" or {"AWS": "*"}
  bool account = false;    // the account id or root ARN
  bool user = false;       // the user's ARN; of a federated user the federating user's
  bool role = false;       // the role's ARN
  bool session = false;    // the role session's ARN
  bool federated = false;  // the federated user's ARN
  bool name = false;       // the service or provider
  bool excluded = false;   // NotPrincipal with Allow, which lists others

  bool any() const {
    return everyone || account || user || role || session || federated || name || excluded;
  }
};

// How a statement with Principal or NotPrincipal names the caller. With NotPrincipal and Deny a
// match comes back as `excluded`.
Named NamedBy(const policy_engine::Json& statement, const Caller& caller);

}  // namespace oracle
