// InputTree: Query parameters (`Tags.member.1.Key`) sorted into the shape of an operation's input.
//
// What can't be read at all (list indexes, integers, booleans) is refused here; what can is judged
// by constraints.h. Lists stay sparse: memory is bounded by the parameters, not by their indexes.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/model/service_model.h"
#include "mockaws/wire/query.h"
#include "mockaws/wire/value.h"

namespace mockaws {

struct InputNode {
  struct Children;
  struct MapEntry;

  Value scalar;  // of scalars; null: not given
  // Of structures, lists and maps that were given, if only as `Name=`; else null.
  std::unique_ptr<Children> children;

  bool present() const { return children != nullptr || !scalar.is_null(); }
};

struct InputNode::Children {
  std::vector<std::pair<const ShapeMember*, InputNode>> members;  // of structures
  // Of lists and maps, by index, from 1; absent indexes are holes.
  std::map<size_t, InputNode> elements;  // of lists
  std::map<size_t, MapEntry> entries;    // of maps

  const InputNode* Member(const ShapeMember& member) const;
  InputNode& MemberToFill(const ShapeMember& member);
};

struct InputNode::MapEntry {
  InputNode key;
  InputNode value;
};

bool IsScalar(const Shape& shape);

// A scalar's value of its text. Error: MalformedInput. Thread-safe.
ApiResult<Value> ReadScalar(const Shape& shape, std::string_view text);

// The tree for a structure. Errors: MalformedInput, for the first parameter on the wire that can't
// be read. Thread-safe.
ApiResult<InputNode> ReadInput(const Shape& structure, const QueryParameters& parameters);

}  // namespace mockaws
