// ApiAnswer: a response of IAM or STS, read back by the API's model.
#pragma once

#include <string>

#include "mockaws/model/service_model.h"
#include "mockaws/wire/http_message.h"
#include "policy_engine/base/json.h"

namespace simulator {

struct ApiAnswer {
  int status = 0;
  // Of an error; both empty after success, and where the body tells nothing.
  std::string error_code;
  std::string error_message;
  std::string request_id;
  std::string decision_id;  // empty if the server gives none
  // The members of the result, an object: numbers and booleans by their type, maps as objects,
  // IAM's percent-encoded policy documents decoded. Empty if the operation has no result.
  policy_engine::Json result = policy_engine::Json::MakeObject();
  // Why the body could not be read; empty if it could.
  std::string unreadable;

  bool ok() const { return status >= 200 && status < 300 && unreadable.empty(); }
};

// Members that the model doesn't know are kept: as text, list (`member` children) or structure.
ApiAnswer ReadAnswer(const mockaws::OperationModel& operation,
                     const mockaws::HttpResponse& response);

}  // namespace simulator
