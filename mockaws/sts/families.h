// The families of STS's operations, one file each; mockaws/service/registry.cc lists them.
#pragma once

#include "mockaws/operation/operation.h"

namespace mockaws {

OperationFamily CallerIdentityOperations();
OperationFamily AssumeRoleOperations();
OperationFamily SessionTokenOperations();
OperationFamily FederationTokenOperations();
OperationFamily ScopedCredentialsOperations();
OperationFamily AssumeRootOperations();
OperationFamily AuthorizationMessageOperations();
OperationFamily AssumeRoleWithWebIdentityOperations();
OperationFamily AssumeRoleWithSamlOperations();
OperationFamily WebIdentityTokenOperations();
OperationFamily DelegatedAccessOperations();

}  // namespace mockaws
