// The standard workload (bench/data/engine-workload.json): one request decided over and over
// against 20, 100, 1,000 and, grown by the same pattern, 10,000 statements.
#pragma once

#include <string>
#include <vector>

#include "policy_engine/base/json.h"
#include "policy_engine/policy_set.h"
#include "policy_engine/request.h"

namespace bench {

// A request as text, to be prepared.
struct RawRequest {
  std::string principal;
  std::string action;
  std::string resource;
  std::string resource_account;
  std::vector<std::pair<std::string, std::string>> context;

  policy_engine::AuthorizationRequest Prepare() const;
};

struct Workload {
  std::vector<std::string> documents;  // identity-based policies, four statements each
  std::string trust_policy;            // empty: none
  RawRequest hit;
  RawRequest miss;  // nothing grants
  RawRequest deny;  // a Deny matches

  policy_engine::PolicySet Compile() const;
};

// `name`: assume or s3. CHECKs that growing the pattern to 1,000 statements gives the file's own.
Workload LoadWorkload(const std::string& name, int statements);

// The same with no two statements alike: what the index can't keep once.
Workload MakeDistinct(Workload workload);

policy_engine::CompiledPolicyPtr MustCompile(const std::string& text,
                                             policy_engine::PolicyType type);

std::string ReadFile(const std::string& path);

}  // namespace bench
