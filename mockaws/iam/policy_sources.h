// The entities that operations name by PolicySourceArn or Arn, and the policies that they hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/operation/operation.h"
#include "policy_engine/policy.h"

namespace mockaws {

// Exactly one of the three is set.
struct PolicySourceEntity {
  const User* user = nullptr;
  const Group* group = nullptr;
  const Role* role = nullptr;

  const std::string& arn() const;
  const std::string& name() const;
  const std::string& id() const;
  const std::string& path() const;
  std::string_view type() const;  // USER, GROUP, ROLE
  const std::string& boundary() const;
};

// By name, whatever path the ARN gives (recorded). Nothing if it is no user, group or role of this
// account.
std::optional<PolicySourceEntity> EntityByArn(const Account& account, std::string_view arn);

// PolicySourceArn's. Errors: InvalidInput (malformed ARN, another kind); NoSuchEntity.
ApiResult<PolicySourceEntity> FindPolicySource(const OpContext& context);

// Judged on the entity's stored ARN.
ApiResult<AuthorizationChecks> OnPolicySource(const OpContext& context);
ApiResult<AuthorizationChecks> OnEntityArn(const OpContext& context, std::string_view member);

// How an entity comes by a policy.
struct SourcedPolicy {
  policy_engine::CompiledPolicyPtr compiled;
  std::string name;
  std::string arn;         // of managed policies, else empty
  std::string owner_type;  // of inline ones: USER, GROUP, ROLE
  std::string owner_name;
};

// Inline and managed policies, and for users those of their groups. A managed policy held twice
// stands once.
std::vector<SourcedPolicy> HeldPolicies(const OpContext& context, const PolicySourceEntity& entity);
// Nothing if there is none or it is gone.
std::optional<SourcedPolicy> BoundaryPolicy(const OpContext& context,
                                            const PolicySourceEntity& entity);

}  // namespace mockaws
