// iamsim new PATTERN [FILE]: writes a commented scenario to start from.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "simulator/commands/commands.h"
#include "simulator/commands/library.h"
#include "simulator/commands/output.h"
#include "simulator/patterns/patterns.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

struct NewOptions {
  std::string pattern;
  std::string file;
  bool force = false;
};

std::string PatternList() {
  size_t width = 0;
  for (const Pattern& pattern : Patterns()) width = std::max(width, pattern.name.size());
  std::string text;
  for (const Pattern& pattern : Patterns()) {
    text += "  " + std::string(pattern.name) + std::string(width - pattern.name.size() + 2, ' ') +
            PatternTitle(pattern) + "\n";
  }
  return text + "\n`iamsim new PATTERN FILE` writes one; `iamsim run FILE` runs it.\n";
}

// For editors: beside the lessons, wherever they lie.
std::string SchemaPath() {
  const auto library = FindLibrary("");
  if (!library.ok()) return "schema.json";
  std::error_code error;
  return (std::filesystem::absolute(*library, error) / "schema.json").lexically_normal().string();
}

int WriteFile(const NewOptions& options, const std::string& text) {
  std::error_code error;
  if (!options.force && std::filesystem::exists(options.file, error)) {
    PrintError(options.file + " is there already; --force writes over it");
    return 2;
  }
  std::ofstream file(options.file, std::ios::binary | std::ios::trunc);
  file << text;
  file.flush();
  if (!file) {
    PrintError(options.file + ": can't be written");
    return 2;
  }
  return 0;
}

int New(const NewOptions& options) {
  if (options.pattern.empty()) {
    Print(PatternList());
    return 0;
  }
  const Pattern* pattern = FindPattern(options.pattern);
  if (pattern == nullptr) {
    std::vector<std::string> names;
    for (const Pattern& known : Patterns()) names.emplace_back(known.name);
    PrintError("there is no pattern \"" + options.pattern + "\"" +
               DidYouMean(options.pattern, names) + "; `iamsim new` lists them");
    return 2;
  }
  const std::string text = PatternFile(*pattern, SchemaPath());
  if (!options.file.empty()) return WriteFile(options, text);
  return Print(text) ? 0 : 2;
}

}  // namespace

void AddNewCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<NewOptions>();
  CLI::App* new_command =
      app->add_subcommand("new", "List patterns of scenarios, or write one to start from");
  new_command->add_option("PATTERN", options->pattern, "Which pattern");
  new_command->add_option("FILE", options->file, "Where to; standard output if not given");
  new_command->add_flag("--force", options->force, "Write over a file that is there");
  new_command->callback([options, exit_code] { *exit_code = New(*options); });
}

}  // namespace simulator
