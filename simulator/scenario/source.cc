#include "simulator/scenario/source.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace simulator {
namespace {

using policy_engine::Error;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::string SourcePlace::ToString() const {
  const std::string name = file == nullptr ? "(generated)" : *file;
  if (line == 0) return name;
  return name + ":" + std::to_string(line) + ":" + std::to_string(column);
}

std::string SourceIssue::ToString() const { return place.ToString() + ": " + message; }

policy_engine::Result<std::string> ReadFile(const std::string& path, size_t bytes_max) {
  struct stat status;
  if (stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return Error{"is a directory, not a file"};
  }
  std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return Error{std::string("cannot be read: ") + std::strerror(errno)};
  std::string text;
  char buffer[64 * 1024];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) {
    text.append(buffer, got);
    if (text.size() > bytes_max) {
      return Error{"is larger than " + std::to_string(bytes_max) + " bytes"};
    }
  }
  if (std::ferror(file.get())) return Error{std::string("cannot be read: ") + std::strerror(errno)};
  return text;
}

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  size_t i = 0;
  while (i < text.size()) {
    const unsigned char lead = byte(i);
    size_t length = 1;
    if (lead >= 0x80) {
      if (lead < 0xC2 || lead > 0xF4) return i;
      length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    if (text.size() - i < length) return i;
    for (size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return i;
    }
    // Overlong forms, surrogates, and what lies above U+10FFFF.
    const unsigned char second = length > 1 ? byte(i + 1) : 0;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
      return i;
    }
    i += length;
  }
  return std::nullopt;
}

}  // namespace simulator
