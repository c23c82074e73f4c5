// From flat Query parameters to a bound, validated input Value, by the model alone.
#pragma once

#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/model/service_model.h"
#include "mockaws/wire/query.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// DecodeForm for a query string or form body, with AWS's error: MalformedQueryString. Thread-safe.
ApiResult<QueryParameters> DecodeQuery(std::string_view text);

// Builds the input structure of `operation` and checks every constraint of the model: presence,
// length, range, enum, pattern, list sizes, integers, booleans, list indexes. Unknown parameters
// are ignored (Action and Version among them). Errors: MalformedInput for what can't be read, else
// one ValidationError that counts all violations, worded as `service` words them. Thread-safe.
ApiResult<Value> BindInput(const ServiceModel& service, const OperationModel& operation,
                           const QueryParameters& parameters);

}  // namespace mockaws
