#include "mockaws/model/flat_input.h"

#include <algorithm>
#include <array>
#include <string>

#include "mockaws/model/constraints.h"
#include "mockaws/model/input_tree.h"

namespace mockaws {
namespace {

constexpr size_t kMembersMax = 16;

// By the member's place in the shape: the first parameter of its name on the wire, or null.
using Texts = std::array<const std::string*, kMembersMax>;

size_t PlaceOf(const Shape& structure, const ShapeMember* member) {
  return static_cast<size_t>(member - structure.members.data());
}

bool CollectTexts(const Shape& structure, const QueryParameters& parameters, Texts* texts) {
  for (const auto& [name, text] : parameters) {
    const size_t dot = name.find('.');
    const ShapeMember* member = structure.FindMember(std::string_view(name).substr(0, dot));
    if (member == nullptr) continue;
    if (dot != std::string::npos || !IsScalar(*member->shape)) return false;
    const std::string*& place = (*texts)[PlaceOf(structure, member)];
    if (place == nullptr) place = &text;
  }
  return true;
}

}  // namespace

std::optional<Value> BindFlatInput(const Shape& structure, const QueryParameters& parameters) {
  Texts texts{};
  if (structure.members.size() > texts.size()) return std::nullopt;
  if (!CollectTexts(structure, parameters, &texts)) return std::nullopt;
  Value::Struct members;
  members.reserve(std::min(parameters.size(), structure.members.size()));
  for (const ShapeMember* member : structure.fault_order) {
    const std::string* text = texts[PlaceOf(structure, member)];
    if (text == nullptr) {
      if (member->required) return std::nullopt;
      continue;
    }
    auto value = ReadScalar(*member->shape, *text);
    if (!value.ok() || !KeepsConstraints(*member->shape, *value)) return std::nullopt;
    members.push_back({member->name, *std::move(value)});
  }
  return Value::MakeStruct(std::move(members));
}

}  // namespace mockaws
