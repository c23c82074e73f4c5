#include "mockaws/state/organization.h"

#include <algorithm>

namespace mockaws {

std::vector<const OrganizationNode*> Organization::PathTo(std::string_view node_id) const {
  std::vector<const OrganizationNode*> path;
  auto node = nodes.find(node_id);
  // Never longer than there are nodes, even if they were made in a circle.
  while (node != nodes.end() && path.size() < nodes.size()) {
    path.push_back(&node->second);
    node = nodes.find(node->second.parent);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::string Organization::PathOfAccount(std::string_view account_id) const {
  const auto nodes_down = PathTo(account_id);
  if (nodes_down.empty()) {
    const OrganizationMember* member = FindMember(account_id);
    return member == nullptr ? std::string() : member->ou_path;
  }
  std::string path = id + "/";
  for (const OrganizationNode* node : nodes_down) {
    if (node->id != account_id) path += node->id + "/";
  }
  return path;
}

}  // namespace mockaws
