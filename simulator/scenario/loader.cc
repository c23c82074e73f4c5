#include "simulator/scenario/loader.h"

#include <algorithm>
#include <charconv>

#include "simulator/scenario/document.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"
#include "simulator/scenario/variables.h"

namespace simulator {
namespace {

constexpr size_t kFileBytesMax = 4u << 20;
constexpr size_t kCombinationsMax = 1000;

bool CheckVariableName(const YamlMember& member, SourceIssues* issues) {
  if (IsVariableName(member.key)) return true;
  issues->push_back({member.key_place, "\"" + member.key +
                                           "\" can't name a variable: letters, digits and "
                                           "underscores, not beginning with a digit"});
  return false;
}

std::vector<Variable> LoadVariables(FieldReader& fields, SourceIssues* issues) {
  std::vector<Variable> variables;
  for (const YamlMember& member : fields.Members("vars")) {
    if (!CheckVariableName(member, issues)) continue;
    if (!ReadText(*member.value, "a variable", issues)) continue;
    variables.push_back({{member.key, member.key_place}, member.value});
  }
  return variables;
}

// Every combination of one value from each list, the last name changing fastest.
std::vector<std::vector<Variable>> LoadMatrix(FieldReader& fields, SourceIssues* issues) {
  std::vector<std::vector<Variable>> combinations = {{}};
  for (const YamlMember& member : fields.Members("matrix")) {
    if (!CheckVariableName(member, issues)) continue;
    const size_t before = issues->size();
    ReadTexts(*member.value, "\"" + member.key + "\" in \"matrix\"", issues);
    if (issues->size() != before) continue;
    std::vector<YamlPointer> values = member.value->items;
    if (member.value->is_text()) values = {member.value};
    if (values.empty() || combinations.size() * values.size() > kCombinationsMax) {
      fields.Note(member.value->place,
                  "a matrix has 1 to " + std::to_string(kCombinationsMax) + " combinations");
      continue;
    }
    std::vector<std::vector<Variable>> longer;
    for (const auto& combination : combinations) {
      for (const YamlPointer& value : values) {
        longer.push_back(combination);
        longer.back().push_back({{member.key, member.key_place}, value});
      }
    }
    combinations = std::move(longer);
  }
  return combinations;
}

void LoadSetting(FieldReader& fields, Scenario* scenario) {
  const Text version = fields.RequiredText("scenario");
  if (fields.Has("scenario") && version.value != "1") {
    fields.Note(version.place,
                "\"scenario\" is the format's version, which is 1, not \"" + version.value + "\"");
  }
  scenario->name = fields.RequiredText("name");
  scenario->story = fields.OptionalText("story").value_or(Text{}).value;
  scenario->notice = fields.OptionalText("notice").value_or(Text{}).value;
  scenario->exercise = fields.OptionalText("exercise").value_or(Text{}).value;
  for (Text& tag : fields.Texts("tags")) scenario->tags.push_back(std::move(tag.value));
  scenario->clock = DefaultScenarioClock();
  if (const auto clock = fields.OptionalText("clock")) {
    if (const auto instant = policy_engine::ParseIso8601(clock->value)) {
      scenario->clock = *instant;
    } else {
      fields.Note(clock->place, "\"clock\" takes an instant such as 2026-01-01T00:00:00Z, not \"" +
                                    clock->value + "\"");
    }
  }
  if (const auto seed = fields.OptionalInteger("seed", 0, INT64_MAX)) {
    scenario->seed = static_cast<uint64_t>(*seed);
  }
}

void Append(SourceIssues more, SourceIssues* issues) {
  issues->insert(issues->end(), more.begin(), more.end());
}

template <typename T>
void Append(std::vector<T> more, std::vector<T>* list) {
  for (T& item : more) list->push_back(std::move(item));
}

void LoadOrganizationOf(FieldReader& fields, const std::string& directory, Scenario* scenario,
                        SourceIssues* issues) {
  const YamlPointer node = fields.Get("organization");
  if (node == nullptr) return;
  if (scenario->organization) {
    fields.Note(node->place, "an organization is declared at " +
                                 scenario->organization->place.ToString() + " already");
    return;
  }
  scenario->organization = LoadOrganization(*node, directory, issues);
}

// What a scenario and the files that it includes have in common.
void LoadContents(FieldReader& fields, const std::string& directory, Scenario* scenario,
                  SourceIssues* issues) {
  Append(LoadVariables(fields, issues), &scenario->variables);
  if (const YamlPointer accounts = fields.Get("accounts")) {
    Append(LoadAccounts(*accounts, FileKind::kScenario, directory, issues), &scenario->accounts);
  }
  LoadOrganizationOf(fields, directory, scenario, issues);
  if (const YamlPointer steps = fields.Get("steps")) {
    Append(LoadSteps(*steps, issues), &scenario->steps);
  }
}

// Included files come before the scenario's own contents, in their order.
void LoadIncludes(FieldReader& fields, const std::string& directory, Scenario* scenario,
                  SourceIssues* issues) {
  for (const Text& include : fields.Texts("include")) {
    const std::string path =
        include.value.starts_with('/') ? include.value : directory + include.value;
    const auto text = ReadFile(path, kFileBytesMax);
    if (!text.ok()) {
      fields.Note(include.place, path + ": " + text.error().message);
      continue;
    }
    const auto root = ParseYaml(*text, path);
    if (!root.ok()) {
      Append(root.error(), issues);
      continue;
    }
    FieldReader included(**root, IncludedKeys(), issues);
    LoadContents(included, DirectoryOf(path), scenario, issues);
  }
}

// Names and ids of accounts that different files declare.
void CheckAccountsAreDistinct(const Scenario& scenario, SourceIssues* issues) {
  for (size_t i = 0; i < scenario.accounts.size(); ++i) {
    const Account& later = scenario.accounts[i];
    for (size_t j = 0; j < i; ++j) {
      const Account& earlier = scenario.accounts[j];
      if (earlier.name.place.file == later.name.place.file) continue;
      if (earlier.name.value != later.name.value && earlier.id.value != later.id.value) continue;
      issues->push_back({later.name.place, "the account " + later.name.value + " (" +
                                               later.id.value + ") is declared at " +
                                               earlier.name.place.ToString() + " already"});
    }
  }
}

bool Before(const SourceIssue& a, const SourceIssue& b) {
  return a.place.line != b.place.line ? a.place.line < b.place.line
                                      : a.place.column < b.place.column;
}

SourceResult<Scenario> Checked(Scenario scenario, SourceIssues issues) {
  if (issues.empty()) CheckReferences(scenario, &issues);
  if (issues.empty()) return scenario;
  std::stable_sort(issues.begin(), issues.end(), Before);
  return issues;
}

SourceResult<std::string> ReadWhole(const std::string& path) {
  auto text = ReadFile(path, kFileBytesMax);
  if (text.ok()) return std::move(text).value();
  return SourceIssues{{{std::make_shared<const std::string>(path), 0, 0}, text.error().message}};
}

}  // namespace

SourceResult<Scenario> LoadScenario(std::string_view text, const std::string& file) {
  ASSIGN_OR_RETURN(const YamlPointer root, ParseYaml(text, file));
  SourceIssues issues;
  FieldReader fields(*root, ScenarioKeys(), &issues);
  if (!root->is_map()) return issues;
  Scenario scenario;
  scenario.file = file;
  scenario.text = text;
  LoadSetting(fields, &scenario);
  scenario.combinations = LoadMatrix(fields, &issues);
  LoadIncludes(fields, DirectoryOf(file), &scenario, &issues);
  LoadContents(fields, DirectoryOf(file), &scenario, &issues);
  if (!fields.Has("steps")) fields.Note(root->place, "a scenario needs \"steps\"");
  for (size_t i = 0; i < scenario.steps.size(); ++i) scenario.steps[i].number = i + 1;
  if (const YamlPointer practice = fields.Get("practice")) {
    scenario.practice = LoadPractice(*practice, DirectoryOf(file), &issues);
  }
  CheckAccountsAreDistinct(scenario, &issues);
  return Checked(std::move(scenario), std::move(issues));
}

SourceResult<Scenario> LoadScenarioFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
  return LoadScenario(text, path);
}

SourceResult<Scenario> LoadSeed(std::string_view text, const std::string& file) {
  ASSIGN_OR_RETURN(const YamlPointer root, ParseYaml(text, file));
  SourceIssues issues;
  FieldReader fields(*root, SeedKeys(), &issues);
  if (!root->is_map()) return issues;
  const Text version = fields.RequiredText("seed");
  if (fields.Has("seed") && version.value != "1") {
    fields.Note(version.place,
                "\"seed\" is the format's version, which is 1, not \"" + version.value + "\"");
  }
  Scenario scenario;
  scenario.file = file;
  scenario.variables = LoadVariables(fields, &issues);
  if (const YamlPointer accounts = fields.Get("accounts")) {
    scenario.accounts = LoadAccounts(*accounts, FileKind::kSeed, DirectoryOf(file), &issues);
  } else {
    fields.Note(root->place, "a seed file needs \"accounts\"");
  }
  LoadOrganizationOf(fields, DirectoryOf(file), &scenario, &issues);
  return Checked(std::move(scenario), std::move(issues));
}

SourceResult<Scenario> LoadSeedFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
  return LoadSeed(text, path);
}

}  // namespace simulator
