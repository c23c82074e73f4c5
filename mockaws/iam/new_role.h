// Storing a new role: what CreateRole, CreateServiceLinkedRole and AcquireRole share.
#pragma once

#include "mockaws/operation/context.h"
#include "mockaws/state/entities.h"

namespace mockaws {

// Gives the role its unique id and puts it into the caller's account; the name is free.
const Role* StoreNewRole(OpContext& context, Role role);

// Makes the one service-linked role of a service in the caller's account; nothing happens if it is
// there already. CHECKs that the catalogue knows the service.
void EnsureServiceLinkedRole(OpContext& context, std::string_view service);

}  // namespace mockaws
