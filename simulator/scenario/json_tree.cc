#include "simulator/scenario/json_tree.h"

#include "policy_engine/base/json.h"
#include "simulator/scenario/place_counter.h"

namespace simulator {
namespace {

using policy_engine::Json;

class TreeMaker {
 public:
  TreeMaker(std::string_view text, const std::shared_ptr<const std::string>& file)
      : places_(text, file) {}

  // Null for the key of a YAML merge, which has its own error.
  std::shared_ptr<YamlNode> NodeOf(const Json& json) {
    auto node = std::make_shared<YamlNode>();
    node->place = places_.At(json.span().begin);
    ++nodes_;
    switch (json.type()) {
      case Json::Type::kNull:
        return node;
      case Json::Type::kArray:
        node->kind = YamlNode::Kind::kList;
        return AddItems(json, node.get()) ? node : nullptr;
      case Json::Type::kObject:
        node->kind = YamlNode::Kind::kMap;
        return AddMembers(json, node.get()) ? node : nullptr;
      case Json::Type::kBool:
      case Json::Type::kNumber:
      case Json::Type::kString:
        node->kind = YamlNode::Kind::kText;
        node->text = json.ScalarText();
        return node;
    }
    return nullptr;
  }

  size_t nodes() const { return nodes_; }

 private:
  bool AddItems(const Json& json, YamlNode* list) {
    list->items.reserve(json.items().size());
    for (const Json& item : json.items()) {
      list->items.push_back(NodeOf(item));
      if (list->items.back() == nullptr) return false;
    }
    return true;
  }

  bool AddMembers(const Json& json, YamlNode* map) {
    map->members.reserve(json.members().size());
    for (const Json::Member& member : json.members()) {
      if (member.key == "<<") return false;
      const SourcePlace place = places_.At(member.key_span.begin);
      map->members.push_back({member.key, place, NodeOf(member.value)});
      if (map->members.back().value == nullptr) return false;
    }
    return true;
  }

  PlaceCounter places_;
  size_t nodes_ = 0;
};

}  // namespace

std::optional<YamlPointer> ReadJsonTree(std::string_view text,
                                        const std::shared_ptr<const std::string>& file,
                                        const YamlLimits& limits) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || text[start] != '{') return std::nullopt;
  const auto json = policy_engine::ParseJson(
      text, {.bytes_max = limits.bytes_max, .depth_max = limits.depth_max});
  if (!json.ok()) return std::nullopt;
  TreeMaker maker(text, file);
  YamlPointer root = maker.NodeOf(*json);
  if (root == nullptr || maker.nodes() > limits.nodes_max) return std::nullopt;
  return root;
}

}  // namespace simulator
