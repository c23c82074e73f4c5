// iamsim explain FILE: one case of `iamsim eval`, with the whole story of its decision.

#include "policy_engine/explain.h"

#include <CLI/CLI.hpp>

#include "policy_engine/cases/eval_case.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr size_t kCaseBytesMax = 256u << 20;

struct ExplainOptions {
  std::string file = "-";
  std::string policies;
  std::string format = "text";
};

policy_engine::Result<Json> ReadObject(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadInput(path, kCaseBytesMax));
  auto json = policy_engine::ParseJson(text, {.bytes_max = kCaseBytesMax});
  if (!json.ok()) {
    const auto& error = json.error();
    return policy_engine::Error{path + ":" + std::to_string(error.position.line) + ":" +
                                std::to_string(error.position.column) + ": " + error.message};
  }
  if (!json->is_object()) return policy_engine::Error{path + ": a JSON object is wanted"};
  return std::move(json).value();
}

int Explain(const ExplainOptions& options) {
  const auto text = ReadInput(options.file, kCaseBytesMax);
  if (!text.ok()) {
    PrintError(text.error().message);
    return 2;
  }
  Json shared;
  if (!options.policies.empty()) {
    auto policies = ReadObject(options.policies);
    if (!policies.ok()) {
      PrintError(policies.error().message);
      return 2;
    }
    shared = std::move(policies).value();
  }
  policy_engine::PolicyCache cache;
  const auto eval_case =
      policy_engine::ReadCaseFile(*text, &cache, options.policies.empty() ? nullptr : &shared);
  if (!eval_case.ok()) {
    const auto& [message, path] = eval_case.error();
    PrintError(options.file + ": " + (path.empty() ? "" : path + ": ") + message);
    return 2;
  }
  const auto explanation = policy_engine::Explain(eval_case->request, eval_case->policies,
                                                  {.policy_arn = eval_case->names_policies});
  Print(options.format == "text" ? explanation.ToText() : explanation.ToJson().Dump(2) + "\n");
  return 0;
}

}  // namespace

void AddExplainCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* explain =
      app->add_subcommand("explain", "Decide one request and tell the whole story of the decision");
  explain->add_option("FILE", options->file, "One case as `eval` takes it; - for standard input")
      ->capture_default_str();
  explain->add_option("--policies", options->policies,
                      "JSON object with the policies, if the case has none");
  explain->add_option("--format", options->format, "text for people, json for programs")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  explain->callback([options, exit_code] { *exit_code = Explain(*options); });
}

}  // namespace simulator
