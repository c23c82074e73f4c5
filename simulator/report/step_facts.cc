#include "simulator/report/step_facts.h"

#include "simulator/runner/json_members.h"

namespace simulator {
namespace {

using policy_engine::Json;

std::string AccountName(const std::string& id, const ScenarioResult& scenario) {
  for (const auto& [name, account_id] : scenario.accounts) {
    if (account_id == id) return name;
  }
  return id;
}

bool WasAllowed(const Exchange& exchange) {
  if (exchange.status != 0) return exchange.status < 300;
  return exchange.decision.is_object() && TextOf(exchange.decision, "outcome") == "allowed";
}

}  // namespace

StepOutcome OutcomeOf(const StepResult& step) {
  if (step.exchanges.empty()) return StepOutcome::kNone;
  size_t allowed = 0;
  for (const Exchange& exchange : step.exchanges) allowed += WasAllowed(exchange) ? 1 : 0;
  if (allowed == step.exchanges.size()) return StepOutcome::kAllowed;
  return allowed == 0 ? StepOutcome::kRefused : StepOutcome::kMixed;
}

std::string StepCss(const StepResult& step) {
  const std::string status(StepStatusName(step.status));
  switch (OutcomeOf(step)) {
    case StepOutcome::kAllowed:
      return "allowed " + status;
    case StepOutcome::kRefused:
      return "refused " + status;
    case StepOutcome::kMixed:
      return "mixed " + status;
    case StepOutcome::kNone:
      break;
  }
  return status;
}

std::string OutcomeSign(const StepResult& step) {
  switch (OutcomeOf(step)) {
    case StepOutcome::kAllowed:
      return "✓";
    case StepOutcome::kRefused:
      return "✕";
    case StepOutcome::kMixed:
      return "±";
    case StepOutcome::kNone:
      break;
  }
  return "–";
}

std::string TargetAccountOf(const StepResult& step, const ScenarioResult& scenario) {
  for (const Exchange& exchange : step.exchanges) {
    for (const Json& authorization : ItemsOf(exchange.decision, "authorizations")) {
      const std::string id = TextOf(authorization, "resourceAccount");
      if (!id.empty()) return AccountName(id, scenario);
    }
    const Json* principal = exchange.decision.Find("principal");
    if (principal == nullptr || !principal->is_object()) continue;
    const std::string id = TextOf(*principal, "account");
    if (!id.empty()) return AccountName(id, scenario);
  }
  const std::string account = step.actor.substr(0, step.actor.find('/'));
  for (const auto& [name, id] : scenario.accounts) {
    if (name == account) return name;
  }
  return "AWS";
}

}  // namespace simulator
