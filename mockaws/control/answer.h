// Answers of the control API, and how its requests are read.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "mockaws/wire/http_message.h"
#include "policy_engine/base/json.h"
#include "policy_engine/result.h"

namespace mockaws {

struct ControlError {
  int status = 400;
  std::string code = "InvalidRequest";
  std::string message;
};

template <typename T>
using ControlResult = policy_engine::Result<T, ControlError>;

// As the store asks it (mockaws/state/store.h).
void DescribeStorageFailure(const std::string& message, ControlError* error);

HttpResponse JsonAnswer(const policy_engine::Json& json);
HttpResponse TextAnswer(std::string text);
HttpResponse ErrorAnswer(const ControlError& error);

// The body as a JSON object whose members are all among `known`.
ControlResult<policy_engine::Json> ReadBody(const HttpRequest& request,
                                            std::initializer_list<std::string_view> known);

// The member as text; empty if absent. Error: it is no string.
ControlResult<std::string> OptionalText(const policy_engine::Json& json, std::string_view member);

}  // namespace mockaws
