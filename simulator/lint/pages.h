// The pages of docs/lint, which are part of the program. CMake makes the source.
#pragma once

#include <string_view>
#include <vector>

namespace simulator {

struct LintPageText {
  std::string_view id;
  std::string_view text;
};

const std::vector<LintPageText>& LintPages();

}  // namespace simulator
