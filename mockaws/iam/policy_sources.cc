#include "mockaws/iam/policy_sources.h"

#include <algorithm>

#include "mockaws/authz/managed_policy_lookup.h"
#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

const std::string kNone;

void AddManaged(const OpContext& context, std::string_view arn,
                std::vector<SourcedPolicy>* policies) {
  const bool present = std::any_of(policies->begin(), policies->end(),
                                   [&](const SourcedPolicy& policy) { return policy.arn == arn; });
  if (present) return;
  if (auto compiled = CompiledManagedPolicy(context.state, arn)) {
    policies->push_back({std::move(compiled), std::string(ArnName(arn)), std::string(arn), {}, {}});
  }
}

void AddHeld(const OpContext& context, const PolicyHolder& holder, std::string_view type,
             const std::string& name, std::vector<SourcedPolicy>* policies) {
  for (const InlinePolicy& policy : holder.inline_policies) {
    policies->push_back({policy.policy.compiled, policy.name, {}, std::string(type), name});
  }
  for (const std::string& arn : holder.attached) AddManaged(context, arn, policies);
}

}  // namespace

const std::string& PolicySourceEntity::arn() const {
  return user != nullptr ? user->arn : group != nullptr ? group->arn : role->arn;
}
const std::string& PolicySourceEntity::name() const {
  return user != nullptr ? user->name : group != nullptr ? group->name : role->name;
}
const std::string& PolicySourceEntity::id() const {
  return user != nullptr ? user->id : group != nullptr ? group->id : role->id;
}
const std::string& PolicySourceEntity::path() const {
  return user != nullptr ? user->path : group != nullptr ? group->path : role->path;
}
std::string_view PolicySourceEntity::type() const {
  return user != nullptr ? "USER" : group != nullptr ? "GROUP" : "ROLE";
}
const std::string& PolicySourceEntity::boundary() const {
  return user != nullptr ? user->boundary : role != nullptr ? role->boundary : kNone;
}

std::optional<PolicySourceEntity> EntityByArn(const Account& account, std::string_view arn) {
  const auto parts = SplitArn(arn);
  if (!parts || parts->service != "iam" || parts->account != account.id) return std::nullopt;
  const std::string key = NameKey(ArnName(arn));
  PolicySourceEntity entity;
  if (parts->resource.starts_with("user/")) entity.user = account.users.Find(key);
  if (parts->resource.starts_with("group/")) entity.group = account.groups.Find(key);
  if (parts->resource.starts_with("role/")) entity.role = account.roles.Find(key);
  if (entity.user == nullptr && entity.group == nullptr && entity.role == nullptr) {
    return std::nullopt;
  }
  return entity;
}

ApiResult<PolicySourceEntity> FindPolicySource(const OpContext& context) {
  const std::string& arn = context.in.Str("PolicySourceArn");
  const auto parts = SplitArn(arn);
  const bool is_entity =
      parts && parts->service == "iam" &&
      (parts->resource.starts_with("user/") || parts->resource.starts_with("group/") ||
       parts->resource.starts_with("role/"));
  if (!is_entity) {
    return InvalidInput("Invalid Entity Arn: " + arn +
                        " does not clearly define entity type and name.");
  }
  if (const auto entity = EntityByArn(context.account(), arn)) return *entity;
  const std::string kind(parts->resource.substr(0, parts->resource.find('/')));
  return NoSuchEntity("The " + kind + " with name " + std::string(ArnName(arn)) +
                      " cannot be found.");
}

ApiResult<AuthorizationChecks> OnEntityArn(const OpContext& context, std::string_view member) {
  AuthorizationCheck check;
  check.resource = context.in.Str(member);
  if (const auto entity = EntityByArn(context.account(), check.resource)) {
    check.resource = entity->arn();
    if (entity->user != nullptr) check.resource_tags = entity->user->tags;
    if (entity->role != nullptr) check.resource_tags = entity->role->tags;
  }
  return AuthorizationChecks{std::move(check)};
}

ApiResult<AuthorizationChecks> OnPolicySource(const OpContext& context) {
  return OnEntityArn(context, "PolicySourceArn");
}

std::vector<SourcedPolicy> HeldPolicies(const OpContext& context,
                                        const PolicySourceEntity& entity) {
  std::vector<SourcedPolicy> policies;
  if (entity.group != nullptr) {
    AddHeld(context, *entity.group, "GROUP", entity.group->name, &policies);
  }
  if (entity.role != nullptr) AddHeld(context, *entity.role, "ROLE", entity.role->name, &policies);
  if (entity.user != nullptr) {
    AddHeld(context, *entity.user, "USER", entity.user->name, &policies);
    for (const std::string& key : entity.user->groups) {
      const Group* group = context.account().groups.Find(key);
      if (group != nullptr) AddHeld(context, *group, "GROUP", group->name, &policies);
    }
  }
  return policies;
}

std::optional<SourcedPolicy> BoundaryPolicy(const OpContext& context,
                                            const PolicySourceEntity& entity) {
  if (entity.boundary().empty()) return std::nullopt;
  std::vector<SourcedPolicy> policies;
  AddManaged(context, entity.boundary(), &policies);
  if (policies.empty()) return std::nullopt;
  return policies.front();
}

}  // namespace mockaws
