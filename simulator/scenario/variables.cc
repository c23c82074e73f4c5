#include "simulator/scenario/variables.h"

#include <algorithm>

#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

using policy_engine::Error;
using policy_engine::Result;

bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsNameCharacter(char c) { return IsNameStart(c) || (c >= '0' && c <= '9'); }

// The length of the reference `${NAME}` at the start of `text`, 0 if there is none.
size_t ReferenceLength(std::string_view text) {
  if (!text.starts_with("${") || text.size() < 4 || !IsNameStart(text[2])) return 0;
  size_t end = 3;
  while (end < text.size() && IsNameCharacter(text[end])) ++end;
  return end < text.size() && text[end] == '}' ? end + 1 : 0;
}

// Walks `text`: `literal` gets each piece to keep, `reference` each name.
void Walk(std::string_view text, const std::function<void(std::string_view)>& literal,
          const std::function<void(std::string_view)>& reference) {
  size_t i = 0;
  while (i < text.size()) {
    const size_t dollar = text.find('$', i);
    literal(text.substr(i, dollar == std::string_view::npos ? dollar : dollar - i));
    if (dollar == std::string_view::npos) return;
    const std::string_view rest = text.substr(dollar);
    if (const size_t escaped = rest.starts_with("$$") ? ReferenceLength(rest.substr(1)) : 0) {
      literal(rest.substr(1, escaped));
      i = dollar + 1 + escaped;
    } else if (const size_t length = ReferenceLength(rest)) {
      reference(rest.substr(2, length - 3));
      i = dollar + length;
    } else {
      literal("$");
      i = dollar + 1;
    }
  }
}

}  // namespace

void Variables::Set(std::string_view name, std::string value) {
  values_.insert_or_assign(std::string(name), std::move(value));
}

const std::string* Variables::Find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

std::vector<std::string> Variables::Names() const {
  std::vector<std::string> names;
  names.reserve(values_.size());
  for (const auto& [name, value] : values_) names.push_back(name);
  return names;
}

Result<std::string> Variables::Expand(std::string_view text) const {
  std::string expanded;
  std::optional<Error> error;
  Walk(
      text, [&](std::string_view piece) { expanded += piece; },
      [&](std::string_view name) {
        if (const std::string* value = Find(name)) {
          expanded += *value;
        } else if (!error) {
          error = Error{"the variable ${" + std::string(name) + "} is not set" +
                        DidYouMean(name, Names())};
        }
      });
  if (error) return *std::move(error);
  return expanded;
}

SourceResult<std::string> Variables::Expand(const Text& text) const {
  auto expanded = Expand(std::string_view(text.value));
  if (!expanded.ok()) return SourceIssues{{text.place, expanded.error().message}};
  return std::move(expanded).value();
}

SourceResult<YamlPointer> Variables::Expand(const YamlPointer& node) const {
  auto copy = std::make_shared<YamlNode>();
  copy->kind = node->kind;
  copy->place = node->place;
  if (node->is_text()) {
    ASSIGN_OR_RETURN(copy->text, Expand(Text{node->text, node->place}));
  }
  for (const YamlPointer& item : node->items) {
    ASSIGN_OR_RETURN(YamlPointer expanded, Expand(item));
    copy->items.push_back(std::move(expanded));
  }
  for (const YamlMember& member : node->members) {
    ASSIGN_OR_RETURN(std::string key, Expand(Text{member.key, member.key_place}));
    ASSIGN_OR_RETURN(YamlPointer value, Expand(member.value));
    copy->members.push_back({std::move(key), member.key_place, std::move(value)});
  }
  return YamlPointer(std::move(copy));
}

std::vector<std::string> ReferencesIn(std::string_view text) {
  std::vector<std::string> names;
  Walk(
      text, [](std::string_view) {}, [&](std::string_view name) { names.emplace_back(name); });
  return names;
}

bool IsVariableName(std::string_view name) {
  return !name.empty() && IsNameStart(name[0]) &&
         std::all_of(name.begin(), name.end(), IsNameCharacter);
}

std::optional<std::string> SoleReference(std::string_view text) {
  if (text.empty() || ReferenceLength(text) != text.size()) return std::nullopt;
  return std::string(text.substr(2, text.size() - 3));
}

SourceResult<Variables> SetVariables(const Scenario& scenario,
                                     const std::vector<Variable>& combination) {
  Variables variables;
  for (const auto* list : {&combination, &scenario.variables}) {
    for (const Variable& variable : *list) {
      ASSIGN_OR_RETURN(std::string value,
                       variables.Expand(Text{variable.value->text, variable.value->place}));
      variables.Set(variable.name.value, std::move(value));
    }
  }
  return variables;
}

}  // namespace simulator
