// Source: where in which file something was written, for messages; and the messages themselves.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/result.h"

namespace simulator {

// A place in a file. Line and column count from 1; line 0: the file as a whole.
struct SourcePlace {
  std::shared_ptr<const std::string> file;  // as the user named it; nullptr: made by iamsim itself
  uint32_t line = 0;
  uint32_t column = 0;

  // `dir/file.yaml:12:5`.
  std::string ToString() const;
};

// What is wrong with an input file: one sentence each, in the order of the file.
struct SourceIssue {
  SourcePlace place;
  std::string message;

  // `dir/file.yaml:12:5: message`.
  std::string ToString() const;
};

// Never empty as an error.
using SourceIssues = std::vector<SourceIssue>;

template <typename T>
using SourceResult = policy_engine::Result<T, SourceIssues>;

// The whole file's bytes, at most `bytes_max`. Errors give the reason, not
// the file.
policy_engine::Result<std::string> ReadFile(const std::string& path, size_t bytes_max);

// The offset of the first byte that is no part of well-formed UTF-8, if there is one.
std::optional<size_t> FindInvalidUtf8(std::string_view text);

}  // namespace simulator
