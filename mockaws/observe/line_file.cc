#include "mockaws/observe/line_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace mockaws {

policy_engine::Result<std::unique_ptr<LineFile>> LineFile::Open(const std::string& path) {
  if (path == "-") return std::unique_ptr<LineFile>(new LineFile(STDOUT_FILENO, false));
  const int descriptor =
      open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return policy_engine::Error{"cannot write to " + path + ": " + std::strerror(errno)};
  }
  return std::unique_ptr<LineFile>(new LineFile(descriptor, true));
}

LineFile::~LineFile() {
  if (owned_) close(descriptor_);
}

void LineFile::Append(std::string_view line) {
  const std::lock_guard lock(mutex_);
  buffer_.clear();
  if (torn_) buffer_ += '\n';
  buffer_.append(line);
  buffer_ += '\n';
  size_t written = 0;
  while (written < buffer_.size()) {
    const ssize_t count = write(descriptor_, buffer_.data() + written, buffer_.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    written += static_cast<size_t>(count);
  }
  if (written < buffer_.size()) ++lost_;
  if (written > 0) torn_ = written < buffer_.size();
}

uint64_t LineFile::lost() const {
  const std::lock_guard lock(mutex_);
  return lost_;
}

}  // namespace mockaws
