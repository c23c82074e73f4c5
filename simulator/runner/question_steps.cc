// Steps that ask the engine without calling: check, who_can.

#include <algorithm>
#include <set>

#include "simulator/client/parameters.h"
#include "simulator/runner/json_members.h"
#include "simulator/runner/step_parts.h"

namespace simulator {
namespace {

using policy_engine::Json;
using policy_engine::Result;

Json ContextJson(const YamlPointer& context) {
  Json json = Json::MakeObject();
  if (context == nullptr) return json;
  for (const YamlMember& member : context->members) {
    if (member.value->is_text()) {
      json.Set(member.key, Json::String(member.value->text));
      continue;
    }
    Json list = Json::MakeArray();
    for (const YamlPointer& item : member.value->items) list.Append(Json::String(item->text));
    json.Set(member.key, std::move(list));
  }
  return json;
}

Json TextObject(std::string_view member, std::string value) {
  Json json = Json::MakeObject();
  json.Set(member, Json::String(std::move(value)));
  return json;
}

SourceResult<Json> PrincipalJson(const Identity& identity, const RunState& state) {
  if (identity.kind == Identity::Kind::kService) return TextObject("service", identity.name);
  if (identity.kind == Identity::Kind::kAnonymous) {
    Json json = Json::MakeObject();
    json.Set("anonymous", Json::Bool(true));
    return json;
  }
  ASSIGN_OR_RETURN(const Credentials credentials, CredentialsOf(identity, state));
  Json json = TextObject("accessKeyId", credentials.access_key_id);
  if (!credentials.session_token.empty()) {
    json.Set("sessionToken", Json::String(credentials.session_token));
  }
  return json;
}

struct Asked {
  Text action;
  Text resource;
  YamlPointer context;
  bool is_use = true;  // somebody acts on the answer
};

// The decision's record, or why the server gives none.
SourceResult<Result<Json>> Ask(Json principal, const Asked& asked, RunState* state) {
  Json question = Json::MakeObject();
  question.Set("principal", std::move(principal));
  ASSIGN_OR_RETURN(std::string action, state->variables.Expand(asked.action));
  question.Set("action", Json::String(std::move(action)));
  ASSIGN_OR_RETURN(std::string resource, state->variables.Expand(asked.resource));
  question.Set("resource", Json::String(std::move(resource)));
  if (asked.context != nullptr) {
    ASSIGN_OR_RETURN(const YamlPointer context, state->variables.Expand(asked.context));
    question.Set("context", ContextJson(context));
  }
  if (!asked.is_use) question.Set("isUse", Json::Bool(false));
  return state->world.client().ControlJson("authorize", question);
}

SourceResult<void> JudgeQuestion(const Step& step, const Question& question, const Json& record,
                                 RunState* state, StepResult* result) {
  const size_t before = result->mismatches.size();
  const std::string outcome = TextOf(record, "outcome");
  if ((outcome == "allowed") != question.allow) {
    result->mismatches.push_back({question.action.value + " on " + question.resource.value,
                                  question.allow ? "allowed" : "denied", outcome,
                                  question.action.place});
  }
  if (step.expect.explain) {
    RETURN_IF_ERROR(JudgeExplanation(record, *step.expect.explain, *state, result));
  }
  if (result->mismatches.size() != before && result->explanation.empty()) {
    result->explanation = ExplanationText(TextOf(record, "id"), state);
  }
  return {};
}

// Every user or role of an account, by the API, as its root user.
Result<std::vector<std::string>> ListArns(const std::string& account_id,
                                          const std::string& operation, const std::string& list,
                                          RunState* state) {
  const mockaws::ServiceModel& iam = ModelOf("iam");
  std::vector<std::string> arns;
  mockaws::QueryParameters parameters;
  while (true) {
    ASSIGN_OR_RETURN(const ApiAnswer answer,
                     state->world.client().Call(BootstrapRoot(account_id), iam,
                                                *iam.Find(operation), parameters));
    if (!answer.ok()) return policy_engine::Error{operation + ": " + answer.error_message};
    const Json* entities = answer.result.Find(list);
    if (entities != nullptr && entities->is_array()) {
      for (const Json& entity : entities->items()) arns.push_back(TextOf(entity, "Arn"));
    }
    const std::string marker = TextOf(answer.result, "Marker");
    if (marker.empty()) return arns;
    parameters = {{"Marker", marker}};
  }
}

// `arn:aws:iam::111122223333:user/x/ana` as `acme/user/ana`.
std::string IdentityOf(const Account& account, const std::string& arn) {
  const std::string resource = arn.substr(arn.rfind(':') + 1);
  return account.name.value + "/" + resource.substr(0, resource.find('/')) + "/" +
         resource.substr(resource.rfind('/') + 1);
}

std::string Join(const std::set<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined.empty() ? "nobody" : joined;
}

SourceResult<std::set<std::string>> Expand(const std::vector<Text>& texts, const RunState& state) {
  std::set<std::string> names;
  for (const Text& text : texts) {
    ASSIGN_OR_RETURN(std::string name, state.variables.Expand(text));
    names.insert(std::move(name));
  }
  return names;
}

// The state's users and roles that may; notes a mismatch if that can't be found out.
SourceResult<std::set<std::string>> FindWhoCan(const Step& step, const Asked& asked,
                                               RunState* state, StepResult* result) {
  const auto fail = [&](const std::string& message) {
    result->mismatches.push_back({"who_can", "an answer", message, step.place});
  };
  std::set<std::string> who;
  for (const Account& account : state->scenario.accounts) {
    for (const auto& [operation, list] :
         {std::pair("ListUsers", "Users"), std::pair("ListRoles", "Roles")}) {
      const auto arns = ListArns(account.id.value, operation, list, state);
      if (!arns.ok()) {
        fail(arns.error().message);
        return who;
      }
      for (const std::string& arn : *arns) {
        Asked looked = asked;
        looked.is_use = false;
        ASSIGN_OR_RETURN(const auto record, Ask(TextObject("arn", arn), looked, state));
        if (!record.ok()) {
          fail(record.error().message);
        } else if (TextOf(*record, "outcome") == "allowed") {
          who.insert(IdentityOf(account, arn));
        }
      }
    }
  }
  return who;
}

}  // namespace

SourceResult<void> RunCheck(const Step& step, const CheckStep& check, RunState* state,
                            StepResult* result) {
  size_t allowed = 0;
  size_t denied = 0;
  for (const Question& question : check.questions) {
    ASSIGN_OR_RETURN(Json principal, PrincipalJson(*step.as, *state));
    const Asked asked = {question.action, question.resource, check.context};
    ASSIGN_OR_RETURN(const auto record, Ask(std::move(principal), asked, state));
    if (!record.ok()) {
      result->mismatches.push_back({question.action.value + " on " + question.resource.value,
                                    question.allow ? "allowed" : "denied",
                                    "refused: " + record.error().message, question.action.place});
      continue;
    }
    ++(TextOf(*record, "outcome") == "allowed" ? allowed : denied);
    if (state->trace) result->exchanges.push_back(TraceQuestion(*record, state->world.client()));
    RETURN_IF_ERROR(JudgeQuestion(step, question, *record, state, result));
  }
  result->outcome = std::to_string(allowed) + " allowed, " + std::to_string(denied) + " denied";
  return {};
}

SourceResult<void> RunWhoCan(const Step& step, const WhoCanStep& who_can, RunState* state,
                             StepResult* result) {
  const Asked asked = {who_can.action, who_can.resource, who_can.context};
  ASSIGN_OR_RETURN(const std::set<std::string> who, FindWhoCan(step, asked, state, result));
  result->outcome = Join(who);
  const auto note = [&](const std::string& what, const std::string& expected) {
    result->mismatches.push_back({"who_can " + what, expected, Join(who), step.place});
  };
  if (who_can.exactly) {
    ASSIGN_OR_RETURN(const auto exactly, Expand(*who_can.exactly, *state));
    if (exactly != who) note("exactly", Join(exactly));
  }
  ASSIGN_OR_RETURN(const auto includes, Expand(who_can.includes, *state));
  for (const std::string& name : includes) {
    if (!who.contains(name)) note("includes", name);
  }
  ASSIGN_OR_RETURN(const auto excludes, Expand(who_can.excludes, *state));
  for (const std::string& name : excludes) {
    if (who.contains(name)) note("excludes", "not " + name);
  }
  return {};
}

}  // namespace simulator
