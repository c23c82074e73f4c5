// The linter: what is wrong with a policy, or looks as if it didn't mean what it says.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/lint/grammar.h"
#include "simulator/lint/rule.h"

namespace simulator {

struct LintOptions {
  std::optional<policy_engine::PolicyType> type;  // nullopt: guessed, see grammar.h
  std::set<std::string, std::less<>> disabled;    // ids of rules
  // Accounts that are no third parties to trust policies. Empty: every other one may be.
  std::vector<std::string> own_accounts;
};

struct LintFinding {
  const LintRule* rule = nullptr;
  std::string message;
  policy_engine::Span span;
  // Of the text; `end` is the place after the last character.
  policy_engine::LineColumn begin;
  policy_engine::LineColumn end;
};

struct LintResult {
  policy_engine::PolicyType type = policy_engine::PolicyType::kManaged;
  // In the order of the text. A document whose shape can't be read has findings of the grammar
  // only.
  std::vector<LintFinding> findings;
};

LintResult LintPolicy(std::string_view text, const LintOptions& options);

}  // namespace simulator
