#include "simulator/least_privilege/minimize.h"

#include <set>

namespace simulator {

using policy_engine::Json;

namespace {

using Names = std::set<std::string>;

// What stands before the last `/` or `:`, that included.
std::string Stem(const std::string& resource) {
  const size_t last = resource.find_last_of("/:");
  return last == std::string::npos ? "" : resource.substr(0, last + 1);
}

Names Generalized(const Names& resources) {
  std::map<std::string, Names> by_stem;
  for (const std::string& resource : resources) by_stem[Stem(resource)].insert(resource);
  Names general;
  for (const auto& [stem, alike] : by_stem) {
    if (alike.size() > 1 && !stem.empty()) {
      general.insert(stem + "*");
    } else {
      general.insert(alike.begin(), alike.end());
    }
  }
  return general;
}

// `iam:ListUsers`: `iam:List`.
std::string VerbOf(const std::string& action) {
  size_t end = action.find(':') + 2;
  while (end < action.size() && action[end] >= 'a' && action[end] <= 'z') ++end;
  return action.substr(0, end);
}

Names SharingVerbs(const Names& actions) {
  std::map<std::string, Names> by_verb;
  for (const std::string& action : actions) by_verb[VerbOf(action)].insert(action);
  Names general;
  for (const auto& [verb, alike] : by_verb) {
    if (alike.size() > 1) {
      general.insert(verb + "*");
    } else {
      general.insert(alike.begin(), alike.end());
    }
  }
  return general;
}

Json OneOrList(const Names& names) {
  if (names.size() == 1) return Json::String(*names.begin());
  Json list = Json::MakeArray();
  for (const std::string& name : names) list.Append(Json::String(name));
  return list;
}

}  // namespace

Json MinimizedPolicy(const std::map<std::string, std::vector<std::string>>& resources_by_action,
                     const Wildcards& wildcards) {
  std::map<Names, Names> actions_by_resources;
  for (const auto& [action, listed] : resources_by_action) {
    Names resources(listed.begin(), listed.end());
    if (resources.contains("*")) resources = {"*"};
    if (wildcards.resources) resources = Generalized(resources);
    actions_by_resources[resources].insert(action);
  }
  Json policy = Json::MakeObject();
  policy.Set("Version", Json::String("2012-10-17"));
  Json& statements = policy.Set("Statement", Json::MakeArray());
  for (const auto& [resources, actions] : actions_by_resources) {
    Json statement = Json::MakeObject();
    statement.Set("Effect", Json::String("Allow"));
    statement.Set("Action", OneOrList(wildcards.actions ? SharingVerbs(actions) : actions));
    statement.Set("Resource", OneOrList(resources));
    statements.Append(std::move(statement));
  }
  return policy;
}

}  // namespace simulator
