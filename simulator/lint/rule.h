// LintRule: one thing that the linter looks for in a policy, and the table of all of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/policy.h"

namespace simulator {

enum class LintSeverity : uint8_t { kSuggestion, kWarning, kError };

// `suggestion`, `warning`, `error`.
std::string_view LintSeverityName(LintSeverity severity);

// What is judged. The document has passed the grammar, at least as AWS reads stored documents.
struct LintSubject {
  std::string_view text;
  const policy_engine::PolicyDocument& document;
  policy_engine::PolicyType type;
  // Accounts that aren't third parties. Empty: unknown.
  const std::vector<std::string>& own_accounts;
};

struct LintNote {
  policy_engine::Span span;
  std::string message;  // what is wrong here, and how to mend it
};

class LintNotes {
 public:
  void Add(policy_engine::Span span, std::string message) {
    notes_.push_back({span, std::move(message)});
  }
  std::vector<LintNote> Take() { return std::move(notes_); }

 private:
  std::vector<LintNote> notes_;
};

struct LintRule {
  std::string_view id;     // also the name of its page, docs/lint/ID.md
  std::string_view group;  // `catalog`, `conditions` …
  LintSeverity severity;
  std::string_view title;
  // nullptr: the grammar, which LintPolicy judges before all others.
  void (*check)(const LintSubject& subject, LintNotes* notes);
};

// The rules that compare everything with everything leave larger documents alone. The largest that
// AWS takes have some twenty thousand characters.
inline constexpr size_t kJudgedBytesMax = 128u << 10;

// By group, then as they are best read.
const std::vector<LintRule>& LintRules();
// nullptr if there is none.
const LintRule* FindLintRule(std::string_view id);
// The rule's page, Markdown.
std::string_view LintPage(const LintRule& rule);

}  // namespace simulator
