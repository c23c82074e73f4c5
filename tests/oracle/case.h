// One case of `iamsim eval`: its request and its policies.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/json.h"
#include "tests/oracle/context.h"
#include "tests/oracle/principal.h"

namespace oracle {

struct Request {
  Caller caller;
  std::string action;  // lower case
  std::string service;
  std::string resource;
  std::string resource_account;  // empty: the caller's own
  Context context{nullptr};
  bool caller_in_management_account = false;
  bool resource_in_management_account = false;
  bool rcp_without_resource = false;
};

// Reads `request`, and fills in the context keys that follow from the principal.
Request ReadRequest(const policy_engine::Json& eval_case);

// Documents of which any may allow and any may deny.
using Union = std::vector<const policy_engine::Json*>;

// A document or a list of them. nullopt: absent or null, so no such policy takes part.
std::optional<Union> UnionAt(const policy_engine::Json& eval_case, std::string_view member);
// A list of lists: each level by itself must allow.
std::vector<Union> LevelsAt(const policy_engine::Json& eval_case, std::string_view member);
// A document or a list of them, of which each by itself must allow.
std::vector<Union> EachAt(const policy_engine::Json& eval_case, std::string_view member);

std::vector<const policy_engine::Json*> StatementsOf(const policy_engine::Json& document);

}  // namespace oracle
