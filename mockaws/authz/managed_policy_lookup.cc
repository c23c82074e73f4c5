#include "mockaws/authz/managed_policy_lookup.h"

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "mockaws/catalog/managed_policies.h"
#include "mockaws/operation/arn.h"
#include "policy_engine/policy.h"

namespace mockaws {
namespace {

// AWS's policies never change while the program runs, so one compiled copy serves all accounts.
class AwsPolicies {
 public:
  CompiledPolicyPtr Get(const ManagedPolicy& policy) {
    {
      const std::shared_lock lock(mutex_);
      if (compiled_[policy.index] != nullptr) return compiled_[policy.index];
    }
    const auto document = ManagedPolicyDocument(policy);
    policy_engine::ParseOptions options;
    options.source = policy.arn;
    auto compiled = policy_engine::CompilePolicy(*document, policy_engine::PolicyType::kManaged,
                                                 std::move(options));
    CHECK(compiled.ok(), "an AWS managed policy that doesn't compile");
    const std::unique_lock lock(mutex_);
    CompiledPolicyPtr& slot = compiled_[policy.index];
    if (slot == nullptr) slot = std::move(compiled).value();
    return slot;
  }

 private:
  std::shared_mutex mutex_;
  std::vector<CompiledPolicyPtr> compiled_ = std::vector<CompiledPolicyPtr>(ManagedPolicyCount());
};

}  // namespace

CompiledPolicyPtr CompiledManagedPolicy(const State& state, std::string_view policy_arn) {
  const auto parts = SplitArn(policy_arn);
  if (!parts) return nullptr;
  if (parts->account == "aws") {
    static AwsPolicies* const aws_policies = new AwsPolicies;
    const auto policy = FindManagedPolicy(policy_arn);
    return policy ? aws_policies->Get(*policy) : nullptr;
  }
  const Account* account = state.FindAccount(parts->account);
  if (account == nullptr) return nullptr;
  const CustomerPolicy* policy = account->policies.Find(NameKey(ArnName(policy_arn)));
  if (policy == nullptr || policy->arn != policy_arn) return nullptr;
  return policy->DefaultVersion().policy.compiled;
}

}  // namespace mockaws
