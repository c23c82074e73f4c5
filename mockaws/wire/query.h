// Query strings and form bodies (application/x-www-form-urlencoded), decoded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/result.h"

namespace mockaws {

// Decoded names and values in wire order, repeats kept.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// More parameters than any call of AWS needs are refused before they take memory.
inline constexpr size_t kParametersMax = 10'000;

// Why a form can't be decoded.
struct FormFault {
  // The '%' that no two hex digits follow, and up to two characters after it; empty if there are
  // more than kParametersMax parameters.
  std::string bad_escape;
};

// Splits at '&' and each part at its first '='; a part without '=' has an empty value, an empty
// part counts for nothing. '+' is a space, %XX a byte. Bytes that are no UTF-8 become U+FFFD.
// Thread-safe.
policy_engine::Result<QueryParameters, FormFault> DecodeForm(std::string_view text);

// Undoes percent-encoding, and nothing else ('+' stays); nothing if an escape is bad.
std::optional<std::string> PercentDecode(std::string_view text);

// The first parameter's value of this name; nullptr if there is none.
const std::string* FindParameter(const QueryParameters& parameters, std::string_view name);

}  // namespace mockaws
