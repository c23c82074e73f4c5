// A file through the linter, and how the findings are shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/lint/linter.h"
#include "simulator/scenario/source.h"

namespace simulator {

struct PlacedFinding {
  const LintRule* rule = nullptr;
  std::string message;
  std::string policy;  // `acme/role/reader/trust`; empty: the file is the policy
  std::string file;    // may be another than the one linted, which refers to it
  policy_engine::LineColumn begin;
  // As LintFinding's; equal to `begin` where the end isn't known.
  policy_engine::LineColumn end;
};

struct LintedFile {
  std::string file;
  std::vector<std::string> policies;  // `identity-based policy`, `acme/policy/x (…)`
  std::vector<PlacedFinding> findings;
};

// A policy in JSON (or what is meant as one), a policy in YAML, or a scenario or seed file with all
// its policies. Errors: a scenario or seed file that can't be read.
SourceResult<LintedFile> LintFile(std::string_view text, const std::string& file,
                                  const LintOptions& options);

LintedFile LintPolicyFile(std::string_view text, const std::string& file,
                          const LintOptions& options);

// `file:line:column: warning: message [rule]`, a line each, `file: ok (type)` for files without
// findings, and a line that counts.
std::string LintText(const std::vector<LintedFile>& files);
// For programs: docs/lint.md.
std::string LintJson(const std::vector<LintedFile>& files);
// SARIF 2.1.0.
std::string LintSarif(const std::vector<LintedFile>& files);

// How many findings are of `least` or above.
size_t CountFindings(const std::vector<LintedFile>& files, LintSeverity least);

}  // namespace simulator
