// From a step's `with` to the flat parameters of AWS's Query protocol, by the API's model.
#pragma once

#include <string>

#include "mockaws/model/bind.h"
#include "mockaws/model/service_model.h"
#include "simulator/scenario/variables.h"

namespace simulator {

// The model of `service` ("iam", "sts"); CHECKs that it is one of them.
const mockaws::ServiceModel& ModelOf(std::string_view service);

// Parameters without Action and Version. `with` is a mapping, or null for none. Structures and maps
// are mappings, lists are lists, everything else is text; policy documents may be given as YAML
// (document.h). The API's constraints aren't looked at: a scenario may send what AWS refuses.
// `variables` null: references stay as they are, to check a file without running it. Values that
// are made when a step runs (made_value.h) are checked, and left out of the parameters.
// Errors: members that the operation doesn't have, with the nearest; a wrong kind of value; null;
// unset variables.
SourceResult<mockaws::QueryParameters> EncodeParameters(const mockaws::ServiceModel& service,
                                                        const mockaws::OperationModel& operation,
                                                        const YamlPointer& with,
                                                        const Variables* variables);

// Notes calls of operations that don't exist and parameters that they don't have, with the nearest.
void CheckCalls(const Scenario& scenario, SourceIssues* issues);

}  // namespace simulator
