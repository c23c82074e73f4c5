// Made values: parameters of a call that nobody can write down beforehand. They stand in `with` as
// a mapping whose first key begins with `$`.
//
//   TokenCode: { $mfa_code: acme/user/ana }     the present code of a declared MFA device
//   TokenCode: { $totp: "${seed}", ahead: 1 }   the next code of a seed that an answer gave
#pragma once

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

using MadeValue = std::variant<MfaCodeValue, TotpValue>;

// Whether `node` is meant as one: a mapping with a key that begins with `$`.
bool IsMadeValue(const YamlNode& node);

// Notes what is wrong with it and returns nothing, or the value.
std::optional<MadeValue> LoadMadeValue(const YamlNode& node, SourceIssues* issues);

}  // namespace simulator
