// Operation: one row per API operation: its handler, how it is authorized, whether it writes.
//
// A family file (mockaws/iam/users.cc, …) holds its operations' handlers and one table of these
// rows; names, members, constraints and wire forms come from the model.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// aws:ResourceAccount of AWS's own managed policies (recorded).
inline constexpr std::string_view kAwsManagedPolicyAccount = "639982225848";

// One question to the engine: may the caller do `action` on `resource`?
struct AuthorizationCheck {
  std::string action;    // "iam:CreateUser"
  std::string resource;  // ARN, or "*"
  // What a refusal prints after "on resource: "; empty: `resource`.
  std::string printed_resource = {};
  Tags resource_tags = {};
  // Further context keys that this operation carries (iam:PolicyARN, iam:PassedToService, …).
  std::vector<std::pair<std::string, std::vector<std::string>>> keys = {};
  // Of the resource; empty: the caller's account.
  std::string resource_account = {};
};
using AuthorizationChecks = std::vector<AuthorizationCheck>;

// Fills in what must be allowed before the handler runs; an error refuses the call at once.
// The action defaults to "service:Operation" where a rule leaves it empty.
using AuthorizationRule = ApiResult<AuthorizationChecks> (*)(const OpContext&);

using Handler = ApiResult<Value> (*)(OpContext&);

enum class Mode { kRead, kWrite };

struct Operation {
  std::string_view name;
  Handler handler;
  Mode mode;
  // Null: the handler itself decides who may call (AssumeRole), or everybody may
  // (GetCallerIdentity).
  AuthorizationRule authorize = nullptr;
  // Takes no signature (AssumeRoleWithSAML, AssumeRoleWithWebIdentity).
  bool is_unsigned = false;
};

using OperationFamily = std::span<const Operation>;

}  // namespace mockaws
