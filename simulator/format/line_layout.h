// LineLayout: the new indentation of each line of a YAML file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace simulator {

// Lines of `text`, without their ends and trailing blanks (inside block scalars, whose text counts,
// blanks stay), indented by two spaces a level.
std::vector<std::string> LayOutLines(std::string_view text);

}  // namespace simulator
