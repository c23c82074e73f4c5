// JSON Web Tokens and key sets as AWS reads them: lenient in places, strict in others, all
// recorded (docs/fidelity.md, AssumeRoleWithWebIdentity).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mockaws/crypto/signature_keys.h"
#include "policy_engine/base/json.h"

namespace mockaws {

struct JsonWebToken {
  policy_engine::Json claims;
  JwsAlgorithm algorithm = JwsAlgorithm::kRs256;
  std::string key_id;  // empty: absent, or empty
  std::string signed_text;
  std::string signature;
  bool has_key_id = false;
};

// Nothing if it isn't three parts of base64url with two JSON objects, if the algorithm isn't one of
// RS and ES 256, 384, 512, or if a `crit` header asks for more than we understand.
std::optional<JsonWebToken> ParseJsonWebToken(std::string_view token);

// The member of that name, the last if there are several (recorded); nullptr if absent.
const policy_engine::Json* LastMember(const policy_engine::Json& object, std::string_view name);

// The key of a JSON Web Key Set that is to verify the token. Keys need a kid; another `use` than
// sig, or key_ops, disable a key; of one kid the last counts; a token without kid is verified by
// the only usable key. Nothing if there is none such or the set can't be read.
std::optional<PublicKey> FindVerificationKey(std::string_view jwks, const JsonWebToken& token);

// What is wrong with a set of keys, for whoever gives it to the server; nothing if it is good.
std::optional<std::string> FaultInKeySet(std::string_view jwks);

}  // namespace mockaws
