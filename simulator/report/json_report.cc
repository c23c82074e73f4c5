#include "simulator/report/json_report.h"

#include "policy_engine/base/json.h"

namespace simulator {
namespace {

using policy_engine::Json;

void SetText(std::string_view member, const std::string& text, Json* json) {
  if (!text.empty()) json->Set(member, Json::String(text));
}

void SetCount(std::string_view member, size_t count, Json* json) {
  json->Set(member, Json::Number(static_cast<int64_t>(count)));
}

Json MismatchJson(const Mismatch& mismatch) {
  Json json = Json::MakeObject();
  json.Set("what", Json::String(mismatch.what));
  json.Set("expected", Json::String(mismatch.expected));
  json.Set("actual", Json::String(mismatch.actual));
  json.Set("place", Json::String(mismatch.place.ToString()));
  return json;
}

Json StepJson(const StepResult& step) {
  Json json = Json::MakeObject();
  SetCount("number", step.number, &json);
  json.Set("title", Json::String(step.title));
  json.Set("status", Json::String(std::string(StepStatusName(step.status))));
  json.Set("action", Json::String(step.action));
  SetText("as", step.actor, &json);
  SetText("onBehalfOf", step.on_behalf_of, &json);
  json.Set("time", Json::String(step.time));
  SetText("outcome", step.outcome, &json);
  json.Set("place", Json::String(step.place.ToString()));
  SetText("knownGap", step.known_gap, &json);
  SetText(step.status == StepStatus::kSkipped ? "skipped" : "notRun", step.note, &json);
  if (!step.mismatches.empty()) {
    Json& mismatches = json.Set("mismatches", Json::MakeArray());
    for (const Mismatch& mismatch : step.mismatches) mismatches.Append(MismatchJson(mismatch));
  }
  SetText("explanation", step.explanation, &json);
  return json;
}

Json ScenarioJson(const ScenarioResult& result) {
  Json json = Json::MakeObject();
  json.Set("file", Json::String(result.file));
  SetText("name", result.name, &json);
  SetText("story", result.story, &json);
  SetText("notice", result.notice, &json);
  SetText("exercise", result.exercise, &json);
  Json& tags = json.Set("tags", Json::MakeArray());
  for (const std::string& tag : result.tags) tags.Append(Json::String(tag));
  if (!result.combination.empty()) {
    Json& matrix = json.Set("matrix", Json::MakeObject());
    for (const auto& [name, value] : result.combination) matrix.Set(name, Json::String(value));
  }
  json.Set("passed", Json::Bool(result.passed()));
  if (!result.problems.empty()) {
    Json& problems = json.Set("problems", Json::MakeArray());
    for (const SourceIssue& problem : result.problems) {
      problems.Append(Json::String(problem.ToString()));
    }
  }
  SetText("internalError", result.internal_error, &json);
  Json& steps = json.Set("steps", Json::MakeArray());
  for (const StepResult& step : result.steps) steps.Append(StepJson(step));
  return json;
}

}  // namespace

std::string JsonReport(const RunResult& run) {
  Json json = Json::MakeObject();
  json.Set("passed", Json::Bool(run.exit_code() == 0));
  Json& scenarios = json.Set("scenarios", Json::MakeArray());
  for (const ScenarioResult& scenario : run.scenarios) scenarios.Append(ScenarioJson(scenario));
  return json.Dump(2) + "\n";
}

}  // namespace simulator
