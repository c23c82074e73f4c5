// Service-linked roles: made for services that the catalogue knows, deleted by a task.
#include "mockaws/catalog/service_linked_roles.h"

#include "mockaws/iam/families.h"
#include "mockaws/iam/new_role.h"
#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/iam/trust_policy.h"
#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

constexpr std::string_view kPathPrefix = "/aws-service-role/";
constexpr std::string_view kTaskPrefix = "task/aws-service-role/";
// A task goes on with each question, so that clients that wait see it end on a clock that stands
// still too.
constexpr int64_t kAskedUntilDone = 3;
constexpr std::chrono::seconds kDeletionTakes{3};

std::string PathOf(std::string_view service) {
  return std::string(kPathPrefix) + std::string(service) + "/";
}

std::string RoleNameOf(const ServiceLinkedRole& kind, const std::optional<std::string>& suffix) {
  return suffix ? kind.role + "_" + *suffix : kind.role;
}

ApiResult<AuthorizationChecks> OnNewServiceLinkedRole(const OpContext& context) {
  const std::string& service = context.in.Str("AWSServiceName");
  const ServiceLinkedRole* kind = FindServiceLinkedRole(service);
  AuthorizationCheck check;
  check.resource = IamArn(
      context.caller.account_id, "role", PathOf(service),
      kind == nullptr ? "AWSServiceRoleFor" : RoleNameOf(*kind, context.in.OptStr("CustomSuffix")));
  check.keys.push_back({"iam:AWSServiceName", {service}});
  return AuthorizationChecks{std::move(check)};
}

// As AWS writes it: lists even of one.
std::string TrustOf(std::string_view service) {
  return R"({"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow",)"
         R"("Principal":{"Service":[")" +
         std::string(service) + R"("]}}]})";
}

ApiResult<const Role*> MakeRole(OpContext& context, const ServiceLinkedRole& kind,
                                const std::string& name) {
  Role role;
  role.name = name;
  role.path = PathOf(kind.service);
  role.arn = IamArn(context.caller.account_id, "role", role.path, name);
  role.created = context.now;
  role.description = context.in.OptStr("Description");
  ASSIGN_OR_RETURN(role.trust, CompileTrustPolicy(context, TrustOf(kind.service), role.arn));
  AttachReservedPolicy(context, &role, "arn:aws:iam::aws:policy/aws-service-role/" + kind.policy);
  return StoreNewRole(context, std::move(role));
}

ApiResult<Value> CreateServiceLinkedRole(OpContext& context) {
  const std::string& service = context.in.Str("AWSServiceName");
  const auto suffix = context.in.OptStr("CustomSuffix");
  const ServiceLinkedRole* kind = FindServiceLinkedRole(service);
  if (kind == nullptr) {
    return InvalidInput("Service role is not supported for service " + service + ".");
  }
  if (suffix && !kind->takes_suffix) {
    return InvalidInput("Custom suffix is not allowed for " + service);
  }
  const std::string name = RoleNameOf(*kind, suffix);
  const Account& account = context.account();
  if (account.roles.Contains(NameKey(name))) {
    return InvalidInput("Service role name " + name +
                        " has been taken in this account, please try a different suffix.");
  }
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::roles_per_account, account.roles.size()));
  ASSIGN_OR_RETURN(const Role* role, MakeRole(context, *kind, name));
  Value result;
  result.Set("Role", RoleSummary(*role, role->trust.text));
  return result;
}

bool IsDone(const RoleDeletion& task, Instant now) {
  return task.asked >= kAskedUntilDone || now - task.started >= kDeletionTakes;
}

// The id of the running task for this role, or empty.
std::string PendingTask(const OpContext& context, const std::string& role_key) {
  for (const auto& [id, task] : context.account().role_deletions.entries()) {
    if (task->role_key == role_key && !IsDone(*task, context.now)) return id;
  }
  return {};
}

ApiResult<Value> DeleteServiceLinkedRole(OpContext& context) {
  const std::string& name = context.in.Str("RoleName");
  const std::string key = NameKey(name);
  Value result;
  if (const std::string pending = PendingTask(context, key); !pending.empty()) {
    result.Set("DeletionTaskId", pending);
    return result;
  }
  ASSIGN_OR_RETURN(const Role* role, FindRole(context, name));
  if (!IsServiceLinked(*role)) {
    return NoSuchEntity(role->name + " exists but is not a service role.");
  }
  const std::string task = "task" + role->path + role->name + "/" + NewUuid(context.ids, "task");
  // Nothing here uses such roles, so each deletion succeeds, and the role is gone at once.
  Role edited = *role;
  const std::vector<std::string> attached = edited.attached;
  for (const std::string& policy : attached) {
    RETURN_IF_ERROR(DetachPolicy(context, &edited, policy));
  }
  context.edit_state().principals.Erase(std::string(edited.id));
  context.edit_account().roles.Erase(key);
  context.edit_account().role_deletions.Put(task, {key, context.now, 0});
  result.Set("DeletionTaskId", task);
  return result;
}

// `task/aws-service-role/SERVICE/ROLE/UUID`.
bool IsTaskId(std::string_view id) {
  if (!id.starts_with(kTaskPrefix)) return false;
  id.remove_prefix(kTaskPrefix.size());
  const size_t service_end = id.find('/');
  const size_t role_end = id.rfind('/');
  return service_end != std::string_view::npos && service_end < role_end &&
         id.size() - role_end - 1 == 36;
}

ApiResult<AuthorizationChecks> OnDeletionTask(const OpContext& context) {
  const std::string& id = context.in.Str("DeletionTaskId");
  AuthorizationCheck check;
  check.resource = "*";
  if (IsTaskId(id)) {
    const std::string role = id.substr(4, id.rfind('/') - 4);
    check.resource = "arn:aws:iam::" + context.caller.account_id + ":role" + role;
  }
  return AuthorizationChecks{std::move(check)};
}

ApiResult<Value> GetServiceLinkedRoleDeletionStatus(OpContext& context) {
  const std::string& id = context.in.Str("DeletionTaskId");
  if (!IsTaskId(id)) return InvalidInput("Invalid task id");
  if (!context.account().role_deletions.Contains(id)) {
    return NoSuchEntity("Cannot find deletion status for given id.");
  }
  RoleDeletion* task = context.edit_account().role_deletions.Edit(id);
  ++task->asked;
  std::string_view status = "IN_PROGRESS";
  if (IsDone(*task, context.now)) {
    status = "SUCCEEDED";
  } else if (task->asked == 1) {
    status = "NOT_STARTED";
  }
  Value result;
  result.Set("Status", status);
  return result;
}

constexpr Operation kOperations[] = {
    {"CreateServiceLinkedRole", CreateServiceLinkedRole, Mode::kWrite, OnNewServiceLinkedRole},
    {"DeleteServiceLinkedRole", DeleteServiceLinkedRole, Mode::kWrite, OnRole},
    {"GetServiceLinkedRoleDeletionStatus", GetServiceLinkedRoleDeletionStatus, Mode::kWrite,
     OnDeletionTask},
};

}  // namespace

void EnsureServiceLinkedRole(OpContext& context, std::string_view service) {
  const ServiceLinkedRole* kind = FindServiceLinkedRole(service);
  CHECK(kind != nullptr, "a service that the catalogue doesn't know");
  if (context.account().roles.Contains(NameKey(kind->role))) return;
  const auto made = MakeRole(context, *kind, kind->role);
  CHECK(made.ok(), "a service-linked role's trust policy that doesn't compile");
}

OperationFamily ServiceLinkedRoleOperations() { return kOperations; }

}  // namespace mockaws
