// What `--data` and `--key-file` name, opened.
#pragma once

#include <memory>
#include <string>

#include "mockaws/storage/storage.h"

namespace mockaws {

struct OpenedData {
  std::unique_ptr<Storage> storage;
  // 32 bytes, of the key file.
  std::string master_key;
  // 32 bytes for session tokens, so that they are good after a restart and on other servers.
  std::string session_key;
};

// `data`: a directory, or `postgresql://…`. `key_file`: empty for DIRECTORY/key; a database has no
// place for it, so there it must be given, the same file's bytes for all servers. Errors: as of
// the storages and of LoadOrMakeKeyFile.
Result<OpenedData> OpenData(const std::string& data, const std::string& key_file);

}  // namespace mockaws
