// The policies that scenario and seed files hold.
#pragma once

#include <string>
#include <vector>

#include "policy_engine/policy.h"
#include "simulator/scenario/format.h"
#include "simulator/scenario/variables.h"

namespace simulator {

struct FilePolicy {
  std::string name;  // `acme/role/reader/trust`, `step 3 (iam:CreateRole)`
  policy_engine::PolicyType type = policy_engine::PolicyType::kManaged;
  Document document;
  std::string account;  // id of the account that it is in; empty: none, or unknown
  // Of a step: its values may be known only when it runs.
  bool in_step = false;
};

// Those that the file declares, and those that its steps send and expect to be taken.
std::vector<FilePolicy> PoliciesOf(const Scenario& scenario, const Variables& variables);

// Ids of the account and of those that are in one organization with it.
std::vector<std::string> OwnAccounts(const Scenario& scenario, const Variables& variables,
                                     const std::string& account_id);

}  // namespace simulator
