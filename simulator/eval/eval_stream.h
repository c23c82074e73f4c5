// EvalStream: JSON Lines of cases in, JSON Lines of decisions out, in the same order, on all cores.
// policy_engine/cases/eval_case.h describes the lines.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "policy_engine/base/json.h"
#include "policy_engine/result.h"

namespace simulator {

struct EvalCounts {
  uint64_t allowed = 0;
  uint64_t explicit_denies = 0;
  uint64_t implicit_denies = 0;
  uint64_t failed = 0;  // lines that could not be read

  uint64_t total() const { return allowed + explicit_denies + implicit_denies + failed; }
};

struct EvalStreamOptions {
  size_t threads = 0;  // 0: as many as the machine has cores
  size_t line_bytes_max = 16u << 20;
  // Policies for lines that have none of their own; null for none.
  const policy_engine::Json* shared = nullptr;
  // Told now and then, from the calling thread, what is done so far.
  std::function<void(const EvalCounts&)> on_progress;
};

// Fills the buffer with the next bytes of input and returns how many; 0 at the end.
using EvalReader = std::function<size_t(char* buffer, size_t size)>;
// Takes a piece of output, always whole lines; false: stop, nobody reads it any more.
using EvalWriter = std::function<bool(std::string_view piece)>;

// Answers every line that isn't blank with one line; a bad one with an error of its own, and the
// stream goes on. Memory stays bounded, however long the input. Returns when all is written.
EvalCounts EvalStream(const EvalReader& read, const EvalWriter& write,
                      const EvalStreamOptions& options = {});

}  // namespace simulator
