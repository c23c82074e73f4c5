// The families of IAM's operations, one file each; mockaws/service/registry.cc lists them.
#pragma once

#include "mockaws/operation/operation.h"

namespace mockaws {

OperationFamily UserOperations();
OperationFamily GroupOperations();
OperationFamily RoleOperations();
OperationFamily AccessKeyOperations();
OperationFamily ManagedPolicyOperations();
OperationFamily PolicyVersionOperations();
OperationFamily InlinePolicyOperations();
OperationFamily AttachmentOperations();
OperationFamily BoundaryOperations();
OperationFamily InstanceProfileOperations();
OperationFamily AccountOperations();
OperationFamily AuthorizationDetailsOperations();
OperationFamily LoginProfileOperations();
OperationFamily MfaDeviceOperations();
OperationFamily SshKeyOperations();
OperationFamily SigningCertificateOperations();
OperationFamily ServerCertificateOperations();
OperationFamily ServiceCredentialOperations();
OperationFamily CredentialReportOperations();
OperationFamily OidcProviderOperations();
OperationFamily SamlProviderOperations();
OperationFamily OrganizationFeatureOperations();
OperationFamily OutboundFederationOperations();
OperationFamily AccountPropertyOperations();
OperationFamily ServiceLinkedRoleOperations();
OperationFamily ContextKeyOperations();
OperationFamily SimulationOperations();
OperationFamily LastAccessOperations();
OperationFamily OrganizationsAccessReportOperations();
OperationFamily AccessGrantOperations();
OperationFamily DelegationRequestOperations();
OperationFamily RoleTemplateOperations();

}  // namespace mockaws
