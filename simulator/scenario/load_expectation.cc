// `expect`: what a step's answer must be.

#include "policy_engine/base/json.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"
#include "simulator/scenario/value_path.h"

namespace simulator {
namespace {

bool IsMatcherKey(std::string_view key) {
  for (const std::string& known : MatcherKeys().keys) {
    if (key == known) return true;
  }
  return false;
}

Matcher::Kind MatcherKindOf(std::string_view key) {
  if (key == "contains") return Matcher::Kind::kContains;
  if (key == "matches") return Matcher::Kind::kMatches;
  if (key == "includes") return Matcher::Kind::kIncludes;
  if (key == "excludes") return Matcher::Kind::kExcludes;
  if (key == "length") return Matcher::Kind::kLength;
  if (key == "present") return Matcher::Kind::kPresent;
  if (key == "absent") return Matcher::Kind::kAbsent;
  return Matcher::Kind::kEquals;
}

void CheckMatcherValue(const YamlMember& member, Matcher::Kind kind, SourceIssues* issues) {
  const bool flag = kind == Matcher::Kind::kPresent || kind == Matcher::Kind::kAbsent;
  if (flag && (!member.value->is_text() || member.value->text != "true")) {
    issues->push_back({member.value->place, "\"" + member.key + "\" takes true"});
  }
  const bool text = kind == Matcher::Kind::kMatches || kind == Matcher::Kind::kLength;
  if (text && !member.value->is_text()) {
    issues->push_back({member.value->place, "\"" + member.key + "\" takes text"});
  }
}

// A mapping whose keys are all matchers' is matchers; one that mixes them with others, a mistake;
// anything else is the value itself.
std::vector<Matcher> LoadMatchers(const YamlPointer& node, SourceIssues* issues) {
  size_t known = 0;
  for (const YamlMember& member : node->members) known += IsMatcherKey(member.key) ? 1 : 0;
  if (node->is_null()) return {{Matcher::Kind::kAbsent, node, node->place}};
  if (known == 0) return {{Matcher::Kind::kEquals, node, node->place}};
  FieldReader fields(*node, MatcherKeys(), issues);
  std::vector<Matcher> matchers;
  for (const YamlMember& member : node->members) {
    if (!IsMatcherKey(member.key)) continue;
    const Matcher::Kind kind = MatcherKindOf(member.key);
    CheckMatcherValue(member, kind, issues);
    matchers.push_back({kind, member.value, member.value->place});
  }
  return matchers;
}

BecauseExpectation LoadBecause(const YamlNode& node, SourceIssues* issues) {
  FieldReader fields(node, BecauseKeys(), issues);
  BecauseExpectation because;
  because.place = node.place;
  because.statement = fields.OptionalText("statement");
  because.policy = fields.OptionalText("policy");
  because.element =
      fields.OptionalWord("element", {"Effect", "Principal", "NotPrincipal", "Action", "NotAction",
                                      "Resource", "NotResource", "Condition"});
  because.condition_operator = fields.OptionalText("operator");
  because.key = fields.OptionalText("key");
  because.wanted = fields.Get("wanted");
  because.got = fields.Get("got");
  return because;
}

}  // namespace

ExplainExpectation LoadExplainExpectation(const YamlNode& node, SourceIssues* issues) {
  FieldReader fields(node, ExplainKeys(), issues);
  ExplainExpectation explain;
  explain.place = node.place;
  explain.decision = fields.OptionalWord("decision", DecisionNames());
  explain.decided_by = fields.OptionalWord("decided_by", PolicyTypeNames());
  explain.blocked_by = fields.OptionalWord("blocked_by", PolicyTypeNames());
  explain.in_account = fields.OptionalText("in_account");
  explain.passed = fields.Texts("passed");
  for (const Text& type : explain.passed) CheckWord(type, "passed", PolicyTypeNames(), issues);
  explain.matched = fields.Texts("matched");
  explain.ignored = fields.Texts("ignored");
  if (const YamlPointer because = fields.Get("because")) {
    explain.because = LoadBecause(*because, issues);
  }
  return explain;
}

Expectation LoadExpectation(const YamlNode& node, SourceIssues* issues) {
  FieldReader fields(node, ExpectKeys(), issues);
  Expectation expect;
  expect.allow = fields.OptionalBool("allow");
  expect.error = fields.OptionalText("error");
  if (const auto http = fields.OptionalInteger("http", 100, 599)) {
    expect.http = static_cast<int>(*http);
  }
  if (expect.allow.value_or(false) && expect.error) {
    fields.Note(expect.error->place, "a step can't be allowed and fail with an error");
  }
  if (const YamlPointer message = fields.Get("message")) {
    expect.message = LoadMatchers(message, issues);
  }
  for (const YamlMember& member : fields.Members("body")) {
    const auto path = ValuePath::Parse(member.key);
    if (!path.ok()) fields.Note(member.key_place, path.error().message);
    expect.body.push_back({{member.key, member.key_place}, LoadMatchers(member.value, issues)});
  }
  if (const YamlPointer explain = fields.Get("explain")) {
    expect.explain = LoadExplainExpectation(*explain, issues);
  }
  return expect;
}

}  // namespace simulator
