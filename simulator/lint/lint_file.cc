// Files of all kinds: policies, and what holds policies.

#include <algorithm>
#include <map>

#include "simulator/lint/file_policies.h"
#include "simulator/lint/linted_file.h"
#include "simulator/scenario/document.h"
#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

using policy_engine::Json;
using policy_engine::LineColumn;

// Where parts of a rendered document stand in the YAML that it was rendered from.
class Places {
 public:
  Places(const Json& json, const YamlNode& node) { Add(json, node); }

  // Of the part that begins at the offset, or the last before it.
  SourcePlace At(uint32_t offset) const {
    auto after = places_.upper_bound(offset);
    return after == places_.begin() ? SourcePlace() : std::prev(after)->second;
  }

 private:
  void Add(const Json& json, const YamlNode& node) {
    places_[json.span().begin] = node.place;
    if (json.is_array() && node.is_list() && json.items().size() == node.items.size()) {
      for (size_t i = 0; i < node.items.size(); ++i) Add(json.items()[i], *node.items[i]);
    }
    if (json.is_object() && node.is_map() && json.members().size() == node.members.size()) {
      for (size_t i = 0; i < node.members.size(); ++i) {
        places_[json.members()[i].key_span.begin] = node.members[i].key_place;
        Add(json.members()[i].value, *node.members[i].value);
      }
    }
  }

  std::map<uint32_t, SourcePlace> places_;
};

std::string_view LineOf(std::string_view text, uint32_t number) {
  for (uint32_t line = 1; line < number && !text.empty(); ++line) {
    const size_t end = text.find('\n');
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

// The first column of a block text whose `|` stands at `place`; 0 if it is no such text.
uint32_t BlockColumn(std::string_view source, const SourcePlace& place) {
  const std::string_view line = LineOf(source, place.line);
  if (place.column == 0 || line.substr(std::min<size_t>(place.column - 1, line.size())).find('|') ==
                               std::string_view::npos) {
    return 0;
  }
  const std::string_view first = LineOf(source, place.line + 1);
  const size_t indent = first.find_first_not_of(' ');
  return indent == std::string_view::npos ? 0 : static_cast<uint32_t>(indent) + 1;
}

PlacedFinding At(const SourcePlace& place, const std::string& file, LintFinding finding) {
  const LineColumn begin = {std::max(place.line, 1U), std::max(place.column, 1U)};
  return {finding.rule, std::move(finding.message), "", place.file ? *place.file : file, begin,
          begin};
}

// A finding in a document that is written as text.
PlacedFinding PlaceInText(const Document& document, std::string_view source,
                          const std::string& file, LintFinding finding) {
  const LineColumn begin = finding.begin;
  const LineColumn end = finding.end;
  if (!document.file.empty()) {
    return {finding.rule, std::move(finding.message), "", document.file, begin, end};
  }
  PlacedFinding placed = At(document.place, file, std::move(finding));
  const uint32_t column = placed.file == file ? BlockColumn(source, document.place) : 0;
  if (column != 0) {
    placed.begin = {document.place.line + begin.line, column + begin.column - 1};
    placed.end = {document.place.line + end.line, column + end.column - 1};
  }
  return placed;
}

SourceResult<std::vector<PlacedFinding>> LintDocument(const Document& document,
                                                      const Variables& variables,
                                                      std::string_view source,
                                                      const std::string& file,
                                                      const LintOptions& options) {
  ASSIGN_OR_RETURN(const std::string text,
                   RenderDocument(document, variables, DocumentStyle::kCompact));
  std::vector<PlacedFinding> placed;
  LintResult result = LintPolicy(text, options);
  if (document.tree == nullptr) {
    for (LintFinding& finding : result.findings) {
      placed.push_back(PlaceInText(document, source, file, std::move(finding)));
    }
    return placed;
  }
  ASSIGN_OR_RETURN(const YamlPointer expanded, variables.Expand(document.tree));
  const auto json = policy_engine::ParseJson(text);
  if (!json.ok()) {
    return SourceIssues{{document.place, "the document can't be read: " + json.error().message}};
  }
  const Places places(*json, *expanded);
  for (LintFinding& finding : result.findings) {
    const SourcePlace place = places.At(finding.span.begin);
    placed.push_back(At(place, file, std::move(finding)));
  }
  return placed;
}

SourceResult<LintedFile> LintScenario(const Scenario& scenario, const std::string& file,
                                      const LintOptions& options) {
  static const std::vector<Variable> kNone;
  ASSIGN_OR_RETURN(
      const Variables variables,
      SetVariables(scenario,
                   scenario.combinations.empty() ? kNone : scenario.combinations.front()));
  LintedFile linted;
  linted.file = file;
  for (const FilePolicy& policy : PoliciesOf(scenario, variables)) {
    LintOptions of_policy = options;
    of_policy.type = policy.type;
    const auto own = OwnAccounts(scenario, variables, policy.account);
    of_policy.own_accounts.insert(of_policy.own_accounts.end(), own.begin(), own.end());
    auto findings = LintDocument(policy.document, variables, scenario.text, file, of_policy);
    if (!findings.ok() && policy.in_step) continue;
    if (!findings.ok()) return std::move(findings).error();
    linted.policies.push_back(policy.name + " (" +
                              std::string(policy_engine::PolicyTypeName(policy.type)) + ")");
    for (PlacedFinding& finding : *findings) {
      finding.policy = policy.name;
      linted.findings.push_back(std::move(finding));
    }
  }
  return linted;
}

SourceResult<LintedFile> LintYamlPolicy(const YamlPointer& root, std::string_view text,
                                        const std::string& file, const LintOptions& options) {
  const Document document = {root, "", root->place};
  // Policy variables look like a scenario's only if they have no colon; those stay as they are.
  ASSIGN_OR_RETURN(const std::string rendered, RenderDocument(document, Variables()));
  LintOptions typed = options;
  if (!typed.type) typed.type = GuessPolicyType(rendered);
  LintedFile linted;
  linted.file = file;
  linted.policies.emplace_back(policy_engine::PolicyTypeName(*typed.type));
  ASSIGN_OR_RETURN(linted.findings, LintDocument(document, Variables(), text, file, typed));
  return linted;
}

}  // namespace

SourceResult<LintedFile> LintFile(std::string_view text, const std::string& file,
                                  const LintOptions& options) {
  const auto root = ParseYaml(text, file);
  // What isn't even YAML is taken for JSON with a fault in it, unless its name says YAML.
  const bool named_yaml = file.ends_with(".yaml") || file.ends_with(".yml");
  if (!root.ok() && named_yaml) return root.error();
  if (!root.ok() || !(*root)->is_map()) return LintPolicyFile(text, file, options);
  if ((*root)->Find("scenario") != nullptr) {
    ASSIGN_OR_RETURN(const Scenario scenario, LoadScenario(text, file));
    return LintScenario(scenario, file, options);
  }
  if ((*root)->Find("seed") != nullptr) {
    ASSIGN_OR_RETURN(Scenario seed, LoadSeed(text, file));
    seed.text = std::string(text);
    return LintScenario(seed, file, options);
  }
  if ((*root)->Find("Statement") == nullptr && (*root)->Find("accounts") != nullptr) {
    return SourceIssues{{(*root)->place,
                         "neither a policy nor a scenario or seed file; of a part that scenarios "
                         "include lint the scenario"}};
  }
  const size_t first = text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && text[first] == '{';
  if (json || (*root)->Find("Statement") == nullptr) return LintPolicyFile(text, file, options);
  return LintYamlPolicy(*root, text, file, options);
}

}  // namespace simulator
