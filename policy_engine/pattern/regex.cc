#include "policy_engine/pattern/regex.h"

#include <re2/re2.h>

#include <mutex>

#include "policy_engine/check.h"

namespace policy_engine {
namespace {

// The one lookahead in the models (account aliases): a hyphen that no second one follows. RE2 has
// no lookaheads; the rule is kept apart from the expression.
constexpr std::string_view kHyphenLookahead = "-(?!-)";

struct Translated {
  std::string expression;
  bool refuse_double_hyphen = false;
};

// From the models' dialect to RE2's.
Translated Translate(std::string_view pattern) {
  Translated translated;
  for (size_t i = 0; i < pattern.size();) {
    const std::string_view rest = pattern.substr(i);
    if (rest.starts_with("\\u") && rest.size() >= 6) {
      translated.expression += "\\x{";
      translated.expression += rest.substr(2, 4);
      translated.expression += '}';
      i += 6;
    } else if (rest.starts_with('\\') && rest.size() >= 2) {
      translated.expression += rest.substr(0, 2);
      i += 2;
    } else if (rest.starts_with(kHyphenLookahead)) {
      translated.expression += '-';
      translated.refuse_double_hyphen = true;
      i += kHyphenLookahead.size();
    } else {
      translated.expression += rest.front();
      ++i;
    }
  }
  return translated;
}

re2::RE2::Options Options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  return options;
}

}  // namespace

struct Regex::State {
  std::string pattern;
  std::once_flag once;
  std::unique_ptr<re2::RE2> compiled;
  bool refuse_double_hyphen = false;
};

Regex::Regex(std::string_view pattern) : state_(std::make_unique<State>()) {
  state_->pattern = pattern;
}

Regex::~Regex() = default;

bool Regex::Matches(std::string_view text) const {
  std::call_once(state_->once, [this] {
    const Translated translated = Translate(state_->pattern);
    state_->refuse_double_hyphen = translated.refuse_double_hyphen;
    state_->compiled = std::make_unique<re2::RE2>(translated.expression, Options());
    CHECK(state_->compiled->ok(), "a pattern of our own doesn't compile");
  });
  if (state_->refuse_double_hyphen && text.find("--") != std::string_view::npos) return false;
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *state_->compiled);
}

Result<void> Regex::Check(std::string_view pattern) {
  const re2::RE2 compiled(Translate(pattern).expression, Options());
  if (compiled.ok()) return {};
  return Error{"the regular expression `" + std::string(pattern) +
               "` is invalid: " + compiled.error()};
}

}  // namespace policy_engine
