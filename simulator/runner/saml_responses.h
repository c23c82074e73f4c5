// Metadata and responses of SAML providers that exist in a scenario only (SAML 2.0, XML Signature
// with exclusive canonicalization).
#pragma once

#include <string>

#include "mockaws/crypto/issuer_key.h"
#include "simulator/runner/seeder.h"
#include "simulator/scenario/made_value.h"

namespace simulator {

std::string SamlMetadataOf(const mockaws::IssuerKey& key, const std::string& entity_id,
                           policy_engine::Instant now);

// In base64, as AssumeRoleWithSAML takes it. The provider must have keys. Errors: unset variables.
SourceResult<std::string> MakeSamlResponse(const SamlResponseValue& value,
                                           const SeededProvider& provider,
                                           const Variables& variables, policy_engine::Instant now);

}  // namespace simulator
