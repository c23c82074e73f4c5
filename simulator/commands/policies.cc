// iamsim policies: AWS's managed policies, to search and to read.

#include <CLI/CLI.hpp>
#include <algorithm>

#include "mockaws/catalog/managed_policies.h"
#include "policy_engine/base/json.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/output.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

int Search(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += word + " ";
  const auto found = mockaws::SearchManagedPolicies(joined);
  size_t name_width = 0;
  size_t arn_width = 0;
  for (const mockaws::ManagedPolicy& policy : found) {
    name_width = std::max(name_width, policy.name.size());
    arn_width = std::max(arn_width, policy.arn.size());
  }
  std::string text;
  for (const mockaws::ManagedPolicy& policy : found) {
    text += std::string(policy.name) + std::string(name_width - policy.name.size() + 2, ' ') +
            std::string(policy.arn) + std::string(arn_width - policy.arn.size() + 2, ' ') +
            std::string(policy.summary) + "\n";
  }
  Print(text);
  if (!found.empty()) return 0;
  PrintError("no AWS managed policy has these words");
  return 1;
}

int Show(const std::string& name) {
  const auto policy = name.starts_with("arn:") ? mockaws::FindManagedPolicy(name)
                                               : mockaws::FindManagedPolicyByName(name);
  if (!policy) {
    std::vector<std::string> names;
    for (size_t i = 0; i < mockaws::ManagedPolicyCount(); ++i) {
      names.emplace_back(mockaws::ManagedPolicyAt(i).name);
    }
    PrintError("no AWS managed policy \"" + name + "\"" + DidYouMean(name, names));
    return 1;
  }
  const auto document = policy_engine::ParseJson(*mockaws::ManagedPolicyDocument(*policy));
  Print((document.ok() ? document->Dump(2) : *mockaws::ManagedPolicyDocument(*policy)) + "\n");
  return 0;
}

}  // namespace

void AddPoliciesCommand(CLI::App* app, int* exit_code) {
  CLI::App* policies = app->add_subcommand("policies", "Search and show AWS's managed policies");
  policies->require_subcommand(1);
  auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* search =
      policies->add_subcommand("search", "Print name, ARN and summary of those with all words");
  search->add_option("WORD", *words, "Words of the name or summary, in any case")->required();
  search->callback([words, exit_code] { *exit_code = Search(*words); });
  auto name = std::make_shared<std::string>();
  CLI::App* show = policies->add_subcommand("show", "Print a policy's document");
  show->add_option("NAME", *name, "Name in any case, or ARN")->required();
  show->callback([name, exit_code] { *exit_code = Show(*name); });
}

}  // namespace simulator
