#include "simulator/lint/linter.h"

#include <algorithm>

namespace simulator {
namespace {

using policy_engine::PolicyDocument;

constexpr std::string_view kGrammarRule = "grammar";

LintFinding FindingAt(const LintRule& rule, std::string message, policy_engine::Span span,
                      std::string_view text) {
  return {&rule, std::move(message), span, policy_engine::LineColumnAt(text, span.begin),
          policy_engine::LineColumnAt(text, std::max(span.begin, span.end))};
}

void AddGrammar(const GrammarResult& grammar, bool read, std::string_view text,
                std::vector<LintFinding>* findings) {
  const LintRule& rule = *FindLintRule(kGrammarRule);
  for (const GrammarFault& fault : grammar.faults) {
    // Rule unknown-service says it with the service that may be meant.
    if (read && fault.aws_message.starts_with("Vendor ")) continue;
    std::string message = fault.message;
    if (!fault.aws_message.empty()) {
      message += " (AWS: MalformedPolicyDocument: " + fault.aws_message + ")";
    }
    LintFinding finding = FindingAt(rule, std::move(message), fault.span, text);
    finding.begin = fault.position;
    if (fault.span.end <= fault.span.begin) finding.end = finding.begin;
    findings->push_back(std::move(finding));
  }
}

}  // namespace

LintResult LintPolicy(std::string_view text, const LintOptions& options) {
  const GrammarResult grammar = CheckGrammar(text, options.type);
  LintResult result;
  result.type = grammar.type;
  const auto document = policy_engine::ParsePolicy(text, result.type, {});
  if (!options.disabled.contains(kGrammarRule)) {
    AddGrammar(grammar, document.ok(), text, &result.findings);
  }
  if (!document.ok()) return result;
  const LintSubject subject = {text, *document, result.type, options.own_accounts};
  for (const LintRule& rule : LintRules()) {
    if (rule.check == nullptr || options.disabled.contains(rule.id)) continue;
    if (text.size() > kJudgedBytesMax && rule.group != "grammar") continue;
    LintNotes notes;
    rule.check(subject, &notes);
    for (LintNote& note : notes.Take()) {
      result.findings.push_back(FindingAt(rule, std::move(note.message), note.span, text));
    }
  }
  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const LintFinding& a, const LintFinding& b) {
                     return std::pair(a.begin.line, a.begin.column) <
                            std::pair(b.begin.line, b.begin.column);
                   });
  return result;
}

}  // namespace simulator
