// Identity providers that an account trusts, and the keys that token issuers publish.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mockaws/state/entities.h"

namespace mockaws {

// An OpenID Connect provider as IAM keeps it.
struct OidcProvider {
  std::string arn;
  std::string url;  // without scheme; letter case and trailing slash count
  std::vector<std::string> client_ids;
  std::vector<std::string> thumbprints;
  Instant created;
  Tags tags;
};

// What an issuer of tokens publishes at its jwks_uri. It belongs to the issuer, not to an account:
// there is no network here, so seed files and the control API give it.
struct TokenIssuer {
  std::string jwks;  // a JSON Web Key Set
};

// For encrypted assertions.
struct SamlPrivateKey {
  std::string id;   // SAMLPK…
  std::string pem;  // as it was given
  Instant added;
};

struct SamlProvider {
  std::string name;
  std::string arn;
  std::string uuid;      // SAMLSP…
  std::string metadata;  // as it was sent
  Instant created;
  Instant valid_until;
  bool encryption_required = false;
  std::vector<SamlPrivateKey> private_keys;
  Tags tags;
};

// The account as an issuer of tokens itself (GetWebIdentityToken). Id and keys outlive switching
// off and on (recorded).
struct OutboundFederation {
  std::string issuer_id;  // a UUID; empty: never switched on
  bool enabled = false;
  std::string rsa_key;  // PEM, for RS256
  std::string ec_key;   // PEM, for ES384

  // The issuer's name, and where its public documents would lie on the Internet.
  std::string url() const { return "https://" + issuer_id + ".tokens.sts.global.api.aws"; }
};

}  // namespace mockaws
