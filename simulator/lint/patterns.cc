#include "simulator/lint/patterns.h"

#include <algorithm>
#include <vector>

#include "policy_engine/pattern/arn.h"

namespace simulator {
namespace {

enum class Kind : uint8_t { kLiteral, kOne, kRun, kRunWithoutSlash };

struct Token {
  Kind kind = Kind::kLiteral;
  char c = 0;

  bool is_run() const { return kind == Kind::kRun || kind == Kind::kRunWithoutSlash; }
};

enum class Variables : uint8_t { kLiteral, kAnyText };

// Placeholders whose values hold no slash, so that a bucket isn't taken for its objects.
bool ExcludesSlash(std::string_view placeholder) {
  for (const char* name : {"BucketName", "TableName", "Account", "Region", "Partition"}) {
    if (placeholder == name) return true;
  }
  return false;
}

std::vector<Token> Tokens(std::string_view text, Variables variables) {
  std::vector<Token> tokens;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t close = text.substr(i).starts_with("${") ? text.find('}', i) : std::string::npos;
    if (close != std::string::npos) {
      const std::string_view name = text.substr(i + 2, close - i - 2);
      if (name == "*" || name == "?" || name == "$") {
        tokens.push_back({Kind::kLiteral, name[0]});
      } else if (variables == Variables::kAnyText) {
        tokens.push_back({ExcludesSlash(name) ? Kind::kRunWithoutSlash : Kind::kRun});
      } else {
        for (const char c : text.substr(i, close - i + 1)) tokens.push_back({Kind::kLiteral, c});
      }
      i = close;
      continue;
    }
    const char c = text[i];
    tokens.push_back({c == '*' ? Kind::kRun : c == '?' ? Kind::kOne : Kind::kLiteral, c});
  }
  return tokens;
}

// Whether `wide` takes all that the one token of `narrow` stands for.
bool Covers(const Token& wide, const Token& narrow) {
  if (wide.is_run()) return true;
  if (wide.kind == Kind::kOne) return !narrow.is_run();
  return narrow.kind == Kind::kLiteral && narrow.c == wide.c;
}

// Whether a character can be part of both.
bool Meet(const Token& a, const Token& b) {
  const auto refuses = [](const Token& run, const Token& other) {
    return run.kind == Kind::kRunWithoutSlash && other.kind == Kind::kLiteral && other.c == '/';
  };
  if (refuses(a, b) || refuses(b, a)) return false;
  return a.kind != Kind::kLiteral || b.kind != Kind::kLiteral || a.c == b.c;
}

// Rows of a table over both lists, from their ends: `cell(i, j)` tells whether a[i..] and b[j..]
// go together.
template <typename Cell>
bool GoTogether(size_t a_size, size_t b_size, const Cell& cell) {
  std::vector<char> below(b_size + 1);
  std::vector<char> row(b_size + 1);
  for (size_t i = a_size + 1; i-- > 0;) {
    for (size_t j = b_size + 1; j-- > 0;) row[j] = cell(i, j, below, row);
    std::swap(below, row);
  }
  return below[0] != 0;
}

bool TokensMeet(const std::vector<Token>& a, const std::vector<Token>& b) {
  return GoTogether(
      a.size(), b.size(), [&](size_t i, size_t j, const auto& below, const auto& row) {
        if (i == a.size() && j == b.size()) return true;
        if (i < a.size() && a[i].is_run() && below[j] != 0) return true;
        if (j < b.size() && b[j].is_run() && row[j + 1] != 0) return true;
        if (i == a.size() || j == b.size() || !Meet(a[i], b[j])) return false;
        return (a[i].is_run() && row[j + 1] != 0) || (b[j].is_run() && below[j] != 0) ||
               (!a[i].is_run() && !b[j].is_run() && below[j + 1] != 0);
      });
}

}  // namespace

bool PatternCovers(std::string_view wide, std::string_view narrow) {
  // Most pairs differ before the first wildcard, or have none.
  const size_t special = wide.find_first_of("*?$");
  if (special == std::string_view::npos) return wide == narrow;
  if (!narrow.starts_with(wide.substr(0, special)) && narrow.find('$') == narrow.npos) return false;
  const std::vector<Token> a = Tokens(wide, Variables::kLiteral);
  const std::vector<Token> b = Tokens(narrow, Variables::kLiteral);
  return GoTogether(a.size(), b.size(),
                    [&](size_t i, size_t j, const auto& below, const auto& row) {
                      if (i == a.size()) return j == b.size();
                      if (a[i].is_run()) return below[j] != 0 || (j < b.size() && row[j + 1] != 0);
                      return j < b.size() && Covers(a[i], b[j]) && below[j + 1] != 0;
                    });
}

bool PatternsMeet(std::string_view a, std::string_view b) {
  return TokensMeet(Tokens(a, Variables::kAnyText), Tokens(b, Variables::kAnyText));
}

bool PatternMeetsFormat(std::string_view pattern, std::string_view format) {
  // Most fields of ARNs are plain texts, and most resources another service's.
  if (pattern.find_first_of("*?$") == std::string_view::npos &&
      format.find_first_of("*?$") == std::string_view::npos) {
    return pattern == format;
  }
  return PatternsMeet(pattern, format);
}

bool ResourceMeetsFormat(std::string_view resource, std::string_view format) {
  policy_engine::ArnFields of_resource;
  policy_engine::ArnFields of_format;
  if (!policy_engine::SplitArn(resource, &of_resource) ||
      !policy_engine::SplitArn(format, &of_format)) {
    return PatternMeetsFormat(resource, format);
  }
  for (const int field : {2, 0, 1, 3, 4, 5}) {
    if (!PatternMeetsFormat(of_resource.Field(resource, field), of_format.Field(format, field))) {
      return false;
    }
  }
  return true;
}

bool HasWildcard(std::string_view pattern) {
  const std::vector<Token> tokens = Tokens(pattern, Variables::kLiteral);
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const Token& token) { return token.kind != Kind::kLiteral; });
}

bool IsAnything(std::string_view pattern) {
  return !pattern.empty() && pattern.find_first_not_of('*') == std::string_view::npos;
}

}  // namespace simulator
