#include "mockaws/authz/organization_layers.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::PolicyLayerPtr;
using policy_engine::PolicySet;
using policy_engine::RequestContext;

namespace {

using PolicyIds = std::vector<std::string> OrganizationNode::*;

std::vector<PolicyLayerPtr> Levels(const Organization& organization, LayerCache* cache,
                                   std::string_view account_id, PolicyIds ids,
                                   std::string_view kind) {
  std::vector<PolicyLayerPtr> levels;
  for (const OrganizationNode* node : organization.PathTo(account_id)) {
    std::vector<policy_engine::CompiledPolicyPtr> policies;
    for (const std::string& id : node->*ids) {
      const auto found = organization.policies.find(id);
      if (found != organization.policies.end()) policies.push_back(found->second.policy.compiled);
    }
    levels.push_back(cache->Get(std::string(kind) + organization.id + " " + node->id, policies));
  }
  return levels;
}

void AddOrganizationKeys(const Organization& organization, std::string_view account_id,
                         const std::string& prefix, RequestContext* keys) {
  if (!keys->Has(prefix + "OrgID")) keys->Set(prefix + "OrgID", organization.id);
  const std::string path = organization.PathOfAccount(account_id);
  if (!path.empty() && !keys->Has(prefix + "OrgPaths")) {
    keys->SetList(prefix + "OrgPaths", {path});
  }
}

}  // namespace

std::vector<PolicyLayerPtr> ServiceControlLevels(const State& state, LayerCache* cache,
                                                 std::string_view account_id) {
  const Organization* organization = state.OrganizationOf(account_id);
  if (organization == nullptr || organization->management_account == account_id) return {};
  return Levels(*organization, cache, account_id, &OrganizationNode::service_control, "scp ");
}

void AddOrganizations(const State& state, LayerCache* cache, AuthorizationRequest* request,
                      PolicySet* policies) {
  if (state.organizations.size() == 0) return;
  const std::string& principal_account = request->principal.account;
  if (const Organization* organization = state.OrganizationOf(principal_account)) {
    AddOrganizationKeys(*organization, principal_account, "aws:Principal", &request->context);
    request->principal_in_management_account =
        organization->management_account == principal_account;
    policies->service_control = ServiceControlLevels(state, cache, principal_account);
  }
  // AWS's managed policies belong to an account of its own, which only the key tells.
  const auto told = request->context.Get("aws:ResourceAccount");
  const std::string resource_account =
      told ? std::string(*told)
           : (request->resource_account.empty() ? principal_account : request->resource_account);
  if (const Organization* organization = state.OrganizationOf(resource_account)) {
    AddOrganizationKeys(*organization, resource_account, "aws:Resource", &request->context);
    request->resource_in_management_account = organization->management_account == resource_account;
    policies->resource_control =
        Levels(*organization, cache, resource_account, &OrganizationNode::resource_control, "rcp ");
  }
}

}  // namespace mockaws
