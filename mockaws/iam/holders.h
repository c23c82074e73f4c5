// What tells users, groups and roles apart where operations treat all three alike: inline policies,
// attachments and tags.
#pragma once

#include <string_view>

#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {

struct UserHolder {
  static constexpr HolderKind kHolderKind = HolderKind::kUser;
  static constexpr std::string_view kKind = "user";
  static constexpr std::string_view kNameMember = "UserName";
  static constexpr int64_t Quotas::*kInlineSize = &Quotas::user_inline_size;
  static constexpr TagCase kTagCase = TagCase::kIgnored;

  static ApiResult<const User*> Find(const OpContext& context) {
    return FindUser(context, context.in.Str(kNameMember));
  }
  static ApiResult<const User*> FindEditable(const OpContext& context) { return Find(context); }
  static User* Edit(OpContext& context, const User& user) {
    return context.edit_account().users.Edit(NameKey(user.name));
  }
};

struct GroupHolder {
  static constexpr HolderKind kHolderKind = HolderKind::kGroup;
  static constexpr std::string_view kKind = "group";
  static constexpr std::string_view kNameMember = "GroupName";
  static constexpr int64_t Quotas::*kInlineSize = &Quotas::group_inline_size;

  static ApiResult<const Group*> Find(const OpContext& context) {
    return FindGroup(context, context.in.Str(kNameMember));
  }
  static ApiResult<const Group*> FindEditable(const OpContext& context) { return Find(context); }
  static Group* Edit(OpContext& context, const Group& group) {
    return context.edit_account().groups.Edit(NameKey(group.name));
  }
};

struct RoleHolder {
  static constexpr HolderKind kHolderKind = HolderKind::kRole;
  static constexpr std::string_view kKind = "role";
  static constexpr std::string_view kNameMember = "RoleName";
  static constexpr int64_t Quotas::*kInlineSize = &Quotas::role_inline_size;
  static constexpr TagCase kTagCase = TagCase::kIgnored;

  static ApiResult<const Role*> Find(const OpContext& context) {
    return FindRole(context, context.in.Str(kNameMember));
  }
  // Not those that only AWS may change.
  static ApiResult<const Role*> FindEditable(const OpContext& context) {
    return FindEditableRole(context, context.in.Str(kNameMember));
  }
  static Role* Edit(OpContext& context, const Role& role) {
    return context.edit_account().roles.Edit(NameKey(role.name));
  }
};

}  // namespace mockaws
