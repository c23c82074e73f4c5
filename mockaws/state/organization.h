// Organizations as far as IAM and STS see them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/state/entities.h"

namespace mockaws {

struct OrganizationMember {
  std::string account_id;
  std::string ou_path;  // `o-x/r-y/ou-z/`, as in aws:PrincipalOrgPaths; empty: unknown
};

// A service control policy or a resource control policy.
struct OrganizationPolicy {
  std::string id;  // p-…
  std::string name;
  std::string arn;
  PolicyText policy;
};

// The root, an organizational unit or an account, with the policies attached to it.
struct OrganizationNode {
  std::string id;      // r-…, ou-… or the account's twelve digits
  std::string parent;  // a node's id; empty for the root
  std::string name;
  std::vector<std::string> service_control;   // policies' ids
  std::vector<std::string> resource_control;  // the same
};

struct Organization {
  std::string id;  // o-…
  std::string management_account;
  std::vector<OrganizationMember> members;  // the management account not among them
  std::string delegated_admin;              // for IAM; empty: none
  bool iam_trusted_access = false;
  bool root_sessions = false;  // EnableOrganizationsRootSessions
  bool root_credentials_management = false;
  std::map<std::string, OrganizationPolicy, std::less<>> policies;  // by id
  std::map<std::string, OrganizationNode, std::less<>> nodes;       // by id

  const OrganizationMember* FindMember(std::string_view account_id) const {
    for (const OrganizationMember& member : members) {
      if (member.account_id == account_id) return &member;
    }
    return nullptr;
  }
  // The nodes from the root down to this one; empty if the node is unknown.
  std::vector<const OrganizationNode*> PathTo(std::string_view node_id) const;
  // `o-x/r-y/ou-z/`, as in aws:PrincipalOrgPaths; empty if the account's place is unknown.
  std::string PathOfAccount(std::string_view account_id) const;
};

}  // namespace mockaws
