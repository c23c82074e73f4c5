// FieldReader: a mapping of a scenario file, read key by key, with every fault noted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/scenario/format.h"
#include "simulator/scenario/keys.h"
#include "simulator/scenario/source.h"

namespace simulator {

// Notes into `issues` and goes on, so that one run tells all that is wrong with a file. `node` and
// `issues` must outlive the reader. A null node counts as an empty mapping.
class FieldReader {
 public:
  // Notes unknown keys, with the nearest that is allowed, and keys that come later.
  FieldReader(const YamlNode& node, const KeyTable& table, SourceIssues* issues);

  const SourcePlace& place() const { return node_.place; }
  bool Has(std::string_view key) const { return node_.Find(key) != nullptr; }
  // nullptr if absent.
  YamlPointer Get(std::string_view key) const;

  // Notes absence.
  Text RequiredText(std::string_view key);
  std::optional<Text> OptionalText(std::string_view key);
  // One of `allowed`.
  std::optional<Text> OptionalWord(std::string_view key, const std::vector<std::string>& allowed);
  std::optional<int64_t> OptionalInteger(std::string_view key, int64_t min, int64_t max);
  std::optional<bool> OptionalBool(std::string_view key);
  // A list of texts, or one text as a list of one.
  std::vector<Text> Texts(std::string_view key);
  // A mapping's members; empty if absent.
  std::vector<YamlMember> Members(std::string_view key);
  // A mapping of texts.
  std::vector<std::pair<Text, Text>> TextMembers(std::string_view key);

  void Note(const SourcePlace& place, std::string message);

 private:
  const YamlNode& node_;
  const KeyTable& table_;
  SourceIssues* issues_;
};

// Notes that `node` is no text and returns nothing, or its text.
std::optional<Text> ReadText(const YamlNode& node, std::string_view what, SourceIssues* issues);
// A list of texts, or one text as a list of one.
std::vector<Text> ReadTexts(const YamlNode& node, std::string_view what, SourceIssues* issues);

// Notes, with the nearest, a text that is none of `allowed`.
bool CheckWord(const Text& text, std::string_view what, const std::vector<std::string>& allowed,
               SourceIssues* issues);

// `a, b, c`.
std::string JoinNames(const std::vector<std::string>& names);

}  // namespace simulator
