// Grammar: whether a policy document is one that AWS would take, with the place of each fault.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/policy.h"

namespace simulator {

struct GrammarFault {
  policy_engine::LineColumn position;
  policy_engine::Span span;
  std::string message;
  // The sentence with which AWS refuses the document for this fault; the first is what it prints.
  std::string aws_message;
};

struct GrammarResult {
  policy_engine::PolicyType type = policy_engine::PolicyType::kManaged;
  std::vector<GrammarFault> faults;  // empty: AWS takes it
};

// What the document is, by its shape: a statement with Principal but no Resource makes a trust
// policy, one with Principal and Resource a resource-based one, all else (text that is no JSON too)
// identity-based.
policy_engine::PolicyType GuessPolicyType(std::string_view text);

// Checks `text` as AWS does when it is saved. `type` nullopt: guessed.
GrammarResult CheckGrammar(std::string_view text, std::optional<policy_engine::PolicyType> type);

// `identity`, `trust`, `resource`, `boundary`, `session`, `scp`, `rcp`, `vpce`.
const std::vector<std::string>& PolicyTypeWords();
std::optional<policy_engine::PolicyType> PolicyTypeOfWord(std::string_view word);

}  // namespace simulator
