#include "simulator/client/api_client.h"

#include "mockaws/wire/percent.h"

namespace simulator {
namespace {

using mockaws::HttpRequest;
using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

std::string FormBody(const mockaws::ServiceModel& service, const mockaws::OperationModel& operation,
                     const mockaws::QueryParameters& parameters) {
  std::string body = "Action=" + operation.name + "&Version=" + service.api_version;
  for (const auto& [name, value] : parameters) {
    body += "&" + mockaws::PercentEncode(name) + "=" + mockaws::PercentEncode(value);
  }
  return body;
}

// What the server says is wrong, or the status.
std::string ControlFault(const ControlAnswer& answer) {
  const auto body = policy_engine::ParseJson(answer.body);
  const Json* error = body.ok() ? body->Find("error") : nullptr;
  const Json* code = error == nullptr ? nullptr : error->Find("code");
  const Json* message = error == nullptr ? nullptr : error->Find("message");
  if (code == nullptr || message == nullptr || !code->is_string() || !message->is_string()) {
    return "HTTP " + std::to_string(answer.status);
  }
  return code->AsString() + ": " + message->AsString();
}

}  // namespace

Credentials BootstrapRoot(std::string_view account_id) {
  return {std::string(account_id), "test", ""};
}

ApiClient::ApiClient(Transport* transport, const mockaws::Clock* clock)
    : transport_(transport), clock_(clock) {}

Result<ApiAnswer> ApiClient::Call(const Credentials& credentials,
                                  const mockaws::ServiceModel& service,
                                  const mockaws::OperationModel& operation,
                                  const mockaws::QueryParameters& parameters) {
  HttpRequest request;
  request.headers = {{"Host", transport_->host()},
                     {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                     {"User-Agent", "iamsim"}};
  request.body = FormBody(service, operation, parameters);
  if (!credentials.access_key_id.empty()) {
    mockaws::SignRequest(&request, credentials, {"us-east-1", service.name}, clock_->Now());
  }
  ASSIGN_OR_RETURN(const mockaws::HttpResponse response, transport_->Send(request));
  return ReadAnswer(operation, response);
}

Result<ControlAnswer> ApiClient::Control(std::string_view path, const std::optional<Json>& body) {
  return SendControl(body ? "POST" : "GET", path, body);
}

Result<void> ApiClient::PutControl(std::string_view path, const Json& body) {
  ASSIGN_OR_RETURN(const ControlAnswer answer, SendControl("PUT", path, body));
  if (answer.status != 200) return Error{ControlFault(answer)};
  return {};
}

Result<ControlAnswer> ApiClient::SendControl(std::string_view method, std::string_view path,
                                             const std::optional<Json>& body) {
  HttpRequest request;
  request.method = method;
  request.target = "/_iamsim/" + std::string(path);
  request.headers = {{"Host", transport_->host()}, {"User-Agent", "iamsim"}};
  if (body) {
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = body->Dump();
  }
  ASSIGN_OR_RETURN(mockaws::HttpResponse response, transport_->Send(request));
  return ControlAnswer{response.status, std::move(response.body)};
}

Result<Json> ApiClient::ControlJson(std::string_view path, const std::optional<Json>& body) {
  ASSIGN_OR_RETURN(const ControlAnswer answer, Control(path, body));
  if (answer.status != 200) return Error{ControlFault(answer)};
  auto json = policy_engine::ParseJson(answer.body);
  if (json.ok()) return std::move(json).value();
  return Error{"/_iamsim/" + std::string(path) +
               " answered what is no JSON: " + json.error().message};
}

}  // namespace simulator
