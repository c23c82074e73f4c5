#include "tests/differential/shrink.h"

#include <string>
#include <utility>
#include <vector>

namespace differential {
namespace {

using policy_engine::Json;

// The way from the whole to a value: indexes of members and items.
using Path = std::vector<size_t>;

Json& At(Json& whole, const Path& path) {
  Json* value = &whole;
  for (const size_t step : path) {
    value = value->is_array() ? &value->items()[step] : &value->members()[step].value;
  }
  return *value;
}

size_t SizeOf(const Json& value) {
  if (value.is_array()) return value.items().size();
  return value.is_object() ? value.members().size() : 0;
}

// Every value of `whole`, outer ones first.
void CollectPaths(Json& whole, const Path& path, std::vector<Path>& paths) {
  paths.push_back(path);
  const size_t size = SizeOf(At(whole, path));
  for (size_t i = 0; i < size; ++i) {
    Path deeper = path;
    deeper.push_back(i);
    CollectPaths(whole, deeper, paths);
  }
}

Json Without(Json whole, const Path& path) {
  const Path parent(path.begin(), path.end() - 1);
  Json& container = At(whole, parent);
  const auto at = static_cast<std::ptrdiff_t>(path.back());
  if (container.is_array()) {
    container.items().erase(container.items().begin() + at);
  } else {
    container.members().erase(container.members().begin() + at);
  }
  return whole;
}

// Whether the value is a statement's Action, Resource … as a whole.
bool IsPatterns(Json& whole, Path path) {
  const size_t last = path.back();
  path.pop_back();
  const Json& container = At(whole, path);
  if (!container.is_object()) return false;
  const std::string& key = container.members()[last].key;
  return key == "Action" || key == "Resource";
}

// Simpler values to try in a value's place.
std::vector<Json> Simpler(Json& whole, const Path& path) {
  const Json& value = At(whole, path);
  std::vector<Json> simpler;
  if (IsPatterns(whole, path) && !(value.is_string() && value.AsString() == "*")) {
    simpler.push_back(Json::String("*"));
  }
  if (value.is_array() && value.items().size() == 1) simpler.push_back(value.items()[0]);
  return simpler;
}

bool ShrinkOnce(Json& failing, const std::function<bool(const Json&)>& fails) {
  std::vector<Path> paths;
  CollectPaths(failing, {}, paths);
  for (const Path& path : paths) {
    if (path.empty()) continue;
    Json smaller = Without(failing, path);
    if (fails(smaller)) {
      failing = std::move(smaller);
      return true;
    }
  }
  for (const Path& path : paths) {
    if (path.empty()) continue;
    for (Json& simpler : Simpler(failing, path)) {
      Json changed = failing;
      At(changed, path) = std::move(simpler);
      if (fails(changed)) {
        failing = std::move(changed);
        return true;
      }
    }
  }
  return false;
}

}  // namespace

Json Shrink(Json failing, const std::function<bool(const Json&)>& fails) {
  while (ShrinkOnce(failing, fails)) {
  }
  return failing;
}

}  // namespace differential
