// Waits until a file changes.
#pragma once

#include <string>
#include <vector>

namespace simulator {

// Files below the folders of `paths` (patterns: the part before the first wildcard). Scenarios are
// read anew on each run, so that is all there is to reload. Linux's inotify tells of changes.
class FolderWatch {
 public:
  explicit FolderWatch(const std::vector<std::string>& paths);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  // Returns once something has changed since it was last called, and nothing more is changing.
  // False if changes can't be watched.
  bool WaitForChange();

 private:
  void AddFolders();

  std::vector<std::string> folders_;
  int descriptor_;
};

}  // namespace simulator
