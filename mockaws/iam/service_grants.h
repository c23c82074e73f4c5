// Which services and actions policies grant, as last-access reports count it: unconditional denies
// take away, conditions, boundaries, trust and organizations don't (recorded).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/catalog/service_authorization.h"
#include "policy_engine/policy.h"

namespace mockaws {

class ServiceGrants {
 public:
  explicit ServiceGrants(const std::vector<policy_engine::CompiledPolicyPtr>& policies);

  bool Grants(const ServiceReference& service) const;
  bool GrantsAction(std::string_view prefix, std::string_view action) const;

 private:
  // One statement's actions, lower-cased and encoded as globs.
  struct Rule {
    bool allow = false;
    bool negated = false;
    std::vector<std::string> patterns;
  };
  bool Matches(const Rule& rule, const std::string& action) const;
  bool GrantsLower(const std::string& action) const;

  std::vector<Rule> rules_;
};

// Services that the policies grant any action of, by prefix.
std::vector<ServiceReference> GrantedServices(const ServiceGrants& grants);

}  // namespace mockaws
