// Steps that call the API: call, console switch-role, probe external-id.

#include "simulator/client/parameters.h"
#include "simulator/runner/explanations.h"
#include "simulator/runner/json_members.h"
#include "simulator/runner/made_values.h"
#include "simulator/runner/matchers.h"
#include "simulator/runner/step_parts.h"
#include "simulator/scenario/value_path.h"

namespace simulator {
namespace {

using mockaws::QueryParameters;
using policy_engine::Json;

void Note(const std::string& what, std::string expected, std::string actual,
          const SourcePlace& place, StepResult* result) {
  result->mismatches.push_back({what, std::move(expected), std::move(actual), place});
}

// `success`, `AccessDenied: User: …`, `HTTP 413 (the answer has no body)`.
std::string Describe(const ApiAnswer& answer) {
  if (answer.ok()) return "success";
  if (!answer.error_code.empty()) {
    return answer.error_code + (answer.error_message.empty() ? "" : ": " + answer.error_message);
  }
  return "HTTP " + std::to_string(answer.status) + " (" + answer.unreadable + ")";
}

std::string Outcome(const ApiAnswer& answer) {
  if (answer.ok()) return "ok";
  return answer.error_code.empty() ? "HTTP " + std::to_string(answer.status) : answer.error_code;
}

// An answer with the step's expectations; notes what differs.
class AnswerJudge {
 public:
  AnswerJudge(const Step& step, const ApiAnswer& answer, RunState* state, StepResult* result)
      : step_(step), expect_(step.expect), answer_(answer), state_(state), result_(result) {}

  SourceResult<void> Judge() {
    RETURN_IF_ERROR(JudgeVerdict());
    if (expect_.http && *expect_.http != answer_.status) {
      Note("http", std::to_string(*expect_.http), std::to_string(answer_.status), step_.place,
           result_);
    }
    RETURN_IF_ERROR(JudgeMessage());
    RETURN_IF_ERROR(JudgeBody());
    RETURN_IF_ERROR(JudgeReason());
    RETURN_IF_ERROR(SaveValues());
    if (!result_->mismatches.empty()) {
      result_->explanation = ExplanationText(answer_.decision_id, state_);
    }
    return {};
  }

 private:
  SourceResult<void> JudgeVerdict() {
    if (expect_.error) {
      ASSIGN_OR_RETURN(const std::string code, state_->variables.Expand(*expect_.error));
      if (answer_.ok() || answer_.error_code != code) {
        Note("error", code, Describe(answer_), expect_.error->place, result_);
      }
      return {};
    }
    // A step that expects nothing expects success.
    const bool any = expect_.allow || expect_.http || !expect_.message.empty();
    if (expect_.allow.value_or(!any) && !answer_.ok()) {
      Note("answer", "success", Describe(answer_), step_.place, result_);
    }
    if (!expect_.allow.value_or(true) && answer_.error_code != "AccessDenied") {
      Note("answer", "AccessDenied", Describe(answer_), step_.place, result_);
    }
    return {};
  }

  SourceResult<void> MatchValue(const std::string& what, const std::optional<Json>& actual,
                                const std::vector<Matcher>& matchers) {
    ASSIGN_OR_RETURN(auto mismatches, Match(what, actual, matchers, state_->variables));
    for (Mismatch& mismatch : mismatches) result_->mismatches.push_back(std::move(mismatch));
    return {};
  }

  SourceResult<void> JudgeMessage() {
    std::optional<Json> message;
    if (!answer_.ok()) message = Json::String(answer_.error_message);
    return MatchValue("message", message, expect_.message);
  }

  SourceResult<void> JudgeBody() {
    for (const BodyExpectation& body : expect_.body) {
      // The loader has read the path before.
      const auto path = ValuePath::Parse(body.path.value);
      RETURN_IF_ERROR(
          MatchValue("body " + body.path.value, path->Find(answer_.result), body.matchers));
    }
    return {};
  }

  SourceResult<void> JudgeReason() {
    if (!expect_.explain || !state_->world.simulated()) return {};
    const auto record = state_->world.client().ControlJson("decisions/" + answer_.decision_id);
    if (!record.ok()) {
      Note("explain", "an explanation", record.error().message, expect_.explain->place, result_);
      return {};
    }
    return JudgeExplanation(*record, *expect_.explain, *state_, result_);
  }

  // A refusal that is expected has nothing to save.
  SourceResult<void> SaveValues() {
    const bool refusal = expect_.error || !expect_.allow.value_or(true);
    if (refusal && !answer_.ok()) return {};
    for (const Save& save : step_.save) {
      if (save.is_session) {
        SaveSession(save);
      } else {
        SaveVariable(save);
      }
    }
    return {};
  }

  void SaveVariable(const Save& save) {
    const auto value = ValuePath::Parse(save.value.value)->Find(answer_.result);
    if (value && (value->is_string() || value->is_number() || value->is_bool())) {
      state_->variables.Set(save.name.value, value->ScalarText());
    } else {
      Note("save " + save.name.value, "one value at " + save.value.value, Show(value),
           save.value.place, result_);
    }
  }

