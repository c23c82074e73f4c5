// Progress: one line on a terminal that is written over and taken away again.
#pragma once

#include <string_view>

namespace simulator {

// On standard error, and only if that is a terminal. Thread-compatible.
class Progress {
 public:
  Progress();
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Cut to the terminal's width.
  void Show(std::string_view text);
  void Clear();

 private:
  const bool terminal_;
  bool shown_ = false;
};

}  // namespace simulator
