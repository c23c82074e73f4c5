// The outermost form of a request: HTTP method and content type, Action, Version.
#pragma once

#include <string>

#include "mockaws/model/api_error.h"
#include "mockaws/model/bind.h"
#include "mockaws/model/service_model.h"
#include "mockaws/operation/operation.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

struct RequestForm {
  QueryParameters parameters;
  const ServiceModel* model = nullptr;
  const OperationModel* operation_model = nullptr;
  const Operation* operation = nullptr;
  // No Query request at all: AWS sends such a client to a page for people (recorded).
  bool redirect = false;

  // "sts:AssumeRole"; empty while unknown.
  std::string OperationName() const;
};

// Fills `form` as far as it gets. Errors: MalformedQueryString; InvalidAction; NotImplemented for
// operations that are AWS's but not (yet) ours.
ApiResult<void> ReadRequestForm(const HttpRequest& request, RequestForm* form);

// 302 to https://aws.amazon.com/iam, a GET's query string appended.
HttpResponse RedirectAnswer(const HttpRequest& request);

// x-amz-sts-extended-request-id: base64 text.
std::string ExtendedRequestId(std::string_view request_id);

// An HTTP date, made once a second.
std::string HttpDate(policy_engine::Instant now);

}  // namespace mockaws
