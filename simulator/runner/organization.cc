#include "simulator/runner/organization.h"

#include "simulator/scenario/document.h"

namespace simulator {
namespace {

using policy_engine::Json;

class OrganizationWriter {
 public:
  OrganizationWriter(const Scenario& scenario, const Variables& variables)
      : scenario_(scenario), variables_(variables) {}

  SourceResult<Json> Write(const OrganizationDeclaration& organization) const {
    Json json = Json::MakeObject();
    SetText("id", organization.id, &json);
    json.Set("managementAccount", Json::String(AccountId(organization.management)));
    if (organization.delegated_administrator) {
      json.Set("delegatedAdministrator",
               Json::String(AccountId(*organization.delegated_administrator)));
    }
    json.Set("trustedAccess", Json::Bool(organization.trusted_access));
    json.Set("rootSessions", Json::Bool(organization.root_sessions));
    json.Set("rootCredentialsManagement", Json::Bool(organization.root_credentials_management));
    Json policies = Json::MakeArray();
    RETURN_IF_ERROR(AddPolicies("SERVICE_CONTROL_POLICY", organization.service_control, &policies));
    RETURN_IF_ERROR(
        AddPolicies("RESOURCE_CONTROL_POLICY", organization.resource_control, &policies));
    json.Set("policies", std::move(policies));
    json.Set("root", Node(organization.root));
    return json;
  }

 private:
  static void SetText(std::string_view member, const std::optional<Text>& text, Json* json) {
    if (text) json->Set(member, Json::String(text->value));
  }

  std::string AccountId(const Text& account) const {
    const Account* declared = scenario_.FindAccount(account.value);
    return declared == nullptr ? account.value : declared->id.value;
  }

  SourceResult<void> AddPolicies(const char* type, const std::vector<Named>& policies,
                                 Json* list) const {
    for (const Named& policy : policies) {
      Json json = Json::MakeObject();
      json.Set("name", Json::String(policy.name.value));
      json.Set("type", Json::String(type));
      ASSIGN_OR_RETURN(std::string document, RenderDocument(policy.document, variables_));
      json.Set("document", Json::String(std::move(document)));
      list->Append(std::move(json));
    }
    return {};
  }

  static void SetAttached(std::string_view member, const std::optional<std::vector<Text>>& names,
                          Json* json) {
    if (!names) return;
    Json list = Json::MakeArray();
    for (const Text& name : *names) list.Append(Json::String(name.value));
    json->Set(member, std::move(list));
  }

  Json Node(const OrganizationNode& node) const {
    Json json = Json::MakeObject();
    SetText("id", node.id, &json);
    SetAttached("serviceControlPolicies", node.service_control, &json);
    SetAttached("resourceControlPolicies", node.resource_control, &json);
    Json accounts = Json::MakeArray();
    for (const OrganizationNode& account : node.accounts) {
      Json member = Json::MakeObject();
      member.Set("id", Json::String(AccountId(account.name)));
      SetAttached("serviceControlPolicies", account.service_control, &member);
      SetAttached("resourceControlPolicies", account.resource_control, &member);
      accounts.Append(std::move(member));
    }
    json.Set("accounts", std::move(accounts));
    Json units = Json::MakeArray();
    for (const OrganizationNode& unit : node.units) {
      Json child = Node(unit);
      child.Set("name", Json::String(unit.name.value));
      units.Append(std::move(child));
    }
    json.Set("units", std::move(units));
    return json;
  }

  const Scenario& scenario_;
  const Variables& variables_;
};

}  // namespace

SourceResult<Json> OrganizationJson(const Scenario& scenario, const Variables& variables) {
  CHECK(scenario.organization.has_value(), "OrganizationJson: there is none");
  return OrganizationWriter(scenario, variables).Write(*scenario.organization);
}

}  // namespace simulator
