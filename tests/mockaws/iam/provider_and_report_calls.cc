// Good calls of identity providers, service-linked roles, simulation, reports, delegation,
// templates and the account's switches.
#include "tests/mockaws/iam/operation_table.h"
#include "tests/mockaws/iam/saml_metadata_sample.h"

namespace mockaws {
namespace {

constexpr const char* kDocument =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})";
constexpr const char* kThumbprint = "990f4193972f2becf12ddeda5237f9c952f20d9e";

void Append(std::vector<TableCall>* calls, std::vector<TableCall> more) {
  calls->insert(calls->end(), more.begin(), more.end());
}

std::vector<TableCall> ProviderCalls() {
  const Parameters saml = {{"SAMLProviderArn", "$saml"}};
  const Parameters oidc = {{"OpenIDConnectProviderArn", "$oidc"}};
  const auto with = [](Parameters parameters, const Parameters& more) {
    parameters.insert(parameters.end(), more.begin(), more.end());
    return parameters;
  };
  const Parameters tag = {{"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}};
  return {
      {"CreateSAMLProvider",
       {{"Name", "s"}, {"SAMLMetadataDocument", SamlMetadata()}},
       "SAMLProviderArn",
       "saml"},
      {"GetSAMLProvider", saml},
      {"ListSAMLProviders", {}},
      {"UpdateSAMLProvider", with(saml, {{"SAMLMetadataDocument", SamlMetadata()}})},
      {"TagSAMLProvider", with(saml, tag)},
      {"ListSAMLProviderTags", saml},
      {"UntagSAMLProvider", with(saml, {{"TagKeys.member.1", "k"}})},
      {"DeleteSAMLProvider", saml},
      {"CreateOpenIDConnectProvider",
       {{"Url", "https://idp.example.com"}, {"ThumbprintList.member.1", kThumbprint}},
       "OpenIDConnectProviderArn",
       "oidc"},
      {"GetOpenIDConnectProvider", oidc},
      {"ListOpenIDConnectProviders", {}},
      {"UpdateOpenIDConnectProviderThumbprint",
       with(oidc, {{"ThumbprintList.member.1", kThumbprint}})},
      {"AddClientIDToOpenIDConnectProvider", with(oidc, {{"ClientID", "c"}})},
      {"RemoveClientIDFromOpenIDConnectProvider", with(oidc, {{"ClientID", "c"}})},
      {"TagOpenIDConnectProvider", with(oidc, tag)},
      {"ListOpenIDConnectProviderTags", oidc},
      {"UntagOpenIDConnectProvider", with(oidc, {{"TagKeys.member.1", "k"}})},
      {"DeleteOpenIDConnectProvider", oidc},
  };
}

std::vector<TableCall> ServiceLinkedRoleCalls() {
  return {
      {"CreateServiceLinkedRole", {{"AWSServiceName", "ecs.amazonaws.com"}}},
      {"DeleteServiceLinkedRole", {{"RoleName", "AWSServiceRoleForECS"}}, "DeletionTaskId", "task"},
      {"GetServiceLinkedRoleDeletionStatus", {{"DeletionTaskId", "$task"}}},
  };
}

std::vector<TableCall> SimulationCalls() {
  const std::string caller = "arn:aws:iam::111122223333:user/caller";
  return {
      {"GetContextKeysForCustomPolicy", {{"PolicyInputList.member.1", kDocument}}},
      {"GetContextKeysForPrincipalPolicy", {{"PolicySourceArn", caller}}},
      {"SimulateCustomPolicy",
       {{"PolicyInputList.member.1", kDocument}, {"ActionNames.member.1", "s3:GetObject"}}},
      {"SimulatePrincipalPolicy",
       {{"PolicySourceArn", caller}, {"ActionNames.member.1", "s3:GetObject"}}},
      {"ListPoliciesGrantingServiceAccess",
       {{"Arn", caller}, {"ServiceNamespaces.member.1", "iam"}}},
      {"GenerateServiceLastAccessedDetails", {{"Arn", caller}}, "JobId", "job"},
      {"GetServiceLastAccessedDetails", {{"JobId", "$job"}}},
      {"GetServiceLastAccessedDetails", {{"JobId", "$job"}}},
      {"GetServiceLastAccessedDetailsWithEntities",
       {{"JobId", "$job"}, {"ServiceNamespace", "iam"}}},
  };
}

std::vector<TableCall> SwitchCalls() {
  const std::string kTemplate =
      "arn:aws:iam::aws:role-template/ec2.amazonaws.com/InstanceReadsBucket:1";
  return {
      {"EnableOutboundWebIdentityFederation", {}},
      {"GetOutboundWebIdentityFederationInfo", {}},
      {"DisableOutboundWebIdentityFederation", {}},
      {"SetSecurityTokenServicePreferences", {{"GlobalEndpointTokenVersion", "v2Token"}}},
      {"GetAccountProperties", {}},
      {"PutAccountProperties",
       {{"Properties.entry.1.key", "RoleManager/Enabled"}, {"Properties.entry.1.value", "true"}}},
      {"GetRoleTemplateVersion", {{"TemplateArn", kTemplate}}},
  };
}

std::vector<TableCall> DelegationCalls() {
  const Parameters which = {{"DelegationRequestId", "$delegation"}};
  return {
      {"CreateDelegationRequest",
       {{"Description", "d"},
        {"Permissions.PolicyTemplateArn", "arn:aws:iam::aws:policy-template/p"},
        {"RequestorWorkflowId", "workflow-1"},
        {"NotificationChannel", "channel"},
        {"SessionDuration", "3600"}},
       "DelegationRequestId",
       "delegation"},
      {"GetDelegationRequest", which},
      {"ListDelegationRequests", {}},
      {"AssociateDelegationRequest", which},
      {"UpdateDelegationRequest", which},
      {"AcceptDelegationRequest", which},
      {"SendDelegationToken", which},
  };
}

}  // namespace

std::vector<TableCall> ProviderAndReportCalls() {
  std::vector<TableCall> calls = ProviderCalls();
  Append(&calls, ServiceLinkedRoleCalls());
  Append(&calls, SimulationCalls());
  Append(&calls, SwitchCalls());
  Append(&calls, DelegationCalls());
  return calls;
}

}  // namespace mockaws
