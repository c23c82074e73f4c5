#include "mockaws/control/snapshots.h"

#include <algorithm>

namespace mockaws {
namespace {

using policy_engine::Json;

constexpr size_t kNameMax = 64;
constexpr std::string_view kRestore = "/restore";

bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= kNameMax &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

Json Describe(const std::string& name, const StateSnapshot& snapshot) {
  Json json = Json::MakeObject();
  json.Set("name", Json::String(name));
  json.Set("entities", Json::Number(static_cast<int64_t>(snapshot.entities)));
  return json;
}

ControlError WrongMethod(std::string_view allowed) {
  return {405, "MethodNotAllowed", "this path takes " + std::string(allowed)};
}

ControlError NoSuchSnapshot(const std::string& name) {
  return {404, "NoSuchSnapshot", "no snapshot \"" + name + "\"; GET /_iamsim/snapshots lists them"};
}

ControlResult<HttpResponse> Take(ServerParts& parts, const HttpRequest& request) {
  ASSIGN_OR_RETURN(const Json body, ReadBody(request, {"name"}));
  ASSIGN_OR_RETURN(const std::string name, OptionalText(body, "name"));
  if (!IsName(name)) {
    return ControlError{400, "InvalidRequest",
                        "\"name\" takes 1 to 64 letters, digits, dots, underscores and hyphens"};
  }
  const auto snapshot =
      std::make_shared<const StateSnapshot>(parts.store.TakeSnapshot(*parts.environment.clock));
  if (!parts.snapshots.Put(name, snapshot)) {
    return ControlError{409, "TooManySnapshots",
                        "there are " + std::to_string(Snapshots::kMax) +
                            " snapshots; DELETE /_iamsim/snapshots/NAME forgets one"};
  }
  return JsonAnswer(Describe(name, *snapshot));
}

HttpResponse List(const ServerParts& parts) {
  Json json = Json::MakeObject();
  Json& list = json.Set("snapshots", Json::MakeArray());
  for (const auto& [name, snapshot] : parts.snapshots.List()) {
    list.Append(Describe(name, *snapshot));
  }
  return JsonAnswer(json);
}

ControlResult<HttpResponse> Restore(ServerParts& parts, const std::string& name) {
  const StateSnapshotPtr snapshot = parts.snapshots.Find(name);
  if (snapshot == nullptr) return NoSuchSnapshot(name);
  const auto restored = parts.store.RestoreSnapshot(*snapshot, parts.environment.clock);
  if (!restored.ok()) {
    ControlError error;
    DescribeStorageFailure(restored.error().message, &error);
    return error;
  }
  parts.decisions.Clear();
  return JsonAnswer(Describe(name, *snapshot));
}

}  // namespace

ControlResult<HttpResponse> SnapshotsPath(ServerParts& parts, const HttpRequest& request,
                                          std::string_view path) {
  if (path.empty()) {
    if (request.method == "POST") return Take(parts, request);
    if (request.method == "GET") return List(parts);
    return WrongMethod("GET and POST");
  }
  path.remove_prefix(1);
  if (path.ends_with(kRestore)) {
    if (request.method != "POST") return WrongMethod("POST");
    return Restore(parts, std::string(path.substr(0, path.size() - kRestore.size())));
  }
  if (request.method != "DELETE") return WrongMethod("DELETE");
  if (!parts.snapshots.Erase(std::string(path))) return NoSuchSnapshot(std::string(path));
  return JsonAnswer(Json::MakeObject());
}

}  // namespace mockaws
