// Input of commands: a file, or `-` for standard input.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "policy_engine/result.h"

namespace simulator {

struct CloseInput {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using InputFile = std::unique_ptr<std::FILE, CloseInput>;

policy_engine::Result<InputFile> OpenInput(const std::string& path);

// All of it, at most `bytes_max`.
policy_engine::Result<std::string> ReadInput(const std::string& path, size_t bytes_max);

}  // namespace simulator
