#include "simulator/questions/answers.h"

#include <map>

namespace simulator {

using policy_engine::Json;

namespace {

std::string TextOf(const Json& json, std::string_view member) {
  const Json* value = json.Find(member);
  return value != nullptr && value->is_string() ? value->AsString() : "";
}

std::string OneCondition(const Json& condition) {
  std::string values;
  for (const Json& value : condition.Find("values")->items()) {
    values += (values.empty() ? "" : " or ") + value.ScalarText();
  }
  return TextOf(condition, "key") + " " + TextOf(condition, "operator") + " " + values;
}

std::string Listed(const Json& verdict, std::string_view member, const std::string& joint) {
  std::string text;
  const Json* conditions = verdict.Find(member);
  if (conditions == nullptr) return text;
  for (const Json& condition : conditions->items()) {
    text += (text.empty() ? "" : joint) + OneCondition(condition);
  }
  return text;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::string ConditionsText(const Json& verdict) {
  std::string text = Listed(verdict, "conditions", ", and ");
  if (!text.empty()) {
    const Json* sure = verdict.Find("sure");
    text = (sure != nullptr && !sure->AsBool() ? "perhaps if " : "if ") + text;
  }
  const std::string unless = Listed(verdict, "unless", ", or ");
  if (!unless.empty()) text += (text.empty() ? "unless " : "; unless ") + unless;
  return text;
}

std::string WhoCanText(const Json& answer, const std::string& action, const std::string& resource) {
  const auto& principals = answer.Find("principals")->items();
  std::string text = principals.empty() ? "nobody may do "
                                        : std::to_string(principals.size()) +
                                              (principals.size() == 1 ? " principal may do "
                                                                      : " principals may do ");
  text += action + " on " + resource + "\n";
  for (const Json& principal : principals) {
    const std::string conditions = ConditionsText(principal);
    text += "  " + TextOf(principal, "arn") + (conditions.empty() ? "" : "  " + conditions) + "\n";
  }
  return text;
}

std::string WhatCanText(const Json& answer) {
  // Service, resource and conditions of actions that are alike.
  std::map<std::string, std::map<std::pair<std::string, std::string>, std::vector<std::string>>>
      services;
  size_t count = 0;
  for (const Json& entry : answer.Find("actions")->items()) {
    const std::string action = TextOf(entry, "action");
    const size_t colon = action.find(':');
    services[action.substr(0, colon)][{TextOf(entry, "resource"), ConditionsText(entry)}].push_back(
        action.substr(colon + 1));
    ++count;
  }
  std::string text = TextOf(answer, "principal") + " may do " + std::to_string(count) +
                     (count == 1 ? " thing" : " things") + " in " +
                     std::to_string(services.size()) +
                     (services.size() == 1 ? " service\n" : " services\n");
  for (const auto& [service, groups] : services) {
    text += service + "\n";
    for (const auto& [where, actions] : groups) {
      text += "  on " + where.first + (where.second.empty() ? "" : "  " + where.second) + "\n    " +
              Joined(actions) + "\n";
    }
  }
  return text;
}

std::string ChangesText(const std::vector<Change>& changes) {
  if (changes.empty()) return "no difference\n";
  std::string text;
  std::string principal;
  for (const Change& change : changes) {
    if (change.principal != principal) text += change.principal + "\n";
    principal = change.principal;
    const char* sign = change.after == "denied" ? "- " : change.before == "denied" ? "+ " : "~ ";
    text += "  " + std::string(sign) + change.action + " on " + change.resource;
    if (change.before != "denied" && change.after != "denied") {
      text += "  " + change.before + " -> " + change.after;
    } else if (change.before == "conditional" || change.after == "conditional") {
      text += "  conditional";
    }
    text += "\n";
  }
  return text;
}

Json ChangesJson(const std::vector<Change>& changes) {
  Json json = Json::MakeObject();
  Json& list = json.Set("changes", Json::MakeArray());
  for (const Change& change : changes) {
    Json one = Json::MakeObject();
    one.Set("principal", Json::String(change.principal));
    one.Set("action", Json::String(change.action));
    one.Set("resource", Json::String(change.resource));
    one.Set("before", Json::String(change.before));
    one.Set("after", Json::String(change.after));
    list.Append(std::move(one));
  }
  return json;
}

}  // namespace simulator
