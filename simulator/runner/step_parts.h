// The parts of RunStep (steps.h), a kind of step each.
#pragma once

#include "policy_engine/base/json.h"
#include "simulator/runner/results.h"
#include "simulator/runner/run_state.h"

namespace simulator {

// What a kind of step does: fills outcome, mismatches and explanation, and saves into `state`.
// Errors: the step could not be made, for want of a variable or session.
SourceResult<void> RunCall(const Step& step, const CallStep& call, RunState* state,
                           StepResult* result);
SourceResult<void> RunSwitchRole(const Step& step, const SwitchRoleStep& switch_role,
                                 RunState* state, StepResult* result);
SourceResult<void> RunProbe(const Step& step, const ProbeStep& probe, RunState* state,
                            StepResult* result);
SourceResult<void> RunCheck(const Step& step, const CheckStep& check, RunState* state,
                            StepResult* result);
SourceResult<void> RunWhoCan(const Step& step, const WhoCanStep& who_can, RunState* state,
                             StepResult* result);
SourceResult<void> RunLint(const Step& step, const LintStep& lint, RunState* state,
                           StepResult* result);
SourceResult<void> RunAdvance(const Step& step, const AdvanceStep& advance, RunState* state,
                              StepResult* result);

// Error: a session that was not saved.
SourceResult<Credentials> CredentialsOf(const Identity& identity, const RunState& state);

// The engine's explanation of a decision as text; why there is none, if it can't be had.
std::string ExplanationText(const std::string& decision_id, RunState* state);

// Notes what differs from `expected` in the decision.
SourceResult<void> JudgeExplanation(const policy_engine::Json& record,
                                    const ExplainExpectation& expected, const RunState& state,
                                    StepResult* result);

// `acme` to its id; 12 digits stay.
SourceResult<std::string> AccountIdOf(const Text& account, const RunState& state);

}  // namespace simulator
