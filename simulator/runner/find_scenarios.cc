#include "simulator/runner/find_scenarios.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>

namespace simulator {
namespace {

namespace fs = std::filesystem;
using policy_engine::Error;
using policy_engine::Result;

bool IsScenarioName(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

// Hidden, or made to be included by others.
bool IsPassedOver(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') || name.starts_with('_');
}

Result<std::vector<std::string>> FilesBelow(const std::string& directory) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator it(directory, error);
  for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
    if (IsPassedOver(it->path())) {
      it.disable_recursion_pending();
    } else if (IsScenarioName(it->path()) && it->is_regular_file(error)) {
      files.push_back(it->path().lexically_normal().string());
    }
  }
  if (error) return Error{directory + ": cannot be read: " + error.message()};
  std::sort(files.begin(), files.end());
  return files;
}

bool IsPattern(std::string_view path) {
  return path.find_first_of("*?[") != std::string_view::npos;
}

// The files and folders that match the rest of a pattern, name by name, below `base`.
void Match(const fs::path& base, fs::path::iterator part, const fs::path::iterator& end,
           std::vector<fs::path>* found) {
  std::error_code error;
  if (part == end) {
    found->push_back(base);
    return;
  }
  const std::string pattern = part->string();
  const fs::path::iterator rest = std::next(part);
  const bool any_folders = pattern == "**";
  if (any_folders) {
    if (rest == end) {  // the folder means all below it
      found->push_back(base.empty() ? "." : base);
      return;
    }
    Match(base, rest, end, found);
  }
  if (!IsPattern(pattern)) {
    if (fs::exists(base / pattern, error)) Match(base / pattern, rest, end, found);
    return;
  }
  fs::directory_iterator it(base.empty() ? "." : base, error);
  for (const fs::directory_iterator last; !error && it != last; it.increment(error)) {
    const fs::path name = it->path().filename();
    if (any_folders) {
      // Links may lead in circles.
      if (it->is_directory(error) && !it->is_symlink(error) && !IsPassedOver(name)) {
        Match(base / name, part, end, found);
      }
    } else if (fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0) {
      Match(base / name, rest, end, found);
    }
  }
}

Result<std::vector<std::string>> FilesMatching(const std::string& pattern) {
  std::vector<fs::path> found;
  const fs::path whole(pattern);
  Match(fs::path(), whole.begin(), whole.end(), &found);
  std::sort(found.begin(), found.end());
  std::vector<std::string> files;
  for (const fs::path& path : found) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      if (IsScenarioName(path) && !IsPassedOver(path)) files.push_back(path.string());
      continue;
    }
    ASSIGN_OR_RETURN(const auto below, FilesBelow(path.string()));
    files.insert(files.end(), below.begin(), below.end());
  }
  if (files.empty()) return Error{pattern + ": no scenario matches this pattern"};
  return files;
}

}  // namespace

Result<std::vector<std::string>> FindScenarios(const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    std::vector<std::string> files = {path};
    if (fs::is_directory(status)) {
      ASSIGN_OR_RETURN(files, FilesBelow(path));
    } else if (!fs::exists(status)) {
      if (!IsPattern(path)) return Error{path + ": no such file or directory"};
      ASSIGN_OR_RETURN(files, FilesMatching(path));
    }
    for (std::string& file : files) {
      if (std::find(found.begin(), found.end(), file) == found.end()) {
        found.push_back(std::move(file));
      }
    }
  }
  return found;
}

}  // namespace simulator
