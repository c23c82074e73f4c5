// Tokens of OIDC providers that exist in a scenario only (RFC 7515, 7517, 7519).
#pragma once

#include <string>

#include "mockaws/crypto/issuer_key.h"
#include "simulator/runner/seeder.h"
#include "simulator/scenario/made_value.h"

namespace simulator {

// The JSON Web Key Set with this one key.
std::string KeySetOf(const mockaws::IssuerKey& key);

// The provider must have keys. Errors: unset variables.
SourceResult<std::string> MakeToken(const OidcTokenValue& value, const SeededProvider& provider,
                                    const Variables& variables, policy_engine::Instant now);

}  // namespace simulator
