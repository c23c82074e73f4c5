// Known ways from a few granted actions to more than was granted.
#pragma once

#include <string_view>
#include <vector>

namespace simulator {

struct EscalationPath {
  std::string_view name;  // `write oneself a policy`
  // All of them are needed.
  std::vector<std::string_view> actions;
  // Harmless on oneself alone, `user/${aws:username}`.
  bool needs_others = false;
};

const std::vector<EscalationPath>& EscalationPaths();

}  // namespace simulator
