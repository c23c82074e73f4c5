// Made values: parameters of a call that nobody can write down beforehand. They stand in `with` as
// a mapping whose first key begins with `$`.
//
//   TokenCode: { $mfa_code: acme/user/ana }     the present code of a declared MFA device
//   WebIdentityToken: { $oidc_token: acme/github, claims: { sub: … } }   a token, signed
//   SAMLAssertion: { $saml_response: acme/corp, roles: [ARN], session_name: ana }
//   TokenCode: { $totp: "${seed}", ahead: 1 }   the next code of a seed that an answer gave
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>

#include "simulator/scenario/format.h"

namespace simulator {

struct MfaCodeValue {
  Text device;        // ACCOUNT/user/NAME, or ACCOUNT/user/NAME/DEVICE
  int64_t ahead = 0;  // codes, of half a minute each
};

struct TotpValue {
  Text seed;  // as CreateVirtualMFADevice gives it
  int64_t ahead = 0;
};

// A JSON Web Token of a declared OIDC provider.
struct OidcTokenValue {
  Text provider;       // ACCOUNT/PROVIDER
  YamlPointer claims;  // a mapping, or nullptr; iss, aud, iat and exp are filled in
  std::chrono::milliseconds lifetime{0};
  bool forged = false;  // signed with another key
};

// A response of a declared SAML provider with one signed assertion, in base64.
struct SamlResponseValue {
  Text provider;  // ACCOUNT/PROVIDER
  std::vector<Text> roles;
  Text session_name;
  std::optional<Text> subject;
  std::optional<Text> session_duration;
  std::optional<Text> source_identity;
  std::vector<std::pair<Text, Text>> tags;
  std::vector<Text> transitive_tags;
  std::vector<std::pair<Text, std::vector<Text>>> attributes;
  std::optional<Text> recipient;
  std::chrono::milliseconds lifetime{0};
  bool forged = false;  // signed with another key
};

using MadeValue = std::variant<MfaCodeValue, TotpValue, OidcTokenValue, SamlResponseValue>;

// Whether `node` is meant as one: a mapping with a key that begins with `$`.
bool IsMadeValue(const YamlNode& node);

// Notes what is wrong with it and returns nothing, or the value.
std::optional<MadeValue> LoadMadeValue(const YamlNode& node, SourceIssues* issues);

}  // namespace simulator
