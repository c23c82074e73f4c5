// Tokens of OpenID Connect providers: who vouches for whom, and whether it can be believed.
#pragma once

#include <string>
#include <vector>

#include "mockaws/operation/context.h"
#include "mockaws/sts/federated_role.h"
#include "mockaws/sts/json_web_token.h"

namespace mockaws {

// A verified token.
struct WebIdentity {
  FederatedSubject subject;  // without session name
  std::string sub;
  std::string audience;  // azp, where the token has it
  bool roles_claimed = false;
  std::vector<std::string> roles;  // of the roles claim, good ones
};

// Verifies form, provider, claims, audience, times, key and signature, in this order. `account_id`
// is the role's: its providers count. Errors: the recorded ones, InvalidIdentityToken mostly.
ApiResult<WebIdentity> VerifyWebIdentity(const OpContext& context, std::string_view account_id,
                                         std::string_view token);

}  // namespace mockaws
