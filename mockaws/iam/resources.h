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
ApiResult<AuthorizationChecks> OnNewInstanceProfile(const OpContext& context);
ApiResult<AuthorizationChecks> OnInstanceProfile(const OpContext& context);
ApiResult<AuthorizationChecks> OnInstanceProfileList(const OpContext& context);
// And iam:PassRole on the role that is put into the profile.
ApiResult<AuthorizationChecks> OnInstanceProfileAndPassedRole(const OpContext& context);
ApiResult<AuthorizationChecks> OnNewPolicy(const OpContext& context);
ApiResult<AuthorizationChecks> OnPolicy(const OpContext& context);  // PolicyArn
ApiResult<AuthorizationChecks> OnPolicyList(const OpContext& context);
// As above, with iam:PermissionsBoundary: the boundary that the entity has.
ApiResult<AuthorizationChecks> OnBoundedUser(const OpContext& context);
ApiResult<AuthorizationChecks> OnBoundedRole(const OpContext& context);
// As above, with the boundary that the request sets.
ApiResult<AuthorizationChecks> OnUserToBound(const OpContext& context);
ApiResult<AuthorizationChecks> OnRoleToBound(const OpContext& context);
// Attaching and detaching: with iam:PolicyARN, and iam:PermissionsBoundary for users and roles.
ApiResult<AuthorizationChecks> OnUserPolicyLink(const OpContext& context);
ApiResult<AuthorizationChecks> OnGroupPolicyLink(const OpContext& context);
ApiResult<AuthorizationChecks> OnRolePolicyLink(const OpContext& context);
// Renaming and moving: both the ARN that is and the ARN that will be.
ApiResult<AuthorizationChecks> OnUserAndItsNewArn(const OpContext& context);
ApiResult<AuthorizationChecks> OnGroupAndItsNewArn(const OpContext& context);
ApiResult<AuthorizationChecks> OnNewServerCertificate(const OpContext& context);
ApiResult<AuthorizationChecks> OnServerCertificate(const OpContext& context);
ApiResult<AuthorizationChecks> OnServerCertificateList(const OpContext& context);
ApiResult<AuthorizationChecks> OnServerCertificateAndItsNewArn(const OpContext& context);
// Operations without a resource type: "*".
ApiResult<AuthorizationChecks> OnEverything(const OpContext& context);

// The user that an operation is about: UserName, or the calling user when it is left out. Errors:
// NoSuchEntity; ValidationError for callers that are no users.
ApiResult<const User*> SubjectUser(const OpContext& context);
// The same for operations that the root user has things of its own in: nullptr for a root caller
// who names nobody.
ApiResult<const User*> SubjectUserOrRoot(const OpContext& context);
ApiResult<const User*> FindUser(const OpContext& context, std::string_view name);
ApiResult<const Group*> FindGroup(const OpContext& context, std::string_view name);
ApiResult<const Role*> FindRole(const OpContext& context, std::string_view name);
ApiResult<const InstanceProfile*> FindInstanceProfile(const OpContext& context,
                                                      std::string_view name);
// The role, if the account's own people may change it: UnmodifiableEntity for service-linked roles
// and those of IAM Identity Center.
ApiResult<const Role*> FindEditableRole(const OpContext& context, std::string_view name);

bool IsServiceLinked(const Role& role);

}  // namespace mockaws
