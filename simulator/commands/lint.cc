// iamsim lint FILE...: are these documents policies that AWS would take?

#include <CLI/CLI.hpp>

#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"
#include "simulator/lint/grammar.h"

namespace simulator {
namespace {

constexpr size_t kDocumentBytesMax = 1u << 20;

struct LintOptions {
  std::vector<std::string> files;
  std::string type;
};

// `file:line:column: message (AWS: MalformedPolicyDocument: sentence)`.
std::string FaultText(const std::string& file, const GrammarFault& fault) {
  std::string text = file + ":" + std::to_string(fault.position.line) + ":" +
                     std::to_string(fault.position.column) + ": " + fault.message;
  if (!fault.aws_message.empty()) {
    text += " (AWS: MalformedPolicyDocument: " + fault.aws_message + ")";
  }
  return text + "\n";
}

int Lint(const LintOptions& options) {
  size_t faults = 0;
  bool unread = false;
  for (const std::string& file : options.files) {
    const auto text = ReadInput(file, kDocumentBytesMax);
    if (!text.ok()) {
      PrintError(text.error().message);
      unread = true;
      continue;
    }
    const GrammarResult result = CheckGrammar(*text, PolicyTypeOfWord(options.type));
    for (const GrammarFault& fault : result.faults) Print(FaultText(file, fault));
    faults += result.faults.size();
    if (result.faults.empty()) {
      Print(file + ": ok (" + std::string(policy_engine::PolicyTypeName(result.type)) + ")\n");
    }
  }
  if (unread) return 2;
  return faults == 0 ? 0 : 1;
}

}  // namespace

void AddLintCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<LintOptions>();
  CLI::App* lint = app->add_subcommand("lint", "Check the grammar of policy documents");
  lint->add_option("FILE", options->files, "JSON policy documents; - for standard input")
      ->required();
  lint->add_option("--type", options->type, "What the documents are; by their shape if not given")
      ->check(CLI::IsMember(PolicyTypeWords()));
  lint->callback([options, exit_code] { *exit_code = Lint(*options); });
}

}  // namespace simulator
