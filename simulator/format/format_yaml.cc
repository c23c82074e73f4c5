#include "simulator/format/format_yaml.h"

#include <algorithm>

#include "simulator/format/line_layout.h"
#include "simulator/scenario/keys.h"
#include "simulator/scenario/yaml.h"

namespace simulator {
namespace {

using Lines = std::vector<std::string>;

bool Equal(const YamlNode& a, const YamlNode& b) {
  const auto equal_items = [](const YamlPointer& x, const YamlPointer& y) { return Equal(*x, *y); };
  const auto equal_members = [](const YamlMember& x, const YamlMember& y) {
    return x.key == y.key && Equal(*x.value, *y.value);
  };
  return a.kind == b.kind && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), equal_items) &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    equal_members);
}

// The file's keys may change their order.
bool MeansTheSame(const YamlNode& a, const YamlNode& b) {
  if (!a.is_map() || !b.is_map()) return Equal(a, b);
  return a.members.size() == b.members.size() &&
         std::all_of(a.members.begin(), a.members.end(), [&](const YamlMember& member) {
           const YamlNode* other = b.Find(member.key);
           return other != nullptr && Equal(*member.value, *other);
         });
}

const std::vector<std::string>& OrderOf(const YamlNode& root) {
  static const auto& seed = *new std::vector<std::string>(SeedKeys().keys);
  static const auto& scenario = *new std::vector<std::string>(ScenarioKeys().keys);
  return root.Find("scenario") == nullptr && root.Find("accounts") != nullptr ? seed : scenario;
}

// A key of the file with its lines, comments above it first.
struct Part {
  std::string key;
  Lines lines;
};

bool BeginsKey(const std::string& line) {
  return !line.empty() && line.front() != ' ' && line.front() != '#' && line.front() != '-';
}

std::string KeyOf(const std::string& line) {
  std::string key = line.substr(0, line.find(':'));
  if (key.size() > 1 && (key.front() == '"' || key.front() == '\'')) {
    key = key.substr(1, key.size() - 2);
  }
  return key;
}

// The first lines up to the first key and its comments stay at the top; then the parts.
std::pair<Lines, std::vector<Part>> Split(const Lines& lines) {
  Lines head;
  std::vector<Part> parts;
  Lines above;  // comments right above the next key
  for (const std::string& line : lines) {
    if (BeginsKey(line)) {
      if (parts.empty()) {
        head = std::exchange(above, {});
      }
      parts.push_back({KeyOf(line), std::exchange(above, {})});
      parts.back().lines.push_back(line);
    } else if (parts.empty() || line.starts_with('#') || (!above.empty() && line.empty())) {
      above.push_back(line);
    } else {
      // Comments among a part's lines are its own.
      parts.back().lines.insert(parts.back().lines.end(), above.begin(), above.end());
      above.clear();
      parts.back().lines.push_back(line);
    }
  }
  if (parts.empty()) return {above, {}};
  parts.back().lines.insert(parts.back().lines.end(), above.begin(), above.end());
  return {head, parts};
}

size_t RankOf(const std::string& key, const std::vector<std::string>& order) {
  return std::find(order.begin(), order.end(), key) - order.begin();
}

Lines Ordered(const Lines& lines, const std::vector<std::string>& order) {
  auto [head, parts] = Split(lines);
  std::stable_sort(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
    return RankOf(a.key, order) < RankOf(b.key, order);
  });
  Lines ordered = std::move(head);
  for (const Part& part : parts) {
    ordered.insert(ordered.end(), part.lines.begin(), part.lines.end());
  }
  return ordered;
}

// One empty line at most in a row, none at either end.
std::string Joined(const Lines& lines) {
  std::string text;
  bool empty = true;
  for (const std::string& line : lines) {
    if (line.empty()) {
      empty = true;
      continue;
    }
    if (empty && !text.empty()) text += "\n";
    empty = false;
    text += line + "\n";
  }
  return text;
}

}  // namespace

SourceResult<std::string> FormatYaml(std::string_view text, const std::string& file) {
  ASSIGN_OR_RETURN(const YamlPointer before, ParseYaml(text, file));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const Lines lines = LayOutLines(text);
  // Texts with empty lines of their own keep them; an anchor keeps its place before its alias.
  std::string plain;
  for (const std::string& line : lines) plain += line + "\n";
  for (const std::string& layout :
       {Joined(Ordered(lines, OrderOf(*before))), Joined(lines), plain}) {
    const auto after = ParseYaml(layout, file);
    if (after.ok() && MeansTheSame(*before, **after)) return layout;
  }
  return SourceIssues{{before->place,
                       "this layout can't be formatted without changing what it means; the file "
                       "is left as it is"}};
}

}  // namespace simulator
