// The families of STS's operations, one file each; mockaws/service/registry.cc lists them.
#pragma once

#include "mockaws/operation/operation.h"

namespace mockaws {

OperationFamily CallerIdentityOperations();
OperationFamily AssumeRoleOperations();
OperationFamily SessionTokenOperations();

}  // namespace mockaws
