// The second evaluator: decides one case as `iamsim eval` reads it, slowly and plainly.
//
// Written from the reference on policy evaluation alone, sharing nothing with the engine but the
// JSON reader: no index, no compiled form, no memo. It takes cases to be well formed; documents are
// not validated.
#pragma once

#include <string>

#include "policy_engine/base/json.h"

namespace oracle {

struct Verdict {
  std::string decision;  // allowed, explicitDeny, implicitDeny
  // resource-control-policy, service-control-policy, vpc-endpoint-policy, resource-policy,
  // trust-policy, identity-policy, permissions-boundary, session-policy, scope-policy, none.
  std::string policy_type;

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

Verdict Decide(const policy_engine::Json& eval_case);

}  // namespace oracle
