#include "tests/oracle/variables.h"

namespace oracle {
namespace {

struct Variable {
  std::string key;
  std::optional<std::string> default_value;
  size_t end = 0;  // just after the closing brace
};

// Reads the variable whose `${` stands at `start`; nothing if what follows is none.
std::optional<Variable> ReadVariable(std::string_view text, size_t start) {
  Variable variable;
  size_t at = start + 2;
  while (at < text.size() && text[at] != '}' && text[at] != ',') variable.key += text[at++];
  if (at == text.size() || variable.key.empty()) return std::nullopt;
  if (text[at] == ',') {
    ++at;
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == text.size() || text[at] != '\'') return std::nullopt;
    const size_t close = text.find('\'', at + 1);
    if (close == std::string_view::npos) return std::nullopt;
    variable.default_value = std::string(text.substr(at + 1, close - at - 1));
    at = close + 1;
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == text.size() || text[at] != '}') return std::nullopt;
  }
  variable.end = at + 1;
  return variable;
}

std::optional<std::string> ValueOf(const Variable& variable, const Context& context) {
  if (variable.key == "*" || variable.key == "?" || variable.key == "$") return variable.key;
  if (IsListByType(variable.key)) return std::nullopt;
  const auto present = context.Find(variable.key);
  if (!present) return variable.default_value;
  if (present->is_list || present->values.size() != 1) return std::nullopt;
  return present->values[0];
}

void Append(const Pattern& part, Pattern& whole) {
  whole.insert(whole.end(), part.begin(), part.end());
}

}  // namespace

std::optional<Pattern> Fill(std::string_view text, const Context& context, bool variables,
                            bool wildcards) {
  Pattern filled;
  size_t at = 0;
  while (at < text.size()) {
    const size_t start = variables ? text.find("${", at) : std::string_view::npos;
    Append(ToPattern(ToUtf16(text.substr(at, start - at)), wildcards), filled);
    if (start == std::string_view::npos) break;
    const auto variable = ReadVariable(text, start);
    if (!variable) {
      Append(ToPattern(u"${", false), filled);
      at = start + 2;
      continue;
    }
    const auto value = ValueOf(*variable, context);
    if (!value) return std::nullopt;
    Append(ToPattern(ToUtf16(*value), false), filled);
    at = variable->end;
  }
  return filled;
}

}  // namespace oracle
