#include "simulator/commands/library.h"

#include <filesystem>

namespace simulator {
namespace {

namespace fs = std::filesystem;

// The schema lies in the library only, not in any folder that happens to have its name.
bool IsLibrary(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path / "schema.json", error);
}

}  // namespace

policy_engine::Result<std::string> FindLibrary(const std::string& given) {
  std::error_code error;
  if (!given.empty()) {
    if (fs::is_directory(given, error)) return given;
    return policy_engine::Error{given + ": no such directory"};
  }
  if (IsLibrary("scenarios")) return std::string("scenarios");
  fs::path above = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (; !above.empty(); above = above.parent_path()) {
    for (const char* below : {"share/iamsim/scenarios", "scenarios"}) {
      if (IsLibrary(above / below)) return (above / below).string();
    }
    if (above == above.root_path()) break;
  }
  return policy_engine::Error{
      "the lessons were not found: neither in scenarios/ here nor in share/iamsim/scenarios of "
      "the installation; name their directory with --library"};
}

}  // namespace simulator
