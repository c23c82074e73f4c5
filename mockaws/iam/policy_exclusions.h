// PolicyExclusionList of SimulatePrincipalPolicy.
#pragma once

#include "mockaws/iam/policy_sources.h"

namespace mockaws {

class PolicyExclusions {
 public:
  // Errors (InvalidInput): names with more wildcards than AWS takes.
  static ApiResult<PolicyExclusions> Read(const Value& input);

  // Policies that the principal holds; given ones are never excluded.
  bool Excludes(const SourcedPolicy& policy) const;
  bool ExcludesType(std::string_view type) const;  // permission-boundary, scp

 private:
  struct InlineName {
    std::string policy;
    std::string owner_type;
    std::string owner;
  };
  std::vector<std::string> types_;
  std::vector<std::string> arns_;
  std::vector<InlineName> inline_names_;
};

}  // namespace mockaws
