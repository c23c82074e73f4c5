// Responses and errors as AWS Query XML.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/model/service_model.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// The whole body of a success. `result` holds the members of the operation's output; a member that
// the model doesn't know is a bug of ours (CHECK). Blobs hold raw bytes and are rendered in base64.
std::string RenderResponse(const ServiceModel& service, const OperationModel& operation,
                           const Value& result, std::string_view request_id);

std::string RenderError(const ServiceModel& service, const ApiError& error,
                        std::string_view request_id);

}  // namespace mockaws
