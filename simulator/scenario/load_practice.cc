// `practice`: the exercise that can be checked.

#include "simulator/scenario/document.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"

namespace simulator {
namespace {

std::optional<Document> LoadDocument(FieldReader& fields, std::string_view key,
                                     const std::string& directory, SourceIssues* issues) {
  const YamlPointer node = fields.Get(key);
  if (node == nullptr) return std::nullopt;
  auto document = ReadDocument(node, directory);
  if (document.ok()) return std::move(document).value();
  issues->insert(issues->end(), document.error().begin(), document.error().end());
  return std::nullopt;
}

}  // namespace

Practice LoadPractice(const YamlNode& node, const std::string& directory, SourceIssues* issues) {
  FieldReader fields(node, PracticeKeys(), issues);
  Practice practice;
  practice.place = node.place;
  practice.task = fields.OptionalText("task");
  practice.hint = fields.OptionalText("hint");
  practice.document = fields.RequiredText("document");
  practice.start = LoadDocument(fields, "start", directory, issues);
  if (!fields.Has("solution")) fields.Note(node.place, "\"practice\" needs \"solution\"");
  if (auto solution = LoadDocument(fields, "solution", directory, issues)) {
    practice.solution = *std::move(solution);
  }
  if (const YamlPointer steps = fields.Get("steps")) {
    practice.steps = LoadSteps(*steps, issues);
  } else {
    fields.Note(node.place, "\"practice\" needs \"steps\"");
  }
  return practice;
}

}  // namespace simulator
