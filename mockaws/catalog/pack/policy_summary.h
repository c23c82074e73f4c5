// A line that says what a policy grants, for people who look for one: AWS's own descriptions of its
// managed policies are not in the data, so this one is derived from the document and from the
// access levels of the service authorization tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy_engine/base/json.h"

namespace mockaws {

class PolicySummarizer {
 public:
  // `services` is the member of that name in data/service_authorization.json.
  explicit PolicySummarizer(const policy_engine::Json& services);

  // For example "Full access to Amazon S3; read access to AWS Lambda, Amazon EC2 and 3 more."
  // Resources and conditions are not looked at.
  std::string Summarize(const policy_engine::Json& document) const;

 private:
  struct Action {
    std::string name;  // in lower case
    bool reads = false;
  };
  struct Service {
    std::string name;
    std::vector<Action> actions;
  };
  struct Grant;
  using Grants = std::map<std::string, Grant>;

  void Add(const std::string& action_pattern, Grants* grants) const;
  static std::string NameServices(const Grants& grants, const std::string& lead,
                                  bool (*belongs)(const Grant&));
  static std::string Describe(const Grants& grants, bool all);

  std::map<std::string, Service> services_;  // by prefix
};

}  // namespace mockaws
