// The policy documents that a scenario declares, by name: ACCOUNT/role/NAME/trust,
// ACCOUNT/user/NAME/POLICY (inline policies; of groups and roles too), ACCOUNT/policy/NAME,
// organization/scp/NAME, organization/rcp/NAME.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/format.h"

namespace simulator {

// nullptr if nothing is declared under that name.
Document* FindDocument(Scenario& scenario, std::string_view name);
const Document* FindDocument(const Scenario& scenario, std::string_view name);

// In the order of the file.
std::vector<std::string> DocumentNames(const Scenario& scenario);

}  // namespace simulator
