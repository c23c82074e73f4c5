#include "simulator/runner/scenario_run.h"

#include "simulator/runner/organization.h"
#include "simulator/runner/steps.h"

namespace simulator {
namespace {

// The users that make steps.
std::set<std::string, std::less<>> ActingUsers(const Scenario& scenario) {
  std::set<std::string, std::less<>> users;
  for (const Step& step : scenario.steps) {
    if (!step.as || step.as->kind != Identity::Kind::kUser) continue;
    users.insert(step.as->account + "/user/" + step.as->name);
  }
  return users;
}

// What issuers of tokens publish on the network, of which there is none.
SourceResult<void> PublishKeys(const Seeded& seeded, const Scenario& scenario, World* world) {
  for (const auto& [name, provider] : seeded.providers) {
    if (provider.jwks.empty()) continue;
    policy_engine::Json body = policy_engine::Json::MakeObject();
    body.Set("issuer", policy_engine::Json::String(provider.issuer));
    body.Set("jwks", policy_engine::Json::String(provider.jwks));
    const auto put = world->client().ControlJson("oidc", body);
    if (!put.ok()) return SourceIssues{{scenario.name.place, name + ": " + put.error().message}};
  }
  return {};
}

bool HasProviders(const Scenario& scenario) {
  for (const Account& account : scenario.accounts) {
    if (!account.identity_providers.empty()) return true;
  }
  return false;
}

SourceResult<Seeded> SeedWorld(const Scenario& scenario, const Variables& variables, World* world) {
  if (!world->simulated() && (scenario.organization || HasProviders(scenario))) {
    return SourceIssues{{scenario.name.place,
                         "only a simulator has organizations and identity providers of its own"}};
  }
  ASSIGN_OR_RETURN(Seeded seeded, SeedAccounts(scenario.accounts, variables, world->client(),
                                               {.users_with_key = ActingUsers(scenario),
                                                .now = world->Now(),
                                                .issuer_seed = std::to_string(scenario.seed)}));
  RETURN_IF_ERROR(PublishKeys(seeded, scenario, world));
  // Last: service control policies bind the root users that seed.
  if (scenario.organization) {
    ASSIGN_OR_RETURN(const policy_engine::Json organization, OrganizationJson(scenario, variables));
    const auto put = world->client().PutControl("organization", organization);
    if (!put.ok()) return SourceIssues{{scenario.organization->place, put.error().message}};
  }
  return seeded;
}

}  // namespace

policy_engine::Result<std::unique_ptr<ScenarioRun>, RunFault> ScenarioRun::Start(
    const Scenario& scenario, const std::vector<Variable>& combination,
    const WorldMaker& make_world) {
  auto variables = SetVariables(scenario, combination);
  if (!variables.ok()) return RunFault{variables.error(), ""};
  auto world = make_world(scenario.clock, scenario.seed);
  if (!world.ok()) return RunFault{{}, world.error().message};
  auto seeded = SeedWorld(scenario, *variables, world->get());
  if (!seeded.ok()) return RunFault{seeded.error(), ""};
  return std::unique_ptr<ScenarioRun>(new ScenarioRun(
      scenario, std::move(world).value(), std::move(variables).value(), std::move(seeded).value()));
}

StepResult ScenarioRun::Make(const Step& step) { return RunStep(step, &state_); }

}  // namespace simulator
