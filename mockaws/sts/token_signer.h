// The account as an issuer of tokens: the JSON Web Tokens that GetWebIdentityToken signs, and the
// documents by which others verify them.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/crypto/signature_keys.h"
#include "mockaws/state/identity_provider.h"
#include "policy_engine/base/json.h"

namespace mockaws {

// The UUID of an issuer's host name, its port ignored; empty if it is none.
std::string_view OutboundIssuerOfHost(std::string_view host);

// RS256 and ES384 are what issuers have keys for. `claims` becomes the payload as it stands.
std::string SignToken(const OutboundFederation& issuer, JwsAlgorithm algorithm,
                      std::string_view claims);

// `/.well-known/openid-configuration` and `/.well-known/jwks.json`.
policy_engine::Json DiscoveryDocument(const OutboundFederation& issuer);
policy_engine::Json PublishedKeys(const OutboundFederation& issuer);

}  // namespace mockaws
