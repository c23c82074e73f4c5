// What the credentials of users have in common: an id, and a status that is switched.
#pragma once

#include <string_view>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"

namespace mockaws {

inline std::string_view StatusText(bool active) { return active ? "Active" : "Inactive"; }

// The Status that an Update… operation sets. Error: InvalidInput for Expired, which the model's
// enum has but nobody may set.
inline ApiResult<bool> StatusToSet(const OpContext& context) {
  const std::string& status = context.in.Str("Status");
  if (status == "Expired") return InvalidInput("Operation does not support status Expired");
  return status == "Active";
}

// By id; nullptr if absent.
template <typename Credential>
const Credential* FindCredential(const std::vector<Credential>& credentials, std::string_view id) {
  for (const Credential& credential : credentials) {
    if (credential.id == id) return &credential;
  }
  return nullptr;
}
template <typename Credential>
Credential* FindCredential(std::vector<Credential>& credentials, std::string_view id) {
  for (Credential& credential : credentials) {
    if (credential.id == id) return &credential;
  }
  return nullptr;
}

}  // namespace mockaws
