#include "simulator/commands/input.h"

#include <cerrno>
#include <cstring>

namespace simulator {

using policy_engine::Error;
using policy_engine::Result;

Result<InputFile> OpenInput(const std::string& path) {
  if (path == "-") return InputFile(stdin);
  InputFile file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return Error{path + ": cannot be read: " + std::strerror(errno)};
  return file;
}

Result<std::string> ReadInput(const std::string& path, size_t bytes_max) {
  ASSIGN_OR_RETURN(const InputFile file, OpenInput(path));
  std::string text;
  char buffer[64 * 1024];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) {
    text.append(buffer, got);
    if (text.size() > bytes_max) {
      return Error{path + ": is larger than " + std::to_string(bytes_max) + " bytes"};
    }
  }
  if (std::ferror(file.get()) != 0) {
    return Error{path + ": cannot be read: " + std::strerror(errno)};
  }
  return text;
}

}  // namespace simulator
