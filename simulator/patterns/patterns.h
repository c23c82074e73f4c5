// Patterns: commented scenarios to start from, for `iamsim new`. They lie in files/, and are part
// of the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace simulator {

struct Pattern {
  std::string_view name;  // confused-deputy
  std::string_view text;
};

// By name. Defined in a file that CMake makes of files/.
const std::vector<Pattern>& Patterns();

// nullptr if there is none.
const Pattern* FindPattern(std::string_view name);

// The scenario's name: what the pattern is about.
std::string PatternTitle(const Pattern& pattern);

// The file to begin with; `schema` is where editors find the format's schema.
std::string PatternFile(const Pattern& pattern, std::string_view schema);

}  // namespace simulator
