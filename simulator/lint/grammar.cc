#include "simulator/lint/grammar.h"

#include <iterator>

#include "mockaws/catalog/service_authorization.h"

namespace simulator {
namespace {

using policy_engine::Json;
using policy_engine::PolicyType;

constexpr struct {
  const char* word;
  PolicyType type;
} kTypes[] = {
    {"identity", PolicyType::kManaged},    {"trust", PolicyType::kTrust},
    {"resource", PolicyType::kResource},   {"boundary", PolicyType::kBoundary},
    {"session", PolicyType::kSession},     {"scp", PolicyType::kServiceControl},
    {"rcp", PolicyType::kResourceControl}, {"vpce", PolicyType::kVpcEndpoint},
};

PolicyType TypeOfStatement(const Json& statement) {
  if (statement.Find("Principal") == nullptr && statement.Find("NotPrincipal") == nullptr) {
    return PolicyType::kManaged;
  }
  const bool resource =
      statement.Find("Resource") != nullptr || statement.Find("NotResource") != nullptr;
  return resource ? PolicyType::kResource : PolicyType::kTrust;
}

}  // namespace

PolicyType GuessPolicyType(std::string_view text) {
  const auto document = policy_engine::ParseJson(text, {.refuse_duplicate_keys = false});
  const Json* statement = document.ok() ? document->Find("Statement") : nullptr;
  if (statement == nullptr) return PolicyType::kManaged;
  if (!statement->is_array()) return TypeOfStatement(*statement);
  for (const Json& item : statement->items()) {
    const PolicyType type = TypeOfStatement(item);
    if (type != PolicyType::kManaged) return type;
  }
  return PolicyType::kManaged;
}

GrammarResult CheckGrammar(std::string_view text, std::optional<PolicyType> type) {
  GrammarResult result;
  result.type = type ? *type : GuessPolicyType(text);
  policy_engine::ParseOptions options;
  // STS takes literals that IAM refuses.
  options.strictness = result.type == PolicyType::kSession ? policy_engine::Strictness::kSession
                                                           : policy_engine::Strictness::kStored;
  options.is_known_vendor = [](std::string_view prefix) {
    return mockaws::FindService(prefix).has_value();
  };
  const auto parsed = policy_engine::ParsePolicy(text, result.type, options);
  if (parsed.ok()) return result;
  for (const policy_engine::PolicyIssue& issue : parsed.error().issues) {
    result.faults.push_back({issue.position, issue.span, issue.message, issue.aws_message});
  }
  return result;
}

const std::vector<std::string>& PolicyTypeWords() {
  static const auto& words = *[] {
    auto* list = new std::vector<std::string>();
    for (const auto& row : kTypes) list->emplace_back(row.word);
    return list;
  }();
  return words;
}

std::optional<PolicyType> PolicyTypeOfWord(std::string_view word) {
  for (const auto& row : kTypes) {
    if (word == row.word) return row.type;
  }
  return std::nullopt;
}

}  // namespace simulator
