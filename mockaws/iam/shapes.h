// How entities look in IAM's answers; which optional members show depends on the operation
// (recorded, family by family).
#pragma once

#include "mockaws/operation/context.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// Path, UserName, UserId, Arn, CreateDate, and PasswordLastUsed if used: all that lists show.
Value UserSummary(const User& user);
// With PermissionsBoundary and Tags where set: CreateUser and GetUser.
Value UserDetail(const User& user);

Value GroupSummary(const Group& group);

// Path … AssumeRolePolicyDocument. `trust` is the document as this answer shows it.
Value RoleSummary(const Role& role, std::string_view trust);

// The role as every answer after the one to CreateRole begins.
Value StoredRoleSummary(const State& state, const Role& role);

// {LastUsedDate, Region}; nothing in it if the role wasn't used in the last 400 days.
Value RoleLastUsed(const OpContext& context, const Role& role);

// Path … CreateDate, Roles. Tags are told by Create and Get alone.
Value InstanceProfileSummary(const State& state, const Account& account,
                             const InstanceProfile& profile);

// {PermissionsBoundaryType, PermissionsBoundaryArn}.
Value RenderBoundary(std::string_view policy_arn);

// Policy documents are percent-encoded by RFC 3986 in IAM's answers.
std::string EncodeDocument(std::string_view document);

}  // namespace mockaws
