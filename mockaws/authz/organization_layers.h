// What an organization adds to a question: SCPs of the principal's account, RCPs of the resource's,
// and the condition keys that name it.
#pragma once

#include "mockaws/authz/policy_layers.h"
#include "mockaws/state/state.h"
#include "policy_engine/policy_set.h"
#include "policy_engine/request.h"

namespace mockaws {

// Fills in what the state knows: each level's policies from the root down, aws:PrincipalOrgID and
// aws:PrincipalOrgPaths, aws:ResourceOrgID and aws:ResourceOrgPaths (keys that are there already
// stay), and which accounts are management accounts. Nothing for accounts outside organizations.
void AddOrganizations(const State& state, LayerCache* cache,
                      policy_engine::AuthorizationRequest* request,
                      policy_engine::PolicySet* policies);

// The SCPs that bind an account's principals, level by level from the root down; empty for
// management accounts and for accounts outside organizations.
std::vector<policy_engine::PolicyLayerPtr> ServiceControlLevels(const State& state,
                                                                LayerCache* cache,
                                                                std::string_view account_id);

}  // namespace mockaws
