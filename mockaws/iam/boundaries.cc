// Permissions boundaries of users and roles.
#include "mockaws/iam/families.h"
#include "mockaws/iam/holders.h"
#include "mockaws/iam/policy_use.h"

namespace mockaws {
namespace {

template <typename Holder>
ApiResult<Value> PutBoundary(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::FindEditable(context));
  RETURN_IF_ERROR(UseAsBoundary(context, Holder::kHolderKind,
                                &Holder::Edit(context, *holder)->boundary,
                                context.in.Str("PermissionsBoundary")));
  return Value();
}

template <typename Holder>
ApiResult<Value> DeleteBoundary(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* holder, Holder::FindEditable(context));
  if (holder->boundary.empty()) {
    return NoSuchEntity("The " + std::string(Holder::kKind) + " with name " + holder->name +
                        " has no permissions boundary.");
  }
  StopUsingAsBoundary(context, &Holder::Edit(context, *holder)->boundary);
  return Value();
}

constexpr Operation kOperations[] = {
    {"PutUserPermissionsBoundary", PutBoundary<UserHolder>, Mode::kWrite, OnUserToBound},
    {"DeleteUserPermissionsBoundary", DeleteBoundary<UserHolder>, Mode::kWrite, OnBoundedUser},
    {"PutRolePermissionsBoundary", PutBoundary<RoleHolder>, Mode::kWrite, OnRoleToBound},
    {"DeleteRolePermissionsBoundary", DeleteBoundary<RoleHolder>, Mode::kWrite, OnBoundedRole},
};

}  // namespace

OperationFamily BoundaryOperations() { return kOperations; }

}  // namespace mockaws
