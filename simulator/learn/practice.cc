#include "simulator/learn/practice.h"

#include "simulator/runner/local_world.h"
#include "simulator/runner/runner.h"
#include "simulator/runner/scenario_run.h"
#include "simulator/scenario/declared_documents.h"
#include "simulator/scenario/document.h"

namespace simulator {
namespace {

SourceResult<std::string> Render(const Scenario& scenario, const Document& document) {
  ASSIGN_OR_RETURN(const Variables variables,
                   SetVariables(scenario, scenario.combinations.front()));
  return RenderDocument(document, variables);
}

const Practice& PracticeOf(const Scenario& scenario) {
  CHECK(scenario.practice.has_value(), "this lesson has no practice");
  return *scenario.practice;
}

}  // namespace

SourceResult<std::string> PracticeStart(const Scenario& scenario) {
  const Practice& practice = PracticeOf(scenario);
  const Document* declared = FindDocument(scenario, practice.document.value);
  CHECK(declared != nullptr, "the loader looks whether the document is declared");
  return Render(scenario, practice.start ? *practice.start : *declared);
}

SourceResult<std::string> PracticeSolution(const Scenario& scenario) {
  return Render(scenario, PracticeOf(scenario).solution);
}

ScenarioResult CheckPractice(const Scenario& scenario, const std::string& document,
                             const std::string& file) {
  Scenario practice = scenario;
  practice.steps = PracticeOf(scenario).steps;
  practice.combinations.resize(1);
  *FindDocument(practice, PracticeOf(scenario).document.value) = {
      nullptr, document, {std::make_shared<const std::string>(file), 0, 0}};
  return RunScenario(practice,
                     [](policy_engine::Instant start, uint64_t seed) {
                       return MakeLocalWorld(Via::kEngine, start, seed);
                     })
      .front();
}

std::optional<std::string> FaultInPractice(const Scenario& scenario) {
  const auto start = PracticeStart(scenario);
  if (!start.ok()) return start.error().front().ToString();
  const auto solution = PracticeSolution(scenario);
  if (!solution.ok()) return solution.error().front().ToString();
  const std::string place = PracticeOf(scenario).place.ToString();
  if (CheckPractice(scenario, *start, "start").passed()) {
    return place + ": the practice asks for nothing: its start passes";
  }
  if (!CheckPractice(scenario, *solution, "solution").passed()) {
    return place + ": the solution doesn't pass";
  }
  return std::nullopt;
}

}  // namespace simulator
