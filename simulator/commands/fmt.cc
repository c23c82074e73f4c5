// iamsim fmt PATH...: gives scenario and seed files their one layout.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"
#include "simulator/format/format_yaml.h"

namespace simulator {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFileBytesMax = 4u << 20;

struct FmtOptions {
  std::vector<std::string> paths;
  bool check = false;
};

// Files as they are given; of directories every *.yaml and *.yml below them, those for inclusion
// too.
bool AddFiles(const std::string& path, std::vector<std::string>* files) {
  std::error_code error;
  if (path == "-" || fs::is_regular_file(path, error)) {
    files->push_back(path);
    return true;
  }
  if (!fs::is_directory(path, error)) {
    PrintError(path + ": no such file or directory");
    return false;
  }
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path, error)) {
    const std::string extension = entry.path().extension().string();
    if ((extension == ".yaml" || extension == ".yml") && entry.is_regular_file(error)) {
      found.push_back(entry.path().lexically_normal().string());
    }
  }
  std::sort(found.begin(), found.end());
  files->insert(files->end(), found.begin(), found.end());
  return true;
}

// Whole or not at all: what a full disk cuts short must not be the only copy.
bool Replace(const std::string& file, const std::string& text) {
  const std::string written = file + ".iamsim-fmt";
  std::error_code error;
  {
    std::ofstream out(written, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) {
      fs::remove(written, error);
      return false;
    }
  }
  fs::permissions(written, fs::status(file, error).permissions(), error);
  fs::rename(written, file, error);
  return !error;
}

enum class Outcome { kSame, kDiffers, kFault };

Outcome FormatFile(const std::string& file, bool check) {
  const auto text = ReadInput(file, kFileBytesMax);
  if (!text.ok()) {
    PrintError(text.error().message);
    return Outcome::kFault;
  }
  const auto formatted = FormatYaml(*text, file);
  if (!formatted.ok()) {
    for (const SourceIssue& issue : formatted.error()) PrintRaw(issue.ToString() + "\n");
    return Outcome::kFault;
  }
  const bool same = *formatted == *text;
  if (check) {
    if (!same) Print(file + "\n");
    return same ? Outcome::kSame : Outcome::kDiffers;
  }
  if (file == "-") {
    Print(*formatted);
  } else if (!same && !Replace(file, *formatted)) {
    PrintError(file + ": can't be written");
    return Outcome::kFault;
  }
  return Outcome::kSame;
}

int Fmt(const FmtOptions& options) {
  std::vector<std::string> files;
  for (const std::string& path : options.paths) {
    if (!AddFiles(path, &files)) return 2;
  }
  int exit_code = 0;
  for (const std::string& file : files) {
    const Outcome outcome = FormatFile(file, options.check);
    if (outcome == Outcome::kFault) exit_code = 2;
    if (outcome == Outcome::kDiffers) exit_code = std::max(exit_code, 1);
  }
  return exit_code;
}

}  // namespace

void AddFmtCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<FmtOptions>();
  CLI::App* fmt = app->add_subcommand("fmt", "Give scenario and seed files their one layout");
  fmt->add_option("PATH", options->paths,
                  "Files, or directories with *.yaml files; - from standard input to output")
      ->required();
  fmt->add_flag("--check", options->check,
                "Change nothing; name the files that would change, and fail if there are any");
  fmt->callback([options, exit_code] { *exit_code = Fmt(*options); });
}

}  // namespace simulator
