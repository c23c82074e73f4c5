// iamsim who-can, can, what-can, trust-graph, diff: questions about a whole state.

#include <CLI/CLI.hpp>
#include <memory>

#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"
#include "simulator/questions/answers.h"
#include "simulator/questions/asked_state.h"
#include "simulator/questions/difference.h"
#include "simulator/questions/trust_drawing.h"

namespace simulator {
namespace {

using policy_engine::Json;
using policy_engine::Result;

constexpr size_t kDocumentBytesMax = 4u << 20;

struct Questioning {
  std::vector<std::string> files;
  std::string endpoint;
  std::vector<std::string> context;
  std::string format = "text";
  std::string principal;
  std::string action;
  std::string resource = "*";
  bool explain = false;
  std::string before;
  std::string after;
};
using QuestioningPtr = std::shared_ptr<Questioning>;

Result<std::unique_ptr<AskedState>> OpenState(const Questioning& asked) {
  if (asked.files.empty() == asked.endpoint.empty()) {
    return policy_engine::Error{
        "say whom to ask: --state FILE (a seed file, or what `aws iam "
        "get-account-authorization-details` prints) or --endpoint URL (a running iamsim)"};
  }
  return asked.files.empty() ? StateOfServer(asked.endpoint) : StateOfFiles(asked.files);
}

// `key=value`; a key that is given several times has several values.
Result<Json> ContextOf(const Questioning& asked) {
  Json context = Json::MakeObject();
  for (const std::string& pair : asked.context) {
    const size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return policy_engine::Error{"--context \"" + pair + "\" must read KEY=VALUE"};
    }
    const std::string key = pair.substr(0, equals);
    Json value = Json::String(pair.substr(equals + 1));
    Json* present = context.Find(key);
    if (present == nullptr) {
      context.Set(key, std::move(value));
    } else if (present->is_array()) {
      present->Append(std::move(value));
    } else {
      context.Set(key, Json::MakeArray({*present, std::move(value)}));
    }
  }
  return context;
}

int Fail(const policy_engine::Error& error) {
  PrintError(error.message);
  return 2;
}

Result<Json> Put(const Questioning& asked, AskedState& state, const char* path, Json question) {
  ASSIGN_OR_RETURN(Json context, ContextOf(asked));
  question.Set("context", std::move(context));
  return state.client().ControlJson(path, question);
}

int WhoCan(const Questioning& asked) {
  auto state = OpenState(asked);
  if (!state.ok()) return Fail(state.error());
  Json question = Json::MakeObject();
  question.Set("action", Json::String(asked.action));
  question.Set("resource", Json::String(asked.resource));
  const auto answer = Put(asked, **state, "who-can", std::move(question));
  if (!answer.ok()) return Fail(answer.error());
  Print(asked.format == "json" ? answer->Dump(2) + "\n"
                               : WhoCanText(*answer, asked.action, asked.resource));
  return 0;
}

int Can(const Questioning& asked) {
  auto state = OpenState(asked);
  if (!state.ok()) return Fail(state.error());
  Json question = Json::MakeObject();
  question.Set("principal", Json::MakeObject()).Set("arn", Json::String(asked.principal));
  question.Set("action", Json::String(asked.action));
  question.Set("resource", Json::String(asked.resource));
  const auto answer = Put(asked, **state, "authorize", std::move(question));
  if (!answer.ok()) return Fail(answer.error());
  const std::string& outcome = answer->Find("outcome")->AsString();
  if (asked.format == "json") {
    Print(answer->Dump(2) + "\n");
  } else if (asked.explain) {
    const auto text =
        (*state)->client().Control("decisions/" + answer->Find("id")->AsString() + "?format=text");
    if (!text.ok()) return Fail(text.error());
    Print(text->body);
  } else {
    Print(outcome + "\n");
  }
  return outcome == "allowed" ? 0 : 1;
}

int WhatCan(const Questioning& asked) {
  auto state = OpenState(asked);
  if (!state.ok()) return Fail(state.error());
  Json question = Json::MakeObject();
  question.Set("principal", Json::String(asked.principal));
  const auto answer = Put(asked, **state, "what-can", std::move(question));
  if (!answer.ok()) return Fail(answer.error());
  Print(asked.format == "json" ? answer->Dump(2) + "\n" : WhatCanText(*answer));
  return 0;
}

int TrustGraph(const Questioning& asked) {
  auto state = OpenState(asked);
  if (!state.ok()) return Fail(state.error());
  const auto graph = (*state)->client().ControlJson("trust-graph");
  if (!graph.ok()) return Fail(graph.error());
  Print(asked.format == "json"  ? graph->Dump(2) + "\n"
        : asked.format == "dot" ? TrustDot(*graph)
        : asked.format == "svg" ? TrustSvg(*graph)
                                : TrustText(*graph));
  return 0;
}

// A policy document, or a whole state.
Result<std::unique_ptr<AskedState>> OpenSide(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadInput(path, kDocumentBytesMax));
  const auto json = policy_engine::ParseJson(text);
  if (json.ok() && json->Find("Statement") != nullptr) return StateOfPolicy(text, path);
  return StateOfFiles({path});
}

