// Issues found while a document is read, sorted as AWS would meet them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/policy.h"

namespace policy_engine {

// AWS's order of checks; the first stage with an issue gives the message.
enum class CheckStage : uint8_t {
  kSyntax,
  kVersion,
  kLegacyParsing,
  kSidUnique,
  kActionsPresent,
  kResourcesPresent,
  kResourceFormat,
  kActionFormat,
  kPrincipal,
  kTypeRules,
};

// A place in a document: a chain on the stack, turned into a JSON pointer only when needed.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;  // of a member
  size_t index = 0;       // of an item, if name is empty

  std::string ToPointer() const;
};

// AWS's words that several checks share.
inline constexpr std::string_view kSyntaxErrors = "Syntax errors in policy.";
inline constexpr std::string_view kLegacyParsingFailed = "The policy failed legacy parsing";

class IssueList {
 public:
  IssueList(std::string_view text, PolicyType type) : text_(text), type_(type) {}

  void Add(CheckStage stage, std::string_view aws_message, std::string message, const Path& path,
           Span span);
  void AddAt(CheckStage stage, std::string_view aws_message, std::string message,
             std::string pointer, Span span, LineColumn position);
  bool empty() const { return issues_.empty(); }
  PolicyError Take(std::string source);

 private:
  struct Staged {
    CheckStage stage;
    PolicyIssue issue;
  };
  std::string_view text_;
  PolicyType type_;
  std::vector<Staged> issues_;
};

}  // namespace policy_engine
