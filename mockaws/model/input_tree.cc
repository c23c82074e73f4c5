#include "mockaws/model/input_tree.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace mockaws {
namespace {

using policy_engine::Result;
using Status = Result<void, ApiError>;
using Kind = Shape::Kind;

// Recorded: an index may pass the list's extent (1 at least) by ten.
constexpr size_t kSparseMax = 10;

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Takes the first segment, up to a '.', off `path`.
std::string_view TakeSegment(std::string_view* path) {
  const std::string_view segment = path->substr(0, path->find('.'));
  path->remove_prefix(std::min(segment.size() + 1, path->size()));
  return segment;
}

// A signed 32-bit integer as AWS reads it: a sign and leading zeros pass, nothing else does.
ApiResult<Value> ReadInteger(std::string_view text) {
  if (text.empty()) return MalformedInput("missing value for decimal type");
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  if (!IsDigits(text.starts_with('-') ? text.substr(1) : text)) return MalformedInput("");
  int32_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return MalformedInput("");
  return Value(int64_t{number});
}

ApiResult<Value> ReadBoolean(std::string_view text) {
  if (text == "true" || text == "1") return Value(true);
  if (text == "false" || text == "0") return Value(false);
  return MalformedInput("");
}

InputNode::Children& ChildrenOf(InputNode* node) {
  if (node->children == nullptr) node->children = std::make_unique<InputNode::Children>();
  return *node->children;
}

// The index that a list's or map's segment stands for; nothing if it is no number. `extent` is the
// highest index so far.
ApiResult<std::optional<size_t>> ReadIndex(std::string_view segment, size_t extent) {
  if (segment.starts_with('-')) {
    return MalformedInput("Key " + std::string(segment) + " may not have a leading '-'");
  }
  if (!IsDigits(segment)) return std::optional<size_t>();
  size_t index = 0;
  const char* end = segment.data() + segment.size();
  const auto parsed = std::from_chars(segment.data(), end, index);
  if (parsed.ec != std::errc() || index > std::numeric_limits<int32_t>::max()) {
    return MalformedInput("");
  }
  if (index == 0) return MalformedInput("0 is not a valid index");
  const size_t present = std::max<size_t>(extent, 1);
  if (index > present + kSparseMax) {
    return MalformedInput("Excessively sparse input would skip " + std::to_string(index - present) +
                          " list elements");
  }
  return std::optional<size_t>(index);
}

template <typename T>
size_t Extent(const std::map<size_t, T>& elements) {
  return elements.empty() ? 0 : elements.rbegin()->first;
}

// Takes the index segment off `path`. A segment that is no number stays: it belongs to element 1
// (recorded: `Tags.member.one.Key` makes a tag without key and value).
template <typename T>
ApiResult<size_t> TakeIndex(const std::map<size_t, T>& elements, std::string_view* path) {
  std::string_view rest = *path;
  const std::string_view segment = TakeSegment(&rest);
  ASSIGN_OR_RETURN(const std::optional<size_t> index, ReadIndex(segment, Extent(elements)));
  if (!index) return size_t{1};
  if (IsDigits(rest.substr(0, rest.find('.')))) {
    return MalformedInput("Two index elements may not occur back to back");
  }
  *path = rest;
  return *index;
}

Status Place(const Shape& shape, std::string_view path, const std::string& text, InputNode* node);

Status PlaceInStructure(const Shape& shape, std::string_view path, const std::string& text,
                        InputNode::Children* children) {
  const ShapeMember* member = shape.FindMember(TakeSegment(&path));
  if (member == nullptr) return {};  // unknown: ignored
  return Place(*member->shape, path, text, &children->MemberToFill(*member));
}

Status PlaceInList(const Shape& shape, std::string_view path, const std::string& text,
                   InputNode::Children* children) {
  if (TakeSegment(&path) != "member") return {};
  size_t index = 1;
  if (!path.empty()) {
    ASSIGN_OR_RETURN(index, TakeIndex(children->elements, &path));
  }
  return Place(*shape.element, path, text, &children->elements[index]);
}

Status PlaceInMap(const Shape& shape, std::string_view path, const std::string& text,
                  InputNode::Children* children) {
  if (TakeSegment(&path) != "entry") return {};
  size_t index = 1;
  if (!path.empty()) {
    ASSIGN_OR_RETURN(index, TakeIndex(children->entries, &path));
  }
  InputNode::MapEntry& entry = children->entries[index];
  const std::string_view part = TakeSegment(&path);
  if (part == "key") return Place(*shape.key, path, text, &entry.key);
  if (part == "value") return Place(*shape.element, path, text, &entry.value);
  return {};
}

// Puts `text` where `path` leads below `node`, which has this shape.
Status Place(const Shape& shape, std::string_view path, const std::string& text, InputNode* node) {
  if (IsScalar(shape)) {
    if (!path.empty()) return MalformedInput("Start of list found where not expected");
    if (node->present()) return {};  // the first on the wire counts
    ASSIGN_OR_RETURN(node->scalar, ReadScalar(shape, text));
    return {};
  }
  InputNode::Children& children = ChildrenOf(node);
  if (path.empty()) {
    if (!text.empty()) return MalformedInput("");
    return {};  // `Name=`: given, and empty
  }
  if (shape.kind == Kind::kStructure) return PlaceInStructure(shape, path, text, &children);
  if (shape.kind == Kind::kList) return PlaceInList(shape, path, text, &children);
  return PlaceInMap(shape, path, text, &children);
}

}  // namespace

bool IsScalar(const Shape& shape) {
  return shape.kind != Kind::kStructure && shape.kind != Kind::kList && shape.kind != Kind::kMap;
}

ApiResult<Value> ReadScalar(const Shape& shape, std::string_view text) {
  switch (shape.kind) {
    case Kind::kInteger:
      return ReadInteger(text);
    case Kind::kBoolean:
      return ReadBoolean(text);
    default:
      return Value(text);
  }
}

const InputNode* InputNode::Children::Member(const ShapeMember& member) const {
  for (const auto& [candidate, node] : members) {
    if (candidate == &member) return node.present() ? &node : nullptr;
  }
  return nullptr;
}

InputNode& InputNode::Children::MemberToFill(const ShapeMember& member) {
  for (auto& [candidate, node] : members) {
    if (candidate == &member) return node;
  }
  return members.emplace_back(&member, InputNode()).second;
}

ApiResult<InputNode> ReadInput(const Shape& structure, const QueryParameters& parameters) {
  InputNode root;
  InputNode::Children& children = ChildrenOf(&root);
  children.members.reserve(std::min(parameters.size(), structure.members.size()));
  for (const auto& [path, text] : parameters) {
    RETURN_IF_ERROR(PlaceInStructure(structure, path, text, &children));
  }
  return root;
}

}  // namespace mockaws