int Diff(const Questioning& asked) {
  auto before = OpenSide(asked.before);
  if (!before.ok()) return Fail(before.error());
  auto after = OpenSide(asked.after);
  if (!after.ok()) return Fail(after.error());
  const auto changes = Difference(**before, **after);
  if (!changes.ok()) return Fail(changes.error());
  Print(asked.format == "json" ? ChangesJson(*changes).Dump(2) + "\n" : ChangesText(*changes));
  return changes->empty() ? 0 : 1;
}

void AddFormat(CLI::App* command, Questioning* asked, const std::vector<std::string>& formats) {
  command->add_option("--format", asked->format, "How the answer is written")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
}

void AddState(CLI::App* command, Questioning* asked) {
  command
      ->add_option("--state", asked->files,
                   "A seed file, or a FILE of get-account-authorization-details; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--endpoint", asked->endpoint, "A running iamsim, http://HOST:PORT");
}

void AddContext(CLI::App* command, Questioning* asked) {
  command
      ->add_option("--context", asked->context,
                   "KEY=VALUE of the request's context; may be repeated")
      ->allow_extra_args(false);
}

}  // namespace

void AddQuestionCommands(CLI::App* app, int* exit_code) {
  const auto who_asked = std::make_shared<Questioning>();
  CLI::App* who_can = app->add_subcommand("who-can", "Who may do an action on a resource");
  who_can->add_option("ACTION", who_asked->action, "Such as s3:GetObject")->required();
  who_can->add_option("RESOURCE", who_asked->resource, "An ARN, or *")->capture_default_str();
  AddState(who_can, who_asked.get());
  AddContext(who_can, who_asked.get());
  AddFormat(who_can, who_asked.get(), {"text", "json"});
  who_can->callback([who_asked, exit_code] { *exit_code = WhoCan(*who_asked); });

  const auto can_asked = std::make_shared<Questioning>();
  CLI::App* can = app->add_subcommand("can", "Whether somebody may do an action on a resource");
  can->add_option("PRINCIPAL", can_asked->principal, "The ARN of a user, role or root user")
      ->required();
  can->add_option("ACTION", can_asked->action, "Such as s3:GetObject")->required();
  can->add_option("RESOURCE", can_asked->resource, "An ARN, or *")->capture_default_str();
  can->add_flag("--explain", can_asked->explain, "Tell the whole story of the decision");
  AddState(can, can_asked.get());
  AddContext(can, can_asked.get());
  AddFormat(can, can_asked.get(), {"text", "json"});
  can->callback([can_asked, exit_code] { *exit_code = Can(*can_asked); });

  const auto what_asked = std::make_shared<Questioning>();
  CLI::App* what_can =
      app->add_subcommand("what-can", "All that somebody may do, by AWS's list of actions");
  what_can->add_option("PRINCIPAL", what_asked->principal, "The ARN of a user or role")->required();
  AddState(what_can, what_asked.get());
  AddContext(what_can, what_asked.get());
  AddFormat(what_can, what_asked.get(), {"text", "json"});
  what_can->callback([what_asked, exit_code] { *exit_code = WhatCan(*what_asked); });

  const auto graph_asked = std::make_shared<Questioning>();
  CLI::App* graph =
      app->add_subcommand("trust-graph", "Who can assume which role, and through it which others");
  AddState(graph, graph_asked.get());
  AddFormat(graph, graph_asked.get(), {"text", "json", "dot", "svg"});
  graph->callback([graph_asked, exit_code] { *exit_code = TrustGraph(*graph_asked); });

  const auto diff_asked = std::make_shared<Questioning>();
  CLI::App* diff =
      app->add_subcommand("diff", "What a change of a policy or a state grants or takes away");
  diff->add_option("OLD", diff_asked->before, "FILE: an identity-based policy, or a state")
      ->required();
  diff->add_option("NEW", diff_asked->after, "FILE of the same kind")->required();
  AddFormat(diff, diff_asked.get(), {"text", "json"});
  diff->callback([diff_asked, exit_code] { *exit_code = Diff(*diff_asked); });
}

}  // namespace simulator