  // Temporary credentials, or the key of CreateAccessKey.
  void SaveSession(const Save& save) {
    const Json* found = answer_.result.Find("Credentials");
    if (found == nullptr) found = answer_.result.Find("AccessKey");
    const auto text = [&](std::string_view member) -> std::string {
      const Json* value = found == nullptr ? nullptr : found->Find(member);
      return value != nullptr && value->is_string() ? value->AsString() : "";
    };
    Credentials credentials = {text("AccessKeyId"), text("SecretAccessKey"), text("SessionToken")};
    if (credentials.access_key_id.empty() || credentials.secret.empty()) {
      Note("save $session", "credentials", Describe(answer_), save.value.place, result_);
      return;
    }
    const Json* user = answer_.result.Find("AssumedRoleUser");
    result_->issued.push_back({.identity = "session/" + save.value.value,
                               .access_key_id = credentials.access_key_id,
                               .arn = user == nullptr ? "" : TextOf(*user, "Arn"),
                               .expires = text("Expiration")});
    state_->credentials["session/" + save.value.value] = std::move(credentials);
  }

  const Step& step_;
  const Expectation& expect_;
  const ApiAnswer& answer_;
  RunState* state_;
  StepResult* result_;
};

// Makes the call; nothing, and a mismatch, if no answer came.
SourceResult<std::optional<ApiAnswer>> Send(const Step& step, const std::string& service,
                                            const std::string& operation,
                                            const QueryParameters& parameters, RunState* state,
                                            StepResult* result) {
  ASSIGN_OR_RETURN(const Credentials credentials, CredentialsOf(*step.as, *state));
  const mockaws::ServiceModel& model = ModelOf(service);
  const auto answer =
      state->world.client().Call(credentials, model, *model.Find(operation), parameters);
  if (answer.ok()) {
    if (state->trace) {
      result->exchanges.push_back(
          TraceCall(service + ":" + operation, parameters, *answer, state->world.client()));
    }
    return std::optional<ApiAnswer>(*answer);
  }
  Note("answer", "an answer", answer.error().message, step.place, result);
  return std::optional<ApiAnswer>();
}

// The last part of `acme/user/ana` or `session/deploy`: what the console calls a session.
std::string ActorName(const Identity& identity) {
  return identity.name.empty() ? "root" : identity.name;
}

}  // namespace

SourceResult<void> RunCall(const Step& step, const CallStep& call, RunState* state,
                           StepResult* result) {
  const mockaws::ServiceModel& model = ModelOf(call.service);
  ASSIGN_OR_RETURN(const YamlPointer with, MakeValues(call.with, *state));
  ASSIGN_OR_RETURN(const QueryParameters parameters,
                   EncodeParameters(model, *model.Find(call.operation), with, &state->variables));
  ASSIGN_OR_RETURN(const auto answer,
                   Send(step, call.service, call.operation, parameters, state, result));
  if (!answer) return {};
  result->outcome = Outcome(*answer);
  return AnswerJudge(step, *answer, state, result).Judge();
}

SourceResult<void> RunSwitchRole(const Step& step, const SwitchRoleStep& switch_role,
                                 RunState* state, StepResult* result) {
  ASSIGN_OR_RETURN(const std::string account, AccountIdOf(switch_role.account, *state));
  ASSIGN_OR_RETURN(const std::string role, state->variables.Expand(switch_role.role));
  // No External ID, no session policy, and one hour, whatever the role allows.
  const QueryParameters parameters = {{"RoleArn", "arn:aws:iam::" + account + ":role/" + role},
                                      {"RoleSessionName", ActorName(*step.as)},
                                      {"DurationSeconds", "3600"}};
  ASSIGN_OR_RETURN(const auto answer, Send(step, "sts", "AssumeRole", parameters, state, result));
  if (!answer) return {};
  result->outcome = Outcome(*answer);
  return AnswerJudge(step, *answer, state, result).Judge();
}

SourceResult<void> RunProbe(const Step& step, const ProbeStep& probe, RunState* state,
                            StepResult* result) {
  ASSIGN_OR_RETURN(const std::string role_arn, state->variables.Expand(probe.role_arn));
  ASSIGN_OR_RETURN(const std::string right, state->variables.Expand(probe.right));
  std::string session_name = "probe";
  if (probe.session_name) {
    ASSIGN_OR_RETURN(session_name, state->variables.Expand(*probe.session_name));
  }
  struct Try {
    const char* what;
    std::optional<std::string> external_id;
    bool allowed;
  };
  const Try tries[] = {{"without", std::nullopt, probe.without},
                       {"wrong", right + "-wrong", probe.wrong},
                       {"right", right, probe.right_allowed}};
  for (const Try& attempt : tries) {
    QueryParameters parameters = {{"RoleArn", role_arn}, {"RoleSessionName", session_name}};
    if (attempt.external_id) parameters.emplace_back("ExternalId", *attempt.external_id);
    ASSIGN_OR_RETURN(const auto answer, Send(step, "sts", "AssumeRole", parameters, state, result));
    if (!answer) return {};
    const bool met = attempt.allowed ? answer->ok() : answer->error_code == "AccessDenied";
    result->outcome +=
        std::string(result->outcome.empty() ? "" : ", ") + attempt.what + ": " + Outcome(*answer);
    if (met) continue;
    Note(std::string(attempt.what) + " External ID", attempt.allowed ? "success" : "AccessDenied",
         Describe(*answer), step.place, result);
    if (result->explanation.empty()) {
      result->explanation = ExplanationText(answer->decision_id, state);
    }
  }
  return {};
}

}  // namespace simulator
