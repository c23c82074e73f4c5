#include "simulator/scenario/field_reader.h"

#include <algorithm>
#include <charconv>

#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string Quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

}  // namespace

std::string JoinNames(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined;
}

std::optional<Text> ReadText(const YamlNode& node, std::string_view what, SourceIssues* issues) {
  if (node.is_text()) return Text{node.text, node.place};
  issues->push_back(
      {node.place, std::string(what) + " takes text, not " + std::string(node.KindName())});
  return std::nullopt;
}

std::vector<Text> ReadTexts(const YamlNode& node, std::string_view what, SourceIssues* issues) {
  std::vector<Text> texts;
  if (node.is_text()) return {Text{node.text, node.place}};
  if (!node.is_list()) {
    issues->push_back({node.place, std::string(what) + " takes a list of texts, not " +
                                       std::string(node.KindName())});
    return texts;
  }
  for (const YamlPointer& item : node.items) {
    if (auto text = ReadText(*item, what, issues)) texts.push_back(*std::move(text));
  }
  return texts;
}

bool CheckWord(const Text& text, std::string_view what, const std::vector<std::string>& allowed,
               SourceIssues* issues) {
  if (Contains(allowed, text.value)) return true;
  const std::string hint = DidYouMean(text.value, allowed);
  issues->push_back({text.place, Quoted(what) + " can't be " + Quoted(text.value) +
                                     (hint.empty() ? "; allowed: " + JoinNames(allowed) : hint)});
  return false;
}

FieldReader::FieldReader(const YamlNode& node, const KeyTable& table, SourceIssues* issues)
    : node_(node), table_(table), issues_(issues) {
  if (!node.is_map() && !node.is_null()) {
    Note(node.place, table.what + " takes a mapping, not " + std::string(node.KindName()));
  }
  for (const YamlMember& member : node.members) {
    if (Contains(table.keys, member.key)) continue;
    const std::string hint = DidYouMean(member.key, table.keys);
    Note(member.key_place, "unknown key " + Quoted(member.key) + " in " + table.what +
                               (hint.empty() ? "; allowed: " + JoinNames(table.keys) : hint));
  }
}

void FieldReader::Note(const SourcePlace& place, std::string message) {
  issues_->push_back({place, std::move(message)});
}

YamlPointer FieldReader::Get(std::string_view key) const {
  for (const YamlMember& member : node_.members) {
    if (member.key == key) return member.value;
  }
  return nullptr;
}

Text FieldReader::RequiredText(std::string_view key) {
  if (!Has(key)) {
    Note(place(), table_.what + " needs " + Quoted(key));
    return {"", place()};
  }
  return OptionalText(key).value_or(Text{"", place()});
}

std::optional<Text> FieldReader::OptionalText(std::string_view key) {
  const YamlPointer node = Get(key);
  if (node == nullptr) return std::nullopt;
  return ReadText(*node, Quoted(key), issues_);
}

std::optional<Text> FieldReader::OptionalWord(std::string_view key,
                                              const std::vector<std::string>& allowed) {
  std::optional<Text> text = OptionalText(key);
  return text && CheckWord(*text, key, allowed, issues_) ? text : std::nullopt;
}

std::optional<int64_t> FieldReader::OptionalInteger(std::string_view key, int64_t min,
                                                    int64_t max) {
  const std::optional<Text> text = OptionalText(key);
  if (!text) return std::nullopt;
  int64_t value = 0;
  const char* end = text->value.data() + text->value.size();
  const auto parsed = std::from_chars(text->value.data(), end, value);
  if (parsed.ec == std::errc() && parsed.ptr == end && value >= min && value <= max) return value;
  Note(text->place, Quoted(key) + " takes a whole number from " + std::to_string(min) + " to " +
                        std::to_string(max) + ", not " + Quoted(text->value));
  return std::nullopt;
}

std::optional<bool> FieldReader::OptionalBool(std::string_view key) {
  const std::optional<Text> text = OptionalText(key);
  if (!text) return std::nullopt;
  if (text->value == "true") return true;
  if (text->value == "false") return false;
  Note(text->place, Quoted(key) + " takes true or false, not " + Quoted(text->value));
  return std::nullopt;
}

std::vector<Text> FieldReader::Texts(std::string_view key) {
  const YamlPointer node = Get(key);
  return node == nullptr ? std::vector<Text>{} : ReadTexts(*node, Quoted(key), issues_);
}

std::vector<YamlMember> FieldReader::Members(std::string_view key) {
  const YamlPointer node = Get(key);
  if (node == nullptr) return {};
  if (!node->is_map()) {
    Note(node->place, Quoted(key) + " takes a mapping, not " + std::string(node->KindName()));
  }
  return node->members;
}

std::vector<std::pair<Text, Text>> FieldReader::TextMembers(std::string_view key) {
  std::vector<std::pair<Text, Text>> members;
  for (const YamlMember& member : Members(key)) {
    if (auto text = ReadText(*member.value, Quoted(member.key), issues_)) {
      members.emplace_back(Text{member.key, member.key_place}, *std::move(text));
    }
  }
  return members;
}

}  // namespace simulator
