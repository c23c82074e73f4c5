// Console: where a lesson is held, a terminal or a script.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace simulator {

class Console {
 public:
  virtual ~Console() = default;
  virtual void Say(std::string_view text) = 0;
  // One line without its newline; nothing at the end of input.
  virtual std::optional<std::string> Ask(std::string_view prompt) = 0;
};

}  // namespace simulator
