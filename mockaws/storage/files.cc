#include "mockaws/storage/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/random.h"

namespace mockaws {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr mode_t kOthers = 077;

// Closes on leaving the scope.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int value() const { return value_; }
  bool ok() const { return value_ >= 0; }

 private:
  const int value_;
};

std::string ParentOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Up to `bytes_max` bytes from the start.
Result<std::string> ReadAll(int descriptor, const std::string& path, size_t bytes_max) {
  std::string text(bytes_max, '\0');
  const ssize_t count = pread(descriptor, text.data(), text.size(), 0);
  if (count < 0) return SystemError("cannot read " + path);
  text.resize(static_cast<size_t>(count));
  return text;
}

Result<void> WriteAll(int descriptor, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(descriptor, text.data(), text.size());
    if (count < 0) return SystemError("cannot write " + path);
    text.remove_prefix(static_cast<size_t>(count));
  }
  return {};
}

// Complete or not there at all: written beside, then linked to its name, which fails if it is
// taken.
Result<std::string> MakeKeyFile(const std::string& path) {
  const std::string key = RandomBytes(kKeyBytes);
  const std::string fresh = path + ".new." + std::to_string(getpid());
  {
    const Descriptor file(open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.ok()) return SystemError("cannot make the key file " + fresh);
    RETURN_IF_ERROR(WriteAll(file.value(), fresh, HexEncode(key) + "\n"));
    if (fsync(file.value()) != 0) return SystemError("cannot write " + fresh);
  }
  const bool linked = link(fresh.c_str(), path.c_str()) == 0;
  const int link_errno = errno;
  unlink(fresh.c_str());
  if (!linked && link_errno == EEXIST) return LoadOrMakeKeyFile(path);
  errno = link_errno;
  if (!linked) return SystemError("cannot make the key file " + path);
  RETURN_IF_ERROR(SyncDirectory(ParentOf(path)));
  return key;
}

}  // namespace

Error SystemError(const std::string& text) {
  return Error{text + ": " + std::strerror(errno)};  // NOLINT(concurrency-mt-unsafe)
}

Result<void> EnsureDirectory(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) == 0) {
    if (S_ISDIR(found.st_mode)) return {};
    return Error{path + " is no directory; --data takes a directory or postgresql://…"};
  }
  if (mkdir(path.c_str(), 0700) != 0) return SystemError("cannot make the directory " + path);
  return SyncDirectory(ParentOf(path));
}

Result<void> SyncDirectory(const std::string& path) {
  const Descriptor directory(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.ok() || fsync(directory.value()) != 0) {
    return SystemError("cannot write the directory " + path);
  }
  return {};
}

Result<std::string> LoadOrMakeKeyFile(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok() && errno == ENOENT) return MakeKeyFile(path);
  if (!file.ok()) return SystemError("cannot read the key file " + path);
  struct stat found {};
  if (fstat(file.value(), &found) != 0) return SystemError("cannot read the key file " + path);
  if ((found.st_mode & kOthers) != 0) {
    return Error{"the key file " + path + " can be read by others than its owner; run `chmod 600 " +
                 path + "`"};
  }
  ASSIGN_OR_RETURN(std::string text, ReadAll(file.value(), path, 4 * kKeyBytes));
  if (!text.empty() && text.back() == '\n') text.pop_back();
  std::optional<std::string> key = HexDecode(text);
  if (!key || key->size() != kKeyBytes) {
    return Error{path + " is no key file of iamsim: 64 hex digits belong there"};
  }
  return *std::move(key);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<void> FileLock::Take(const std::string& path) {
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) return SystemError("cannot write " + path);
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return SystemError("cannot lock " + path);
    std::string holder = ReadAll(descriptor_, path, 32).ok() ? *ReadAll(descriptor_, path, 32) : "";
    return Error{"another iamsim server" + (holder.empty() ? "" : " (process " + holder + ")") +
                 " uses " + ParentOf(path) + "; stop it or take another directory"};
  }
  if (ftruncate(descriptor_, 0) != 0) return SystemError("cannot write " + path);
  return WriteAll(descriptor_, path, std::to_string(getpid()));
}

}  // namespace mockaws
