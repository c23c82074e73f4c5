// Organizations as far as IAM and STS see them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mockaws {

struct OrganizationMember {
  std::string account_id;
  std::string ou_path;  // `o-x/r-y/ou-z/`, as in aws:PrincipalOrgPaths; empty: unknown
};

struct Organization {
  std::string id;  // o-…
  std::string management_account;
  std::vector<OrganizationMember> members;  // the management account not among them
  std::string delegated_admin;              // for IAM; empty: none
  bool iam_trusted_access = false;
  bool root_sessions = false;  // EnableOrganizationsRootSessions
  bool root_credentials_management = false;

  const OrganizationMember* FindMember(std::string_view account_id) const {
    for (const OrganizationMember& member : members) {
      if (member.account_id == account_id) return &member;
    }
    return nullptr;
  }
};

}  // namespace mockaws
