// SAML metadata, as far as IAM looks into it when a provider is made or changed.
#pragma once

#include <string_view>

#include "mockaws/model/api_error.h"

namespace mockaws {

// Checks a metadata document. Errors, InvalidInput (recorded): `Could not parse metadata` for what
// is no XML, has another root, no entityID or an unreadable certificate; `SAML Providers must
// reference at least one SAML assertion issuer.` without a descriptor of an identity provider.
// Certificates that are missing or expired and a validUntil in the past are fine.
ApiResult<void> CheckSamlMetadata(std::string_view document);

}  // namespace mockaws
