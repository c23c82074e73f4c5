#include "simulator/runner/find_scenarios.h"

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

}  // namespace

Result<std::vector<std::string>> FindScenarios(const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return Error{path + ": no such file or directory"};
    std::vector<std::string> files = {path};
    if (fs::is_directory(status)) {
      ASSIGN_OR_RETURN(files, FilesBelow(path));
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
