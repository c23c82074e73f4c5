// YamlNode: a YAML document as a tree in which every scalar is text and every node knows its place;
// the one wrapper around yaml-cpp.
//
// YAML's implicit types are not applied: 0123456701 and 2012-10-17 stay the texts they are, and
// whoever asks for a number reads it from the text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/source.h"

namespace simulator {

struct YamlMember;

// Immutable once parsed; aliases share nodes. Safe to read from any thread.
struct YamlNode {
  enum class Kind { kNull, kText, kList, kMap };

  Kind kind = Kind::kNull;
  std::string text;                                    // of texts
  std::vector<std::shared_ptr<const YamlNode>> items;  // of lists
  std::vector<YamlMember> members;                     // of maps, in the order written
  SourcePlace place;

  bool is_null() const { return kind == Kind::kNull; }
  bool is_text() const { return kind == Kind::kText; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_map() const { return kind == Kind::kMap; }
  // The member's value, or nullptr; nullptr too if this is no map.
  const YamlNode* Find(std::string_view key) const;
  // `text`, `list`, `mapping` or `null`, for messages.
  std::string_view KindName() const;
};

struct YamlMember {
  std::string key;
  SourcePlace key_place;
  std::shared_ptr<const YamlNode> value;
};

using YamlPointer = std::shared_ptr<const YamlNode>;

// Hostile input stays within these; each has its own error.
struct YamlLimits {
  size_t bytes_max = 4u << 20;
  int depth_max = 64;
  // Nodes as they would be with every alias written out.
  size_t nodes_max = 200'000;
};

// Parses one YAML document. `file` is what messages name. Errors: invalid UTF-8, syntax, keys that
// are no text or stand twice, tags (`!!int`), merge keys, a second document, a limit passed.
SourceResult<YamlPointer> ParseYaml(std::string_view text, const std::string& file,
                                    const YamlLimits& limits = {});

}  // namespace simulator
