#include "mockaws/service/registry.h"

#include <unordered_map>

#include "mockaws/iam/families.h"
#include "mockaws/sts/families.h"

namespace mockaws {
namespace {

using Index = std::unordered_map<std::string_view, const Operation*>;

Index MakeIndex(const std::vector<OperationFamily>& families) {
  Index index;
  for (const OperationFamily& family : families) {
    for (const Operation& operation : family) {
      const bool fresh = index.emplace(operation.name, &operation).second;
      CHECK(fresh, "an operation stands in two families");
    }
  }
  return index;
}

const Index& IamIndex() {
  static const Index index = MakeIndex({
      UserOperations(),
      GroupOperations(),
      RoleOperations(),
      AccessKeyOperations(),
      ManagedPolicyOperations(),
      PolicyVersionOperations(),
      InlinePolicyOperations(),
      AttachmentOperations(),
      BoundaryOperations(),
      InstanceProfileOperations(),
      AccountOperations(),
      AuthorizationDetailsOperations(),
      LoginProfileOperations(),
      MfaDeviceOperations(),
      SshKeyOperations(),
      SigningCertificateOperations(),
      ServerCertificateOperations(),
      ServiceCredentialOperations(),
      CredentialReportOperations(),
      OidcProviderOperations(),
      SamlProviderOperations(),
      OrganizationFeatureOperations(),
      OutboundFederationOperations(),
      AccountPropertyOperations(),
      ServiceLinkedRoleOperations(),
      ContextKeyOperations(),
      SimulationOperations(),
      LastAccessOperations(),
      OrganizationsAccessReportOperations(),
      AccessGrantOperations(),
      DelegationRequestOperations(),
      RoleTemplateOperations(),
  });
  return index;
}

const Index& StsIndex() {
  static const Index index = MakeIndex({
      CallerIdentityOperations(),
      AssumeRoleOperations(),
      SessionTokenOperations(),
      FederationTokenOperations(),
      ScopedCredentialsOperations(),
      AssumeRootOperations(),
      AuthorizationMessageOperations(),
      AssumeRoleWithWebIdentityOperations(),
      AssumeRoleWithSamlOperations(),
      WebIdentityTokenOperations(),
      DelegatedAccessOperations(),
  });
  return index;
}

const Index& IndexOf(std::string_view service) {
  return service == "sts" ? StsIndex() : IamIndex();
}

}  // namespace

const Operation* FindOperation(std::string_view service, std::string_view name) {
  const Index& index = IndexOf(service);
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

std::vector<const Operation*> OperationsOf(std::string_view service) {
  std::vector<const Operation*> operations;
  for (const auto& [name, operation] : IndexOf(service)) operations.push_back(operation);
  return operations;
}

}  // namespace mockaws
