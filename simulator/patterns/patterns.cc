#include "simulator/patterns/patterns.h"

#include <algorithm>

namespace simulator {
namespace {

constexpr std::string_view kSchemaMark = "@SCHEMA@";

}  // namespace

const Pattern* FindPattern(std::string_view name) {
  const auto& patterns = Patterns();
  const auto found = std::find_if(patterns.begin(), patterns.end(),
                                  [&](const Pattern& pattern) { return pattern.name == name; });
  return found == patterns.end() ? nullptr : &*found;
}

std::string PatternTitle(const Pattern& pattern) {
  constexpr std::string_view kName = "\nname: ";
  const size_t begin = pattern.text.find(kName);
  if (begin == std::string_view::npos) return "";
  const std::string_view rest = pattern.text.substr(begin + kName.size());
  return std::string(rest.substr(0, rest.find('\n')));
}

std::string PatternFile(const Pattern& pattern, std::string_view schema) {
  std::string text(pattern.text);
  const size_t mark = text.find(kSchemaMark);
  if (mark != std::string::npos) text.replace(mark, kSchemaMark.size(), schema);
  return text;
}

}  // namespace simulator
