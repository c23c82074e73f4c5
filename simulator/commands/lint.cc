// iamsim lint FILE...: are these documents policies that AWS would take, and do they mean what they
// seem to say?

#include <CLI/CLI.hpp>
#include <filesystem>

#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"
#include "simulator/lint/linted_file.h"
#include "simulator/runner/find_scenarios.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

constexpr size_t kDocumentBytesMax = 4u << 20;

struct LintArguments {
  std::vector<std::string> files;
  std::string type;
  std::string format = "text";
  std::string fail_on = "warning";
  std::vector<std::string> disable;
  std::vector<std::string> accounts;
  bool list_rules = false;
  std::string explain;
};

// nullptr, after saying so, if there is none.
const LintRule* KnownRule(const std::string& id) {
  const LintRule* rule = FindLintRule(id);
  if (rule != nullptr) return rule;
  std::vector<std::string> ids;
  for (const LintRule& known : LintRules()) ids.emplace_back(known.id);
  PrintError("there is no rule \"" + id + "\"" + DidYouMean(id, ids) +
             "; `iamsim lint --rules` lists them");
  return nullptr;
}

int ListRules() {
  size_t width = 0;
  for (const LintRule& rule : LintRules()) width = std::max(width, rule.id.size());
  std::string text;
  for (const LintRule& rule : LintRules()) {
    const std::string severity(LintSeverityName(rule.severity));
    text += std::string(rule.id) + std::string(width + 2 - rule.id.size(), ' ') + severity +
            std::string(12 - severity.size(), ' ') + std::string(rule.title) + "\n";
  }
  Print(text);
  return 0;
}

int Explain(const std::string& id) {
  const LintRule* rule = KnownRule(id);
  if (rule == nullptr) return 2;
  Print(LintPage(*rule));
  return 0;
}

bool Fails(const std::vector<LintedFile>& files, const std::string& fail_on) {
  for (const LintSeverity least :
       {LintSeverity::kSuggestion, LintSeverity::kWarning, LintSeverity::kError}) {
    if (fail_on == LintSeverityName(least)) return CountFindings(files, least) != 0;
  }
  return false;
}

// The files, and in place of directories the scenarios in them.
bool ListFiles(const std::vector<std::string>& given, std::vector<std::string>* files) {
  bool found = true;
  for (const std::string& path : given) {
    std::error_code error;
    if (path == "-" || !std::filesystem::is_directory(path, error)) {
      files->push_back(path);
      continue;
    }
    const auto scenarios = FindScenarios({path});
    if (scenarios.ok()) {
      files->insert(files->end(), scenarios->begin(), scenarios->end());
    } else {
      PrintError(scenarios.error().message);
      found = false;
    }
  }
  return found;
}

// False, after saying why, if not every file could be read; the others are linted.
bool LintAll(const std::vector<std::string>& given, const LintOptions& options,
             std::vector<LintedFile>* linted) {
  std::vector<std::string> files;
  bool read = ListFiles(given, &files);
  for (const std::string& file : files) {
    const auto text = ReadInput(file, kDocumentBytesMax);
    if (!text.ok()) {
      PrintError(text.error().message);
      read = false;
      continue;
    }
    auto result = LintFile(*text, file, options);
    if (result.ok()) {
      linted->push_back(std::move(result).value());
      continue;
    }
    for (const SourceIssue& issue : result.error()) PrintError(issue.ToString());
    read = false;
  }
  return read;
}

int Lint(const LintArguments& arguments) {
  if (arguments.list_rules) return ListRules();
  if (!arguments.explain.empty()) return Explain(arguments.explain);
  if (arguments.files.empty()) {
    PrintError("no file to lint; name policy, scenario or seed files, or - for standard input");
    return 2;
  }
  LintOptions options;
  options.type = PolicyTypeOfWord(arguments.type);
  options.own_accounts = arguments.accounts;
  for (const std::string& id : arguments.disable) {
    if (KnownRule(id) == nullptr) return 2;
    options.disabled.insert(id);
  }
  std::vector<LintedFile> linted;
  const bool read = LintAll(arguments.files, options, &linted);
  Print(arguments.format == "json"    ? LintJson(linted)
        : arguments.format == "sarif" ? LintSarif(linted)
                                      : LintText(linted));
  if (!read) return 2;
  return Fails(linted, arguments.fail_on) ? 1 : 0;
}

}  // namespace

void AddLintCommand(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<LintArguments>();
  CLI::App* lint = app->add_subcommand("lint", "Find what is wrong or risky in policies");
  lint->add_option("FILE", arguments->files,
                   "Policies (JSON, YAML), scenario or seed files, directories of scenarios; - for "
                   "standard input");
  lint->add_option("--type", arguments->type, "What the documents are; by their shape if not given")
      ->check(CLI::IsMember(PolicyTypeWords()));
  lint->add_option("--format", arguments->format, "How the findings are written")
      ->check(CLI::IsMember({"text", "json", "sarif"}))
      ->capture_default_str();
  lint->add_option("--fail-on", arguments->fail_on, "The least severity that makes the exit code 1")
      ->check(CLI::IsMember({"error", "warning", "suggestion", "never"}))
      ->capture_default_str();
  lint->add_option("--disable", arguments->disable, "A rule to leave out; may be repeated")
      ->allow_extra_args(false);
  lint->add_option("--account", arguments->accounts,
                   "Id of an account of one's own, no third party; may be repeated")
      ->allow_extra_args(false);
  lint->add_flag("--rules", arguments->list_rules, "List the rules and end");
  lint->add_option("--explain", arguments->explain, "Print the page of a rule and end");
  lint->callback([arguments, exit_code] { *exit_code = Lint(*arguments); });
}

}  // namespace simulator
