#include "simulator/lint/linted_file.h"

namespace simulator {

LintedFile LintPolicyFile(std::string_view text, const std::string& file,
                          const LintOptions& options) {
  LintResult result = LintPolicy(text, options);
  LintedFile linted;
  linted.file = file;
  linted.policies.emplace_back(policy_engine::PolicyTypeName(result.type));
  for (LintFinding& finding : result.findings) {
    linted.findings.push_back(
        {finding.rule, std::move(finding.message), "", file, finding.begin, finding.end});
  }
  return linted;
}

size_t CountFindings(const std::vector<LintedFile>& files, LintSeverity least) {
  size_t count = 0;
  for (const LintedFile& file : files) {
    for (const PlacedFinding& finding : file.findings) {
      if (finding.rule->severity >= least) ++count;
    }
  }
  return count;
}

}  // namespace simulator
