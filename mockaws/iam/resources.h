// Authorization rules: which resource each IAM operation is judged on, and how a refusal names it.
//
// Creation is judged on the ARN that the entity would have, everything else on the stored ARN, in
// its own case and path (recorded). An entity that doesn't exist is judged on the ARN of its name
// at path "/": a caller who may not touch it learns nothing of whether it exists.
// Refusals print `user NAME`, `role NAME`, `group NAME`, `policy ARN`; creations and lists print
// the ARN (observed).
#pragma once

#include "mockaws/operation/operation.h"

namespace mockaws {

ApiResult<AuthorizationChecks> OnNewUser(const OpContext& context);
ApiResult<AuthorizationChecks> OnUser(const OpContext& context);  // UserName, else the caller
ApiResult<AuthorizationChecks> OnUserList(const OpContext& context);
ApiResult<AuthorizationChecks> OnNewGroup(const OpContext& context);
ApiResult<AuthorizationChecks> OnGroup(const OpContext& context);
ApiResult<AuthorizationChecks> OnGroupList(const OpContext& context);
ApiResult<AuthorizationChecks> OnNewRole(const OpContext& context);
ApiResult<AuthorizationChecks> OnRole(const OpContext& context);
ApiResult<AuthorizationChecks> OnRoleList(const OpContext& context);
ApiResult<AuthorizationChecks> OnNewPolicy(const OpContext& context);
ApiResult<AuthorizationChecks> OnPolicy(const OpContext& context);  // PolicyArn
ApiResult<AuthorizationChecks> OnPolicyList(const OpContext& context);
// Operations without a resource type: "*".
ApiResult<AuthorizationChecks> OnEverything(const OpContext& context);

// The user that an operation is about: UserName, or the calling user when it is left out. Errors:
// NoSuchEntity; ValidationError for callers that are no users.
ApiResult<const User*> SubjectUser(const OpContext& context);
ApiResult<const User*> FindUser(const OpContext& context, std::string_view name);
ApiResult<const Group*> FindGroup(const OpContext& context, std::string_view name);
ApiResult<const Role*> FindRole(const OpContext& context, std::string_view name);

}  // namespace mockaws
