// AnsweredCall: one request with its answer, as those who keep books on the server see it.
#pragma once

#include <chrono>
#include <string_view>

#include "mockaws/authz/decision_record.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

// All of it lives only as long as the call that hands it over.
struct AnsweredCall {
  const HttpRequest& request;
  const HttpResponse& response;
  const DecisionRecord* record;  // null: the control API's
  std::string_view request_id;   // empty with the control API
  Instant host_time;             // when it was answered
  std::chrono::nanoseconds took;
};

}  // namespace mockaws
