#include "simulator/least_privilege/record.h"

#include <fstream>

namespace simulator {

using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

namespace {

const Json* ListIn(const Json& json, std::string_view member) {
  const Json* list = json.Find(member);
  return list != nullptr && list->is_array() ? list : nullptr;
}

std::string TextIn(const Json& json, std::string_view member) {
  const Json* text = json.Find(member);
  return text != nullptr && text->is_string() ? text->AsString() : "";
}

Json OneRun(const ScenarioResult& scenario) {
  Json json = Json::MakeObject();
  json.Set("file", Json::String(scenario.file));
  json.Set("name", Json::String(scenario.name));
  Json& outcomes = json.Set("outcomes", Json::MakeArray());
  for (const StepResult& step : scenario.steps) outcomes.Append(Json::String(OutcomeOfStep(step)));
  const Json* principals = ListIn(scenario.usage, "principals");
  json.Set("principals", principals == nullptr ? Json::MakeArray() : *principals);
  return json;
}

}  // namespace

std::string OutcomeOfStep(const StepResult& step) { return step.action + ": " + step.outcome; }

Json RecordJson(const RunResult& run) {
  Json json = Json::MakeObject();
  Json& scenarios = json.Set("scenarios", Json::MakeArray());
  for (const ScenarioResult& scenario : run.scenarios) scenarios.Append(OneRun(scenario));
  return json;
}

Result<std::vector<RecordedRun>> ReadRecord(const std::string& text) {
  const auto json = policy_engine::ParseJson(text);
  const Json* scenarios = json.ok() ? ListIn(*json, "scenarios") : nullptr;
  if (scenarios == nullptr) {
    return Error{"no record of a run; `iamsim run PATH --record FILE` writes one"};
  }
  std::vector<RecordedRun> runs;
  for (const Json& scenario : scenarios->items()) {
    RecordedRun run{TextIn(scenario, "file"), TextIn(scenario, "name"), {}, {}};
    const Json* outcomes = ListIn(scenario, "outcomes");
    const Json* principals = ListIn(scenario, "principals");
    if (outcomes == nullptr || principals == nullptr) {
      return Error{"the record of " + run.file + " lacks outcomes or principals"};
    }
    for (const Json& outcome : outcomes->items()) {
      run.outcomes.push_back(outcome.is_string() ? outcome.AsString() : "");
    }
    for (const Json& principal : principals->items()) {
      const Json* used = ListIn(principal, "used");
      if (used == nullptr) continue;
      for (const Json& use : used->items()) {
        run.used[TextIn(principal, "arn")][TextIn(use, "action")].push_back(
            TextIn(use, "resource"));
      }
    }
    runs.push_back(std::move(run));
  }
  return runs;
}

Result<void> WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) return Error{path + ": cannot be written"};
  return {};
}

}  // namespace simulator
