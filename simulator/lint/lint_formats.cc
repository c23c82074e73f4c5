// Findings as text, JSON and SARIF.

#include "policy_engine/base/json.h"
#include "simulator/lint/linted_file.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr LintSeverity kSeverities[] = {LintSeverity::kError, LintSeverity::kWarning,
                                        LintSeverity::kSuggestion};

size_t CountOf(const std::vector<LintedFile>& files, LintSeverity severity) {
  const size_t from = CountFindings(files, severity);
  if (severity == LintSeverity::kError) return from;
  return from - CountFindings(files, static_cast<LintSeverity>(static_cast<int>(severity) + 1));
}

std::string FindingText(const PlacedFinding& finding) {
  std::string text = finding.file + ":" + std::to_string(finding.begin.line) + ":" +
                     std::to_string(finding.begin.column) + ": " +
                     std::string(LintSeverityName(finding.rule->severity)) + ": ";
  if (!finding.policy.empty()) text += finding.policy + ": ";
  return text + finding.message + " [" + std::string(finding.rule->id) + "]\n";
}

std::string CleanText(const LintedFile& file) {
  if (file.policies.size() == 1) return file.file + ": ok (" + file.policies.front() + ")\n";
  return file.file + ": ok (" + std::to_string(file.policies.size()) + " policies)\n";
}

Json Text(std::string_view text) { return Json::String(std::string(text)); }
Json Count(size_t count) { return Json::Number(static_cast<int64_t>(count)); }

Json FindingJson(const PlacedFinding& finding) {
  Json json = Json::MakeObject();
  json.Set("rule", Text(finding.rule->id));
  json.Set("severity", Text(LintSeverityName(finding.rule->severity)));
  json.Set("message", Text(finding.message));
  json.Set("file", Text(finding.file));
  if (!finding.policy.empty()) json.Set("policy", Text(finding.policy));
  json.Set("line", Count(finding.begin.line));
  json.Set("column", Count(finding.begin.column));
  json.Set("endLine", Count(finding.end.line));
  json.Set("endColumn", Count(finding.end.column));
  return json;
}

std::string_view SarifLevel(LintSeverity severity) {
  return severity == LintSeverity::kSuggestion ? "note" : LintSeverityName(severity);
}

Json MessageOf(std::string_view text) {
  Json message = Json::MakeObject();
  message.Set("text", Text(text));
  return message;
}

Json SarifRule(const LintRule& rule) {
  Json json = Json::MakeObject();
  json.Set("id", Text(rule.id));
  json.Set("shortDescription", MessageOf(rule.title));
  Json help = MessageOf("See docs/lint/" + std::string(rule.id) + ".md, or run `iamsim lint " +
                        "--explain " + std::string(rule.id) + "`.");
  help.Set("markdown", Text(LintPage(rule)));
  json.Set("help", std::move(help));
  Json configuration = Json::MakeObject();
  configuration.Set("level", Text(SarifLevel(rule.severity)));
  json.Set("defaultConfiguration", std::move(configuration));
  return json;
}

Json SarifTool() {
  Json driver = Json::MakeObject();
  driver.Set("name", Text("iamsim"));
  Json rules = Json::MakeArray();
  for (const LintRule& rule : LintRules()) rules.Append(SarifRule(rule));
  driver.Set("rules", std::move(rules));
  Json tool = Json::MakeObject();
  tool.Set("driver", std::move(driver));
  return tool;
}

// A path as a relative URI reference, or as a file URI.
std::string UriOf(const std::string& path) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string::npos;
    if (plain) {
      uri += c;
    } else {
      uri += '%';
      uri += kHex[byte >> 4U];
      uri += kHex[byte & 15U];
    }
  }
  return uri;
}

Json SarifRegion(const PlacedFinding& finding) {
  Json region = Json::MakeObject();
  region.Set("startLine", Count(finding.begin.line));
  region.Set("startColumn", Count(finding.begin.column));
  const bool ends = std::pair(finding.end.line, finding.end.column) >
                    std::pair(finding.begin.line, finding.begin.column);
  if (ends) {
    region.Set("endLine", Count(finding.end.line));
    region.Set("endColumn", Count(finding.end.column));
  }
  return region;
}

Json SarifLocation(const PlacedFinding& finding) {
  Json artifact = Json::MakeObject();
  artifact.Set("uri", Text(UriOf(finding.file)));
  Json physical = Json::MakeObject();
  physical.Set("artifactLocation", std::move(artifact));
  physical.Set("region", SarifRegion(finding));
  Json location = Json::MakeObject();
  location.Set("physicalLocation", std::move(physical));
  if (finding.policy.empty()) return location;
  Json logical = Json::MakeObject();
  logical.Set("fullyQualifiedName", Text(finding.policy));
  Json list = Json::MakeArray();
  list.Append(std::move(logical));
  location.Set("logicalLocations", std::move(list));
  return location;
}

Json SarifResult(const PlacedFinding& finding) {
  Json json = Json::MakeObject();
  json.Set("ruleId", Text(finding.rule->id));
  json.Set("ruleIndex", Count(static_cast<size_t>(finding.rule - LintRules().data())));
  json.Set("level", Text(SarifLevel(finding.rule->severity)));
  json.Set("message", MessageOf(finding.message));
  Json locations = Json::MakeArray();
  locations.Append(SarifLocation(finding));
  json.Set("locations", std::move(locations));
  return json;
}

}  // namespace

std::string LintText(const std::vector<LintedFile>& files) {
  std::string text;
  for (const LintedFile& file : files) {
    for (const PlacedFinding& finding : file.findings) text += FindingText(finding);
    if (file.findings.empty()) text += CleanText(file);
  }
  std::string counts;
  for (const LintSeverity severity : kSeverities) {
    const size_t count = CountOf(files, severity);
    if (count == 0) continue;
    counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " +
              std::string(LintSeverityName(severity)) + (count == 1 ? "" : "s");
  }
  return counts.empty() ? text : text + counts + "\n";
}

std::string LintJson(const std::vector<LintedFile>& files) {
  Json findings = Json::MakeArray();
  Json names = Json::MakeArray();
  for (const LintedFile& file : files) {
    names.Append(Text(file.file));
    for (const PlacedFinding& finding : file.findings) findings.Append(FindingJson(finding));
  }
  Json json = Json::MakeObject();
  json.Set("files", std::move(names));
  for (const LintSeverity severity : kSeverities) {
    json.Set(std::string(LintSeverityName(severity)) + "s", Count(CountOf(files, severity)));
  }
  json.Set("findings", std::move(findings));
  return json.Dump(2) + "\n";
}

std::string LintSarif(const std::vector<LintedFile>& files) {
  Json results = Json::MakeArray();
  for (const LintedFile& file : files) {
    for (const PlacedFinding& finding : file.findings) results.Append(SarifResult(finding));
  }
  Json run = Json::MakeObject();
  run.Set("tool", SarifTool());
  run.Set("columnKind", Text("unicodeCodePoints"));
  run.Set("results", std::move(results));
  Json runs = Json::MakeArray();
  runs.Append(std::move(run));
  Json json = Json::MakeObject();
  json.Set("$schema", Text("https://json.schemastore.org/sarif-2.1.0.json"));
  json.Set("version", Text("2.1.0"));
  json.Set("runs", std::move(runs));
  return json.Dump(2) + "\n";
}

}  // namespace simulator
