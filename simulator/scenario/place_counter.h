// PlaceCounter: places of a file by their offsets, which come nearly in the text's order.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "policy_engine/base/json.h"
#include "simulator/scenario/source.h"

namespace simulator {

// Counting goes on from the last place. Not thread-safe; `text` must outlive this.
class PlaceCounter {
 public:
  PlaceCounter(std::string_view text, std::shared_ptr<const std::string> file)
      : text_(text), file_(std::move(file)) {}

  SourcePlace At(size_t offset) {
    if (offset < counted_) {
      counted_ = 0;
      line_ = column_ = 1;
    }
    const auto step = policy_engine::LineColumnAt(text_.substr(counted_), offset - counted_);
    column_ = step.line == 1 ? column_ + step.column - 1 : step.column;
    line_ += step.line - 1;
    counted_ = offset;
    return {file_, line_, column_};
  }

 private:
  const std::string_view text_;
  const std::shared_ptr<const std::string> file_;
  size_t counted_ = 0;
  uint32_t line_ = 1;
  uint32_t column_ = 1;
};

}  // namespace simulator
