// LineFile: a file that lines are appended to.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "policy_engine/result.h"

namespace mockaws {

// Thread-safe. Each line is handed to the system whole, so that it outlives the server however that
// ends.
class LineFile {
 public:
  // Made with mode 0600 if it isn't there; "-" is standard output. The error names the path.
  static policy_engine::Result<std::unique_ptr<LineFile>> Open(const std::string& path);
  ~LineFile();
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;

  // `line` without its end. What can't be written (the disk is full) is counted and given up.
  void Append(std::string_view line);
  uint64_t lost() const;

 private:
  LineFile(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}

  const int descriptor_;
  const bool owned_;
  mutable std::mutex mutex_;
  std::string buffer_;
  bool torn_ = false;  // the last line was written in part
  uint64_t lost_ = 0;
};

}  // namespace mockaws
