#include "policy_engine/pattern/regex.h"

#include <re2/re2.h>

#include <array>
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

// Whether `expression` is one class of characters, repeated: `[...]+` or `[...]*`.
bool IsRepeatedClass(std::string_view expression) {
  if (expression.size() < 4 || expression.front() != '[') return false;
  if (!expression.ends_with("]+") && !expression.ends_with("]*")) return false;
  for (size_t i = 1; i + 2 < expression.size(); ++i) {
    if (expression[i] == '\\') {
      ++i;
    } else if (expression[i] == ']' || expression[i] == '[') {
      return false;
    }
  }
  return true;
}

bool FullMatch(std::string_view text, const re2::RE2& compiled) {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), compiled);
}

}  // namespace

struct Regex::State {
  std::string pattern;
  std::once_flag once;
  std::unique_ptr<re2::RE2> compiled;
  bool refuse_double_hyphen = false;
  // Most patterns are one repeated class: of these, which ASCII characters it has. Others leave
  // `is_class` false.
  bool is_class = false;
  bool takes_empty = false;
  std::array<bool, 128> takes{};

  void Compile();
  void ReadClass(std::string_view expression);
};

void Regex::State::Compile() {
  const Translated translated = Translate(pattern);
  refuse_double_hyphen = translated.refuse_double_hyphen;
  compiled = std::make_unique<re2::RE2>(translated.expression, Options());
  CHECK(compiled->ok(), "a pattern of our own doesn't compile");
  if (IsRepeatedClass(translated.expression)) ReadClass(translated.expression);
}

// RE2 itself is asked character by character: nothing here reads classes.
void Regex::State::ReadClass(std::string_view expression) {
  is_class = true;
  takes_empty = expression.back() == '*';
  for (size_t i = 0; i < takes.size(); ++i) {
    const char c = static_cast<char>(i);
    takes[i] = FullMatch(std::string_view(&c, 1), *compiled);
  }
}

Regex::Regex(std::string_view pattern) : state_(std::make_unique<State>()) {
  state_->pattern = pattern;
}

Regex::~Regex() = default;

bool Regex::Matches(std::string_view text) const {
  std::call_once(state_->once, [this] { state_->Compile(); });
  if (state_->is_class) {
    if (text.empty()) return state_->takes_empty;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= state_->takes.size()) return FullMatch(text, *state_->compiled);
      if (!state_->takes[byte]) return false;
    }
    return true;
  }
  if (state_->refuse_double_hyphen && text.find("--") != std::string_view::npos) return false;
  return FullMatch(text, *state_->compiled);
}

Result<void> Regex::Check(std::string_view pattern) {
  const re2::RE2 compiled(Translate(pattern).expression, Options());
  if (compiled.ok()) return {};
  return Error{"the regular expression `" + std::string(pattern) +
               "` is invalid: " + compiled.error()};
}

}  // namespace policy_engine
