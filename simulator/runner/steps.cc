#include "simulator/runner/steps.h"

#include "simulator/runner/explanations.h"
#include "simulator/runner/step_parts.h"

namespace simulator {
namespace {

// `check`, `sts:AssumeRole`, `advance 1h1s`.
struct ActionName {
  std::string operator()(const CallStep& call) const { return call.call.value; }
  std::string operator()(const CheckStep&) const { return "check"; }
  std::string operator()(const AdvanceStep& advance) const { return "advance " + advance.text; }
  std::string operator()(const SwitchRoleStep&) const { return "console switch-role"; }
  std::string operator()(const ProbeStep&) const { return "probe external-id"; }
  std::string operator()(const WhoCanStep&) const { return "who can"; }
  std::string operator()(const LintStep& lint) const { return "lint " + lint.target.value; }
};

// Whether only a simulator can make the step.
bool NeedsSimulator(const Step& step) {
  return !std::holds_alternative<CallStep>(step.action) &&
         !std::holds_alternative<SwitchRoleStep>(step.action) &&
         !std::holds_alternative<ProbeStep>(step.action);
}

SourceResult<void> RunAction(const Step& step, RunState* state, StepResult* result) {
  if (const auto* call = std::get_if<CallStep>(&step.action)) {
    return RunCall(step, *call, state, result);
  }
  if (const auto* check = std::get_if<CheckStep>(&step.action)) {
    return RunCheck(step, *check, state, result);
  }
  if (const auto* advance = std::get_if<AdvanceStep>(&step.action)) {
    return RunAdvance(step, *advance, state, result);
  }
  if (const auto* switch_role = std::get_if<SwitchRoleStep>(&step.action)) {
    return RunSwitchRole(step, *switch_role, state, result);
  }
  if (const auto* probe = std::get_if<ProbeStep>(&step.action)) {
    return RunProbe(step, *probe, state, result);
  }
  if (const auto* who_can = std::get_if<WhoCanStep>(&step.action)) {
    return RunWhoCan(step, *who_can, state, result);
  }
  return RunLint(step, std::get<LintStep>(step.action), state, result);
}

void ApplyKnownGap(const Step& step, StepResult* result) {
  if (!step.known_gap || result->status == StepStatus::kNotRun) return;
  result->known_gap = step.known_gap->value;
  if (result->status == StepStatus::kFailed) {
    result->status = StepStatus::kKnownGap;
    return;
  }
  result->status = StepStatus::kFailed;
  result->mismatches.push_back({"known_gap", "the step fails today",
                                "it passes now: take known_gap out", step.known_gap->place});
}

void NoteUnsaved(const Step& step, RunState* state) {
  for (const Save& save : step.save) {
    const std::string name = save.is_session ? "session/" + save.value.value : save.name.value;
    const bool saved = save.is_session ? state->credentials.contains(name)
                                       : state->variables.Find(name) != nullptr;
    if (!saved) state->unsaved.emplace(name, step.number);
  }
}

// Why a step could not be made, and which step's failure is behind it.
std::string WhyNotRun(const SourceIssues& issues, const RunState& state) {
  std::string why = issues.front().ToString();
  for (const auto& [name, number] : state.unsaved) {
    if (why.find(name) == std::string::npos) continue;
    return why + " (step " + std::to_string(number) + " was to save it)";
  }
  return why;
}

}  // namespace

StepResult RunStep(const Step& step, RunState* state) {
  StepResult result;
  result.number = step.number;
  result.place = step.place;
  result.action = std::visit(ActionName(), step.action);
  result.actor = step.as ? step.as->text.value : "";
  result.on_behalf_of = step.on_behalf_of ? step.on_behalf_of->value : "";
  result.time = policy_engine::FormatIso8601(state->world.Now());
  result.title = result.action;
  if (step.name) {
    const auto title = state->variables.Expand(*step.name);
    result.title = title.ok() ? *title : step.name->value;
  }
  if (!state->world.simulated() && NeedsSimulator(step)) {
    result.status = StepStatus::kSkipped;
    result.note = "the endpoint is no simulator";
    return result;
  }
  const auto run = RunAction(step, state, &result);
  if (!run.ok()) {
    result.status = StepStatus::kNotRun;
    result.note = WhyNotRun(run.error(), *state);
  } else if (!result.mismatches.empty()) {
    result.status = StepStatus::kFailed;
  }
  ApplyKnownGap(step, &result);
  NoteUnsaved(step, state);
  return result;
}

SourceResult<void> RunAdvance(const Step& step, const AdvanceStep& advance, RunState* state,
                              StepResult* result) {
  const auto moved = state->world.Advance(advance.by);
  if (!moved.ok()) {
    result->mismatches.push_back({"advance", advance.text, moved.error().message, step.place});
  }
  result->outcome = policy_engine::FormatIso8601(state->world.Now());
  return {};
}

SourceResult<Credentials> CredentialsOf(const Identity& identity, const RunState& state) {
  if (identity.kind == Identity::Kind::kAnonymous) return Credentials{};
  if (identity.kind == Identity::Kind::kRoot) {
    return BootstrapRoot(state.scenario.FindAccount(identity.account)->id.value);
  }
  const auto found = state.credentials.find(identity.text.value);
  if (found != state.credentials.end()) return found->second;
  return SourceIssues{{identity.text.place, "there are no credentials of " + identity.text.value}};
}

std::string ExplanationText(const std::string& decision_id, RunState* state) {
  if (decision_id.empty()) return "";
  const auto answer = state->world.client().Control("decisions/" + decision_id + "?format=text");
  if (!answer.ok()) return "no explanation: " + answer.error().message;
  if (answer->status == 200) return answer->body;
  return "no explanation: HTTP " + std::to_string(answer->status);
}

SourceResult<void> JudgeExplanation(const policy_engine::Json& record,
                                    const ExplainExpectation& expected, const RunState& state,
                                    StepResult* result) {
  ASSIGN_OR_RETURN(auto mismatches,
                   MatchExplanation(record, expected, state.scenario, state.variables));
  for (Mismatch& mismatch : mismatches) result->mismatches.push_back(std::move(mismatch));
  return {};
}

SourceResult<std::string> AccountIdOf(const Text& account, const RunState& state) {
  ASSIGN_OR_RETURN(std::string name, state.variables.Expand(account));
  const Account* declared = state.scenario.FindAccount(name);
  return declared == nullptr ? name : declared->id.value;
}

}  // namespace simulator
