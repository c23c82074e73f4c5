#include "policy_engine/document/issues.h"

#include <algorithm>

namespace policy_engine {

namespace {

void AppendPointer(const Path& path, std::string* pointer) {
  if (path.parent != nullptr) AppendPointer(*path.parent, pointer);
  if (path.parent == nullptr && path.name.empty()) return;
  *pointer += '/';
  if (path.name.empty()) {
    *pointer += std::to_string(path.index);
    return;
  }
  for (const char c : path.name) {
    if (c == '~') {
      *pointer += "~0";
    } else if (c == '/') {
      *pointer += "~1";
    } else {
      *pointer += c;
    }
  }
}

bool IsOrganizationsType(PolicyType type) {
  return type == PolicyType::kServiceControl || type == PolicyType::kResourceControl;
}

// Enough to mend a document; a hostile one could have a million.
constexpr size_t kIssuesMax = 100;

}  // namespace

std::string Path::ToPointer() const {
  std::string pointer;
  AppendPointer(*this, &pointer);
  return pointer;
}

void IssueList::Add(CheckStage stage, std::string_view aws_message, std::string message,
                    const Path& path, Span span) {
  if (issues_.size() >= kIssuesMax) return;
  AddAt(stage, aws_message, std::move(message), path.ToPointer(), span,
        LineColumnAt(text_, span.begin));
}

void IssueList::AddAt(CheckStage stage, std::string_view aws_message, std::string message,
                      std::string pointer, Span span, LineColumn position) {
  if (issues_.size() >= kIssuesMax) return;
  if (IsOrganizationsType(type_)) {
    aws_message =
        "The provided policy document does not meet the requirements of the specified policy type.";
  }
  issues_.push_back(
      {stage, {std::move(message), std::string(aws_message), std::move(pointer), position, span}});
}

PolicyError IssueList::Take(std::string source) {
  std::stable_sort(issues_.begin(), issues_.end(),
                   [](const Staged& a, const Staged& b) { return a.stage < b.stage; });
  PolicyError error;
  error.source = std::move(source);
  for (Staged& staged : issues_) error.issues.push_back(std::move(staged.issue));
  return error;
}

std::string PolicyError::ToText() const {
  std::string text;
  for (const PolicyIssue& issue : issues) {
    text += source.empty() ? "policy" : source;
    text += ':' + std::to_string(issue.position.line) + ':' +
            std::to_string(issue.position.column) + ": " + issue.message;
    if (!issue.json_pointer.empty()) text += " (at " + issue.json_pointer + ")";
    text += '\n';
  }
  return text;
}

}  // namespace policy_engine
