#include "simulator/runner/matchers.h"

#include <algorithm>

#include "policy_engine/pattern/regex.h"

namespace simulator {
namespace {

using policy_engine::Json;
using policy_engine::ParseJson;

constexpr size_t kShownBytesMax = 400;

bool IsScalar(const Json& value) {
  return value.is_string() || value.is_number() || value.is_bool();
}

Json ToJson(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return {};
    case YamlNode::Kind::kText:
      return Json::String(node.text);
    case YamlNode::Kind::kList: {
      Json list = Json::MakeArray();
      for (const YamlPointer& item : node.items) list.Append(ToJson(*item));
      return list;
    }
    case YamlNode::Kind::kMap:
      break;
  }
  Json map = Json::MakeObject();
  for (const YamlMember& member : node.members) map.Set(member.key, ToJson(*member.value));
  return map;
}

std::string Cut(std::string text) {
  if (text.size() <= kShownBytesMax) return text;
  size_t end = kShownBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text + " ...";
}

// The one value, or each item of a list.
std::vector<YamlPointer> Each(const YamlPointer& node) {
  return node->is_list() ? node->items : std::vector<YamlPointer>{node};
}

size_t CountEqual(const Json& list, const YamlNode& expected) {
  if (!list.is_array()) return 0;
  return static_cast<size_t>(
      std::count_if(list.items().begin(), list.items().end(),
                    [&](const Json& item) { return EqualsYaml(item, expected); }));
}

std::optional<std::string> LengthOf(const std::optional<Json>& actual) {
  if (!actual) return std::nullopt;
  if (actual->is_array()) return std::to_string(actual->items().size());
  if (actual->is_object()) return std::to_string(actual->members().size());
  if (!actual->is_string()) return std::nullopt;
  const std::string& text = actual->AsString();
  return std::to_string(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// One matcher against one value.
class Comparison {
 public:
  Comparison(const std::optional<Json>& actual, Matcher::Kind kind, const YamlPointer& expected)
      : actual_(actual), kind_(kind), expected_(expected) {}

  // Errors: a pattern that can't be read.
  policy_engine::Result<bool> Holds() const {
    switch (kind_) {
      case Matcher::Kind::kEquals:
        return actual_ && EqualsYaml(*actual_, *expected_);
      case Matcher::Kind::kContains:
        return actual_ && Contains(*actual_);
      case Matcher::Kind::kMatches:
        return Matches();
      case Matcher::Kind::kIncludes:
      case Matcher::Kind::kExcludes:
        return actual_ && actual_->is_array() && ListHolds(*actual_);
      case Matcher::Kind::kPresent:
        return actual_.has_value();
      case Matcher::Kind::kAbsent:
        return !actual_.has_value();
      case Matcher::Kind::kLength:
        return LengthOf(actual_) == expected_->text;
    }
    return false;
  }

  std::string Expected() const {
    switch (kind_) {
      case Matcher::Kind::kEquals:
        return Show(*expected_);
      case Matcher::Kind::kContains:
        return "contains " + Show(*expected_);
      case Matcher::Kind::kMatches:
        return "matches " + Show(*expected_);
      case Matcher::Kind::kIncludes:
        return "a list with " + Show(*expected_);
      case Matcher::Kind::kExcludes:
        return "a list without " + Show(*expected_);
      case Matcher::Kind::kPresent:
        return "present";
      case Matcher::Kind::kAbsent:
        return "absent";
      case Matcher::Kind::kLength:
        return "length " + expected_->text;
    }
    return "";
  }

  std::string Actual() const {
    if (kind_ != Matcher::Kind::kLength) return Show(actual_);
    const auto length = LengthOf(actual_);
    return length ? "length " + *length : Show(actual_);
  }

 private:
  bool Contains(const Json& actual) const {
    if (!IsScalar(actual)) return false;
    const std::string text = actual.ScalarText();
    const auto each = Each(expected_);
    return std::all_of(each.begin(), each.end(), [&](const YamlPointer& part) {
      return part->is_text() && text.find(part->text) != std::string::npos;
    });
  }

  // The wrapper matches whole texts; here a match anywhere counts, unless ^ or $ hold it fast.
  policy_engine::Result<bool> Matches() const {
    std::string_view pattern = expected_->text;
    RETURN_IF_ERROR(policy_engine::Regex::Check(pattern));
    const bool at_start = pattern.starts_with('^');
    const bool at_end = pattern.ends_with('$') && !pattern.ends_with("\\$");
    if (at_start) pattern.remove_prefix(1);
    if (at_end) pattern.remove_suffix(1);
    const std::string anywhere = "(?s:.*)";
    const policy_engine::Regex regex((at_start ? "" : anywhere) + "(?:" + std::string(pattern) +
                                     ")" + (at_end ? "" : anywhere));
    return actual_ && IsScalar(*actual_) && regex.Matches(actual_->ScalarText());
  }

  bool ListHolds(const Json& list) const {
    const auto each = Each(expected_);
    return std::all_of(each.begin(), each.end(), [&](const YamlPointer& item) {
      return (CountEqual(list, *item) > 0) == (kind_ == Matcher::Kind::kIncludes);
    });
  }

  const std::optional<Json>& actual_;
  Matcher::Kind kind_;
  YamlPointer expected_;
};

}  // namespace

bool EqualsYaml(const Json& actual, const YamlNode& expected) {
  if (expected.is_null()) return actual.is_null();
  if (expected.is_text()) return IsScalar(actual) && actual.ScalarText() == expected.text;
  if (actual.is_string()) {
    const auto parsed = ParseJson(actual.AsString());
    return parsed.ok() && !parsed->is_string() && EqualsYaml(*parsed, expected);
  }
  if (expected.is_list()) {
    return actual.is_array() &&
           std::equal(actual.items().begin(), actual.items().end(), expected.items.begin(),
                      expected.items.end(),
                      [](const Json& a, const YamlPointer& e) { return EqualsYaml(a, *e); });
  }
  if (!actual.is_object() || actual.members().size() != expected.members.size()) return false;
  return std::all_of(expected.members.begin(), expected.members.end(),
                     [&](const YamlMember& member) {
                       const Json* found = actual.Find(member.key);
                       return found != nullptr && EqualsYaml(*found, *member.value);
                     });
}

std::string Show(const YamlNode& node) { return Cut(ToJson(node).Dump()); }

std::string Show(const std::optional<Json>& value) { return value ? Cut(value->Dump()) : "absent"; }

SourceResult<std::vector<Mismatch>> Match(const std::string& what,
                                          const std::optional<Json>& actual,
                                          const std::vector<Matcher>& matchers,
                                          const Variables& variables) {
  std::vector<Mismatch> mismatches;
  for (const Matcher& matcher : matchers) {
    ASSIGN_OR_RETURN(const YamlPointer expected, variables.Expand(matcher.value));
    const Comparison comparison(actual, matcher.kind, expected);
    const auto holds = comparison.Holds();
    if (!holds.ok()) return SourceIssues{{matcher.place, holds.error().message}};
    if (!*holds) {
      mismatches.push_back({what, comparison.Expected(), comparison.Actual(), matcher.place});
    }
  }
  return mismatches;
}

}  // namespace simulator
