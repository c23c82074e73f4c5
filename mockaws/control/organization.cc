#include "mockaws/control/organization.h"

namespace mockaws {

using policy_engine::Json;

namespace {

Json NamesOf(const Organization& organization, const std::vector<std::string>& ids) {
  Json names = Json::MakeArray();
  for (const std::string& id : ids) {
    names.Append(Json::String(organization.policies.find(id)->second.name));
  }
  return names;
}

bool IsAccount(const OrganizationNode& node) { return !node.id.empty() && node.id[0] <= '9'; }

Json NodeJson(const Organization& organization, const OrganizationNode& node) {
  Json json = Json::MakeObject();
  json.Set("id", Json::String(node.id));
  if (!node.name.empty()) json.Set("name", Json::String(node.name));
  json.Set("serviceControlPolicies", NamesOf(organization, node.service_control));
  json.Set("resourceControlPolicies", NamesOf(organization, node.resource_control));
  if (IsAccount(node)) return json;
  Json accounts = Json::MakeArray();
  Json units = Json::MakeArray();
  for (const auto& [id, child] : organization.nodes) {
    if (child.parent != node.id) continue;
    (IsAccount(child) ? accounts : units).Append(NodeJson(organization, child));
  }
  json.Set("accounts", std::move(accounts));
  json.Set("units", std::move(units));
  return json;
}

Json OrganizationJson(const Organization& organization) {
  Json json = Json::MakeObject();
  json.Set("id", Json::String(organization.id));
  json.Set("managementAccount", Json::String(organization.management_account));
  if (!organization.delegated_admin.empty()) {
    json.Set("delegatedAdministrator", Json::String(organization.delegated_admin));
  }
  json.Set("trustedAccess", Json::Bool(organization.iam_trusted_access));
  json.Set("rootSessions", Json::Bool(organization.root_sessions));
  json.Set("rootCredentialsManagement", Json::Bool(organization.root_credentials_management));
  Json& policies = json.Set("policies", Json::MakeArray());
  for (const auto& [id, policy] : organization.policies) {
    Json shown = Json::MakeObject();
    shown.Set("id", Json::String(id));
    shown.Set("name", Json::String(policy.name));
    shown.Set("arn", Json::String(policy.arn));
    const bool is_service_control =
        policy.policy.compiled->type() == policy_engine::PolicyType::kServiceControl;
    shown.Set("type", Json::String(is_service_control ? "SERVICE_CONTROL_POLICY"
                                                      : "RESOURCE_CONTROL_POLICY"));
    shown.Set("document", Json::String(policy.policy.text));
    policies.Append(std::move(shown));
  }
  for (const auto& [id, node] : organization.nodes) {
    if (node.parent.empty()) json.Set("root", NodeJson(organization, node));
  }
  return json;
}

HttpResponse AllOrganizations(const ServerParts& parts) {
  return parts.store.Read([](const State& state) {
    Json json = Json::MakeObject();
    Json& list = json.Set("organizations", Json::MakeArray());
    for (const auto& [id, organization] : state.organizations.entries()) {
      list.Append(OrganizationJson(*organization));
    }
    return JsonAnswer(json);
  });
}

ControlResult<HttpResponse> Put(ServerParts& parts, const HttpRequest& request) {
  ASSIGN_OR_RETURN(
      const Json body,
      ReadBody(request, {"id", "managementAccount", "delegatedAdministrator", "trustedAccess",
                         "rootSessions", "rootCredentialsManagement", "policies", "root"}));
  ASSIGN_OR_RETURN(Organization organization, ReadOrganization(body, parts.environment.ids));
  const Json shown = OrganizationJson(organization);
  RETURN_IF_ERROR(parts.store.Write([&](State& state) {
    return StoreOrganization(&state, std::move(organization), parts.environment.clock->Now());
  }));
  return JsonAnswer(shown);
}

ControlResult<HttpResponse> Delete(ServerParts& parts) {
  return parts.store.Write([](State& state) -> ControlResult<HttpResponse> {
    while (!state.organizations.entries().empty()) {
      state.organizations.Erase(std::string(state.organizations.entries().begin()->first));
    }
    return JsonAnswer(Json::MakeObject());
  });
}

// The account that already belongs to another organization, or empty.
std::string AccountOfAnother(const State& state, const Organization& organization) {
  for (const auto& [id, node] : organization.nodes) {
    if (!IsAccount(node)) continue;
    const Organization* present = state.OrganizationOf(id);
    if (present != nullptr && present->management_account != organization.management_account) {
      return id;
    }
  }
  return {};
}

}  // namespace

ControlResult<void> StoreOrganization(State* state, Organization organization, Instant now) {
  if (const std::string taken = AccountOfAnother(*state, organization); !taken.empty()) {
    return ControlError{409, "Conflict",
                        "account " + taken + " belongs to another organization already"};
  }
  if (const Organization* present = state->OrganizationOf(organization.management_account)) {
    state->organizations.Erase(std::string(present->id));
  }
  for (const auto& [id, node] : organization.nodes) {
    if (IsAccount(node)) state->EnsureAccount(id, now);
  }
  const std::string id = organization.id;
  state->organizations.Put(id, std::move(organization));
  return {};
}

ControlResult<HttpResponse> OrganizationPath(ServerParts& parts, const HttpRequest& request) {
  if (request.method == "GET") return AllOrganizations(parts);
  if (request.method == "PUT") return Put(parts, request);
  if (request.method == "DELETE") return Delete(parts);
  return ControlError{405, "MethodNotAllowed", "this path takes GET, PUT and DELETE"};
}

}  // namespace mockaws
