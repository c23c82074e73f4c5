// Files of a data directory.
#pragma once

#include <string>

#include "mockaws/storage/storage.h"

namespace mockaws {

// `text: No such file or directory`, from errno.
Error SystemError(const std::string& text);

// Makes the directory, mode 0700, if it isn't there.
Result<void> EnsureDirectory(const std::string& path);

// Makes what was created, renamed or removed in the directory last.
Result<void> SyncDirectory(const std::string& path);

// The 32 bytes of the key file at `path`; made from OpenSSL's generator on first use, mode 0600.
// Errors: others than its owner may read it; it is no key file.
Result<std::string> LoadOrMakeKeyFile(const std::string& path);

// A lock that one process at a time holds; the system lets go of it when the process ends, however
// it ends.
class FileLock {
 public:
  FileLock() = default;
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // Error: another process holds it; names the process.
  Result<void> Take(const std::string& path);

 private:
  int descriptor_ = -1;
};

}  // namespace mockaws
