// Seeder: brings a server into the state that a file's accounts declare, by signed API calls as
// each account's root user.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mockaws/crypto/issuer_key.h"
#include "simulator/client/api_client.h"
#include "simulator/scenario/format.h"
#include "simulator/scenario/variables.h"

namespace simulator {

// By identity: `acme/user/ana/k1`, and `acme/user/ana` for the first key.
using CredentialsByIdentity = std::map<std::string, Credentials, std::less<>>;

// A virtual MFA device that was enabled for a user.
struct SeededDevice {
  std::string serial;
  std::string seed;  // raw bytes
};

// A provider whose tokens or assertions a scenario can sign.
struct SeededProvider {
  std::string arn;
  std::string issuer;  // URL of an OIDC provider, entity id of a SAML provider
  std::vector<std::string> client_ids;
  std::string jwks;                         // what an OIDC issuer publishes; empty: nothing
  std::optional<mockaws::IssuerKey> key;    // absent: somebody else's
  std::optional<mockaws::IssuerKey> other;  // of nobody: for what is forged
};

struct Seeded {
  CredentialsByIdentity credentials;
  // By user, `acme/user/ana`, for the first; and by name, `acme/user/ana/phone`.
  std::map<std::string, SeededDevice, std::less<>> devices;
  std::map<std::string, SeededProvider, std::less<>> providers;  // by `acme/github`
};

struct SeedOptions {
  // Credentials of an account's root user.
  std::function<Credentials(std::string_view account_id)> root = BootstrapRoot;
  // Users (`acme/user/ana`) that get an access key if they declare none.
  std::set<std::string, std::less<>> users_with_key;
  // The server's time, by which MFA devices are enabled.
  policy_engine::Instant now{};
  // From what the keys of identity providers are made; empty: none are.
  std::string issuer_seed = {};
};

// Access keys that are declared with id and secret are not made: no API call can. Errors: what AWS
// refuses, with the place of what was declared, AWS's words and the explanation's detail; unset
// variables; no answer.
SourceResult<Seeded> SeedAccounts(const std::vector<Account>& accounts, const Variables& variables,
                                  ApiClient& client, const SeedOptions& options = {});

// The ARN that `attach: NAME` means: the account's own policy of that name, else AWS's.
std::string PolicyArnOf(const Account& account, std::string_view name_or_arn);

}  // namespace simulator
