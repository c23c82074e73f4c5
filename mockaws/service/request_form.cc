#include "mockaws/service/request_form.h"

#include "mockaws/crypto/encoding.h"
#include "mockaws/service/registry.h"
#include "mockaws/wire/ascii.h"
#include "mockaws/wire/query.h"

namespace mockaws {
namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
constexpr const char* kFaultNamespace = "http://webservices.amazon.com/AWSFault/2005-15-09";

bool IsFormPost(const HttpRequest& request) {
  const std::string* type = request.Find("Content-Type");
  if (request.method != "POST" || type == nullptr) return false;
  const std::string_view media = std::string_view(*type).substr(0, type->find(';'));
  return EqualsIgnoringCase(media.substr(0, media.find(' ')), kFormType);
}

ApiError InvalidAction(std::string_view action, std::string_view version) {
  ApiError error;
  error.status = 400;
  error.code = "InvalidAction";
  error.message =
      "Could not find operation " + std::string(action) + " for version " + std::string(version);
  error.xml_namespace = kFaultNamespace;
  return error;
}

// STS's global host lacks operations that its regional ones have (recorded). Whoever names it means
// it; this server's own address has them all.
ApiResult<void> CheckGlobalHost(const HttpRequest& request, std::string_view operation) {
  const bool root = operation == "AssumeRoot";
  if (!root && operation != "GetWebIdentityToken" && operation != "GetScopedCredentials") return {};
  const std::string* host = request.Find("Host");
  if (host == nullptr || host->substr(0, host->find(':')) != "sts.amazonaws.com") return {};
  ApiError error;
  error.status = 400;
  error.code = "InvalidAction";
  error.message = root ? "Unknown Operation" : "Operation not supported on STS global endpoint";
  return error;
}

}  // namespace

std::string RequestForm::OperationName() const {
  if (model == nullptr || operation_model == nullptr) return "";
  return model->name + ":" + operation_model->name;
}

ApiResult<void> ReadRequestForm(const HttpRequest& request, RequestForm* form) {
  const bool is_get = request.method == "GET";
  if (!is_get && !IsFormPost(request)) {
    form->redirect = true;
    return {};
  }
  ASSIGN_OR_RETURN(form->parameters,
                   DecodeQuery(is_get ? request.query() : std::string_view(request.body)));
  const std::string* action = FindParameter(form->parameters, "Action");
  if (action == nullptr) {
    form->redirect = true;
    return {};
  }
  const std::string* version = FindParameter(form->parameters, "Version");
  form->model = version != nullptr ? ModelByVersion(*version) : nullptr;
  if (form->model != nullptr) form->operation_model = form->model->Find(*action);
  if (form->operation_model == nullptr) {
    return InvalidAction(*action, version != nullptr ? *version : "NO_VERSION_SPECIFIED");
  }
  RETURN_IF_ERROR(CheckGlobalHost(request, *action));
  form->operation = FindOperation(form->model->name, *action);
  if (form->operation == nullptr) return NotImplemented(form->OperationName());
  return {};
}

HttpResponse RedirectAnswer(const HttpRequest& request) {
  HttpResponse response;
  response.status = 302;
  std::string location = "https://aws.amazon.com/iam";
  if (request.method == "GET" && !request.query().empty()) {
    location += "?" + std::string(request.query());
  }
  response.headers.push_back({"Location", std::move(location)});
  return response;
}

std::string ExtendedRequestId(std::string_view request_id) { return Base64Encode(request_id); }

std::string HttpDate(policy_engine::Instant now) {
  thread_local policy_engine::Instant second;
  thread_local std::string text;
  const auto floored = std::chrono::floor<std::chrono::seconds>(now);
  if (text.empty() || floored != second) {
    second = floored;
    text = policy_engine::FormatHttpDate(now);
  }
  return text;
}

}  // namespace mockaws
