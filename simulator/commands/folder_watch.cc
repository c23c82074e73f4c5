#include "simulator/commands/folder_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace simulator {
namespace {

namespace fs = std::filesystem;

// Editors write in several steps: a change counts once so long has been quiet.
constexpr int kQuietMillis = 100;
constexpr uint32_t kChanges = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE;

std::string FolderOf(const std::string& path) {
  const size_t wild = path.find_first_of("*?[");
  std::error_code code;
  if (wild == std::string::npos && fs::is_directory(path, code)) return path;
  const fs::path parent = fs::path(path.substr(0, wild)).parent_path();
  return parent.empty() ? "." : parent.string();
}

// Takes what there is to read. False if there was nothing within the time (-1: wait for ever).
bool TakeEvents(int descriptor, int millis) {
  pollfd waiting{descriptor, POLLIN, 0};
  if (poll(&waiting, 1, millis) <= 0) return false;
  std::array<char, 4096> events{};
  return read(descriptor, events.data(), events.size()) > 0;
}

}  // namespace

FolderWatch::FolderWatch(const std::vector<std::string>& paths)
    : descriptor_(inotify_init1(IN_CLOEXEC)) {
  for (const std::string& path : paths) folders_.push_back(FolderOf(path));
  AddFolders();
}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) close(descriptor_);
}

void FolderWatch::AddFolders() {
  for (const std::string& folder : folders_) {
    inotify_add_watch(descriptor_, folder.c_str(), kChanges);
    std::error_code code;
    for (auto entry = fs::recursive_directory_iterator(folder, code);
         !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
      if (entry->is_directory()) {
        inotify_add_watch(descriptor_, entry->path().c_str(), kChanges);
      }
    }
  }
}

bool FolderWatch::WaitForChange() {
  if (!TakeEvents(descriptor_, -1)) return false;
  while (TakeEvents(descriptor_, kQuietMillis)) {
  }
  AddFolders();  // those that are new
  return true;
}

}  // namespace simulator
