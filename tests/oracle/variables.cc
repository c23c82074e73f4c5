#include "tests/oracle/variables.h"

namespace oracle {
namespace {

std::string Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

// Where the brace stands that closes the variable whose text begins at `begin`: outside quotes, or
// if they don't pair, anywhere.
size_t ClosingBrace(std::string_view text, size_t begin) {
  bool quoted = false;
  for (size_t at = begin; at < text.size(); ++at) {
    if (text[at] == '\'') quoted = !quoted;
    if (text[at] == '}' && !quoted) return at;
  }
  return text.find('}', begin);
}

// The value of what stands between the braces. Nothing for an absent key without default, for a
// list, and for what is no variable's text.
std::optional<std::string> ValueOf(const std::string& inside, const Context& context) {
  if (inside == "*" || inside == "?" || inside == "$") return inside;
  const size_t comma = inside.find(',');
  const std::string key = Trimmed(inside.substr(0, comma));
  if (key.empty() || IsListByType(key)) return std::nullopt;
  std::optional<std::string> fallback;
  if (comma != std::string::npos) {
    const std::string quoted = Trimmed(inside.substr(comma + 1));
    if (quoted.size() < 2 || quoted.front() != '\'' || quoted.back() != '\'') return std::nullopt;
    fallback = quoted.substr(1, quoted.size() - 2);
  }
  const auto present = context.Find(key);
  if (!present) return fallback;
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
    const size_t close = ClosingBrace(text, start + 2);
    if (close == std::string_view::npos) {
      Append(ToPattern(ToUtf16(text.substr(start)), wildcards), filled);
      break;
    }
    const auto value = ValueOf(std::string(text.substr(start + 2, close - start - 2)), context);
    if (!value) return std::nullopt;
    Append(ToPattern(ToUtf16(*value), false), filled);
    at = close + 1;
  }
  return filled;
}

}  // namespace oracle
