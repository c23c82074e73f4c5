// Regex: full-string matching by regular expressions of AWS's API models; with pattern_set.cc the
// one wrapper around RE2 (linear time, whatever the input).
//
//   const Regex names("[\\w+=,.@-]+");
//   if (!names.Matches(user_name)) …
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "policy_engine/result.h"

namespace policy_engine {

// A pattern, compiled when it is first used. The dialect is the models' (Java's): \uXXXX stands for
// a code point, \w and \d for ASCII letters and digits, ^ and $ are allowed and without effect. Of
// lookaheads only -(?!-) is known, a hyphen that no second one follows. Thread-safe.
class Regex {
 public:
  explicit Regex(std::string_view pattern);
  ~Regex();
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  // Whether the whole of `text`, UTF-8, matches. CHECKs that the pattern compiles: for patterns of
  // our own tables; ask Check first for any other.
  bool Matches(std::string_view text) const;

  // Whether `pattern` compiles; the error says what is wrong with it.
  static Result<void> Check(std::string_view pattern);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace policy_engine
