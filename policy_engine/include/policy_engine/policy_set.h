// The policies that take part in a decision, by layer.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "policy_engine/policy.h"

namespace policy_engine {

class LayerIndex;

// One layer: policies of which any may allow and any may deny (a union). Immutable, shared between
// threads and sets. Building indexes the statements (by action, then by the resource's literal
// prefix; equal statements are kept once), at a cost linear in their number; layers of a handful of
// statements aren't indexed. Build once where a layer is used often, such as per principal.
class PolicyLayer {
 public:
  static std::shared_ptr<const PolicyLayer> Of(std::vector<CompiledPolicyPtr> policies);
  ~PolicyLayer();
  PolicyLayer(const PolicyLayer&) = delete;
  PolicyLayer& operator=(const PolicyLayer&) = delete;

  const std::vector<CompiledPolicyPtr>& policies() const { return policies_; }
  size_t statement_count() const { return statement_count_; }
  const LayerIndex& index() const { return *index_; }

 private:
  explicit PolicyLayer(std::vector<CompiledPolicyPtr> policies);
  std::vector<CompiledPolicyPtr> policies_;
  size_t statement_count_ = 0;
  std::unique_ptr<const LayerIndex> index_;
};

using PolicyLayerPtr = std::shared_ptr<const PolicyLayer>;

// Null pointers and empty vectors mean that there is no such policy; a layer of no policies allows
// nothing.
struct PolicySet {
  // Inline, managed and group policies of the user or role. For a federated user: the policies of
  // the IAM user who federated.
  PolicyLayerPtr identity;
  // The resource's policy, or the role's trust policy.
  PolicyLayerPtr resource;
  // Permissions boundaries: every one must allow.
  std::vector<PolicyLayerPtr> boundaries;
  // Inline and managed session policies of a session: their union must allow.
  PolicyLayerPtr session;
  // Scope-down policies (GetScopedCredentials), in order of making: every one must allow.
  std::vector<PolicyLayerPtr> scopes;
  // Organizations: root, each OU on the path, the account. Every level must allow. Empty: the
  // account is in no organization (or the policy type is off).
  std::vector<PolicyLayerPtr> service_control;   // of the principal's account
  std::vector<PolicyLayerPtr> resource_control;  // of the resource's account
  // The VPC endpoint that the call goes through.
  PolicyLayerPtr vpc_endpoint;
};

}  // namespace policy_engine
