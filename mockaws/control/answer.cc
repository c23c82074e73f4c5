#include "mockaws/control/answer.h"

#include <algorithm>

namespace mockaws {

using policy_engine::Json;

HttpResponse JsonAnswer(const Json& json) {
  HttpResponse response;
  response.headers.push_back({"Content-Type", "application/json"});
  response.body = json.Dump(2) + "\n";
  return response;
}

HttpResponse TextAnswer(std::string text) {
  HttpResponse response;
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.body = std::move(text);
  return response;
}

HttpResponse ErrorAnswer(const ControlError& error) {
  Json json = Json::MakeObject();
  Json& inner = json.Set("error", Json::MakeObject());
  inner.Set("code", Json::String(error.code));
  inner.Set("message", Json::String(error.message));
  HttpResponse response = JsonAnswer(json);
  response.status = error.status;
  return response;
}

ControlResult<Json> ReadBody(const HttpRequest& request,
                             std::initializer_list<std::string_view> known) {
  if (request.body.empty()) return Json::MakeObject();
  auto parsed = policy_engine::ParseJson(request.body);
  if (!parsed.ok()) {
    const auto& error = parsed.error();
    return ControlError{400, "InvalidRequest",
                        "the body is no JSON: line " + std::to_string(error.position.line) +
                            ", column " + std::to_string(error.position.column) + ": " +
                            error.message};
  }
  if (!parsed->is_object()) {
    return ControlError{400, "InvalidRequest", "the body must be a JSON object"};
  }
  for (const Json::Member& member : parsed->members()) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    std::string names;
    for (const std::string_view name : known) {
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
    return ControlError{400, "InvalidRequest",
                        "member \"" + member.key + "\" is unknown; known are: " + names};
  }
  return *std::move(parsed);
}

ControlResult<std::string> OptionalText(const Json& json, std::string_view member) {
  const Json* value = json.Find(member);
  if (value == nullptr) return std::string();
  if (!value->is_string()) {
    return ControlError{400, "InvalidRequest",
                        "member \"" + std::string(member) + "\" must be a string"};
  }
  return value->AsString();
}

void DescribeStorageFailure(const std::string& message, ControlError* error) {
  *error = {500, "InternalFailure", "The change could not be stored: " + message};
}

}  // namespace mockaws
