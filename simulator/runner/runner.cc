#include "simulator/runner/runner.h"

#include "simulator/runner/organization.h"
#include "simulator/runner/run_state.h"
#include "simulator/runner/steps.h"

namespace simulator {
namespace {

void NoteProblems(const SourceIssues& issues, ScenarioResult* result) {
  for (const SourceIssue& issue : issues) result->problems.push_back(issue.ToString());
}

ScenarioResult NewResult(const Scenario& scenario) {
  ScenarioResult result;
  result.file = scenario.file;
  result.name = scenario.name.value;
  result.story = scenario.story;
  result.notice = scenario.notice;
  result.exercise = scenario.exercise;
  result.tags = scenario.tags;
  return result;
}

// Variables may refer to those before them.
SourceResult<Variables> SetVariables(const Scenario& scenario,
                                     const std::vector<Variable>& combination) {
  Variables variables;
  for (const auto* list : {&combination, &scenario.variables}) {
    for (const Variable& variable : *list) {
      ASSIGN_OR_RETURN(std::string value,
                       variables.Expand(Text{variable.value->text, variable.value->place}));
      variables.Set(variable.name.value, std::move(value));
    }
  }
  return variables;
}

// The users that make steps.
std::set<std::string, std::less<>> ActingUsers(const Scenario& scenario) {
  std::set<std::string, std::less<>> users;
  for (const Step& step : scenario.steps) {
    if (!step.as || step.as->kind != Identity::Kind::kUser) continue;
    users.insert(step.as->account + "/user/" + step.as->name);
  }
  return users;
}

SourceResult<Seeded> SeedWorld(const Scenario& scenario, const Variables& variables, World* world) {
  ASSIGN_OR_RETURN(Seeded seeded,
                   SeedAccounts(scenario.accounts, variables, world->client(),
                                {.users_with_key = ActingUsers(scenario), .now = world->Now()}));
  // Last: service control policies bind the root users that seed.
  if (scenario.organization) {
    ASSIGN_OR_RETURN(const policy_engine::Json organization, OrganizationJson(scenario, variables));
    const auto put = world->client().PutControl("organization", organization);
    if (!put.ok()) return SourceIssues{{scenario.organization->place, put.error().message}};
  }
  return seeded;
}

ScenarioResult RunCombination(const Scenario& scenario, const std::vector<Variable>& combination,
                              const WorldMaker& make_world) {
  ScenarioResult result = NewResult(scenario);
  for (const Variable& variable : combination) {
    result.combination.emplace_back(variable.name.value, variable.value->text);
  }
  auto variables = SetVariables(scenario, combination);
  if (!variables.ok()) {
    NoteProblems(variables.error(), &result);
    return result;
  }
  auto world = make_world(scenario.clock, scenario.seed);
  if (!world.ok()) {
    result.internal_error = world.error().message;
    return result;
  }
  auto seeded = SeedWorld(scenario, *variables, world->get());
  if (!seeded.ok()) {
    NoteProblems(seeded.error(), &result);
    return result;
  }
  RunState state(scenario, **world, std::move(variables).value(), std::move(seeded).value());
  for (const Step& step : scenario.steps) result.steps.push_back(RunStep(step, &state));
  return result;
}

}  // namespace

std::vector<ScenarioResult> RunScenario(const Scenario& scenario, const WorldMaker& make_world) {
  std::vector<ScenarioResult> results;
  for (const auto& combination : scenario.combinations) {
    results.push_back(RunCombination(scenario, combination, make_world));
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
