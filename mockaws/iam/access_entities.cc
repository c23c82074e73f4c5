#include "mockaws/iam/access_entities.h"

#include <algorithm>

#include "mockaws/authz/managed_policy_lookup.h"
#include "mockaws/iam/service_grants.h"
#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

constexpr int64_t kAskedUntilDone = 2;
constexpr std::chrono::seconds kJobTakes{2};
constexpr std::chrono::days kTrackedUse{400};

// Services whose actions are told one by one; those that this server itself is asked for.
constexpr std::string_view kTrackedServices[] = {"iam", "sts"};

PolicySourceEntity Of(const User* user) { return {user, nullptr, nullptr}; }
PolicySourceEntity Of(const Role* role) { return {nullptr, nullptr, role}; }

void AddHolders(const OpContext& context, const std::string& policy_arn, AccessSubject* subject) {
  const Account& account = context.account();
  for (const auto& [key, user] : account.users.entries()) {
    bool holds = user->IsAttached(policy_arn);
    for (const std::string& group_key : user->groups) {
      const Group* group = account.groups.Find(group_key);
      holds = holds || (group != nullptr && group->IsAttached(policy_arn));
    }
    if (holds) subject->entities.push_back(Of(user.get()));
  }
  for (const auto& [key, role] : account.roles.entries()) {
    if (role->IsAttached(policy_arn)) subject->entities.push_back(Of(role.get()));
  }
}

ApiError NoSuchArn(const std::string& arn) {
  return NoSuchEntity("ARN " + arn + " does not exist.");
}

ApiResult<AccessSubject> PolicySubject(const OpContext& context, const std::string& arn) {
  AccessSubject subject;
  const auto compiled = CompiledManagedPolicy(context.state, arn);
  if (compiled == nullptr) return NoSuchArn(arn);
  subject.policies.push_back(compiled);
  AddHolders(context, arn, &subject);
  return subject;
}

AccessSubject EntitySubject(const OpContext& context, const PolicySourceEntity& entity) {
  AccessSubject subject;
  for (const SourcedPolicy& policy : HeldPolicies(context, entity)) {
    subject.policies.push_back(policy.compiled);
  }
  if (entity.group == nullptr) {
    subject.entities.push_back(entity);
    return subject;
  }
  for (const std::string& key : entity.group->members) {
    if (const User* user = context.account().users.Find(key)) subject.entities.push_back(Of(user));
  }
  return subject;
}

}  // namespace

ApiResult<void> CheckOwnEntity(const OpContext& context, const std::string& arn) {
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(arn));
  const bool is_policy = parts.resource.starts_with("policy/");
  if (parts.account != context.caller.account_id && !(is_policy && parts.account == "aws")) {
    return AccessDenied("User: " + context.caller.arn +
                        " is not authorized to perform the operation on " + arn);
  }
  return {};
}

ApiResult<AccessSubject> FindAccessSubject(const OpContext& context, const std::string& arn) {
  RETURN_IF_ERROR(CheckOwnEntity(context, arn));
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(arn));
  const bool is_policy = parts.resource.starts_with("policy/");
  if (is_policy) return PolicySubject(context, arn);
  if (parts.resource == "root") {
    return InvalidInput("Invalid Entity Arn: " + arn + " is not supported.");
  }
  const auto entity = EntityByArn(context.account(), arn);
  if (!entity) return NoSuchArn(arn);
  return EntitySubject(context, *entity);
}

AccessEntity EntityWithUse(const OpContext& context, const PolicySourceEntity& entity,
                           std::string_view service_or_action) {
  AccessEntity shown;
  shown.arn = entity.arn();
  shown.name = entity.name();
  shown.type = entity.type();
  shown.id = entity.id();
  shown.path = entity.path();
  const bool is_action = service_or_action.find(':') != std::string_view::npos;
  const auto uses = is_action ? context.state.usage.ActionsOf(entity.id())
                              : context.state.usage.ServicesOf(entity.id());
  const auto use = uses.find(service_or_action);
  if (use == uses.end() || context.now - use->second.time > kTrackedUse) return shown;
  shown.last_used = use->second.time;
  shown.region = use->second.region;
  return shown;
}

std::vector<AccessEntity> EntitiesWithUse(const OpContext& context, const AccessSubject& subject,
                                          std::string_view service_or_action) {
  std::vector<AccessEntity> entities;
  for (const PolicySourceEntity& entity : subject.entities) {
    entities.push_back(EntityWithUse(context, entity, service_or_action));
  }
  // An absent use is less than any.
  std::stable_sort(
      entities.begin(), entities.end(),
      [](const AccessEntity& a, const AccessEntity& b) { return a.last_used > b.last_used; });
  return entities;
}

std::vector<AccessedService> ReportOn(const OpContext& context, const AccessSubject& subject,
                                      bool with_actions) {
  std::vector<AccessedService> report;
  const ServiceGrants grants(subject.policies);
  for (const ServiceReference& service : GrantedServices(grants)) {
    AccessedService row;
    row.name = service.name();
    row.prefix = service.prefix();
    row.entities = EntitiesWithUse(context, subject, service.prefix());
    const bool tracked = std::find(std::begin(kTrackedServices), std::end(kTrackedServices),
                                   service.prefix()) != std::end(kTrackedServices);
    for (const ActionReference& action : service.actions()) {
      if (!with_actions || !tracked || !grants.GrantsAction(row.prefix, action.name())) continue;
      AccessedAction used{std::string(action.name()), std::nullopt};
      const auto entities =
          EntitiesWithUse(context, subject, row.prefix + ":" + std::string(action.name()));
      if (!entities.empty() && entities.front().last_used) used.last = entities.front();
      row.actions.push_back(std::move(used));
    }
    report.push_back(std::move(row));
  }
  return report;
}

bool IsJobDone(int64_t asked, Instant created, Instant now) {
  return asked >= kAskedUntilDone || now - created >= kJobTakes;
}

}  // namespace mockaws
