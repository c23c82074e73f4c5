#include "simulator/runner/runner.h"

#include "simulator/runner/scenario_run.h"

namespace simulator {
namespace {

void NoteProblems(const SourceIssues& issues, ScenarioResult* result) {
  result->problems.insert(result->problems.end(), issues.begin(), issues.end());
}

ScenarioResult NewResult(const Scenario& scenario) {
  ScenarioResult result;
  result.file = scenario.file;
  result.name = scenario.name.value;
  result.story = scenario.story;
  result.notice = scenario.notice;
  result.exercise = scenario.exercise;
  result.tags = scenario.tags;
  for (const Account& account : scenario.accounts) {
    result.accounts.emplace_back(account.name.value, account.id.value);
  }
  return result;
}

ScenarioResult RunCombination(const Scenario& scenario, const std::vector<Variable>& combination,
                              const WorldMaker& make_world, const RunSettings& settings) {
  ScenarioResult result = NewResult(scenario);
  for (const Variable& variable : combination) {
    result.combination.emplace_back(variable.name.value, variable.value->text);
  }
  const auto run = ScenarioRun::Start(scenario, combination, make_world);
  if (!run.ok()) {
    NoteProblems(run.error().problems, &result);
    result.internal_error = run.error().internal_error;
    return result;
  }
  (*run)->state().trace = settings.trace;
  ApiClient& client = (*run)->state().world.client();
  if (settings.replacement) {
    const auto replaced = ReplacePolicies(client, *settings.replacement);
    if (!replaced.ok()) {
      result.internal_error = replaced.error().message;
      return result;
    }
  }
  for (const Step& step : scenario.steps) result.steps.push_back((*run)->Make(step));
  if (settings.record) {
    auto usage = client.ControlJson("usage?unused=false");
    if (usage.ok()) {
      result.usage = *std::move(usage);
    } else {
      result.internal_error = usage.error().message;
    }
  }
  return result;
}

}  // namespace

std::vector<ScenarioResult> RunScenario(const Scenario& scenario, const WorldMaker& make_world,
                                        const RunSettings& settings) {
  std::vector<ScenarioResult> results;
  for (const auto& combination : scenario.combinations) {
    results.push_back(RunCombination(scenario, combination, make_world, settings));
  }
  return results;
}

ScenarioResult UnloadedScenario(const std::string& file, const SourceIssues& issues) {
  ScenarioResult result;
  result.file = file;
  NoteProblems(issues, &result);
  return result;
}

}  // namespace simulator
