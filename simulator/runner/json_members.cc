#include "simulator/runner/json_members.h"

namespace simulator {

using policy_engine::Json;

std::string TextOf(const Json& object, std::string_view member) {
  const Json* value = object.Find(member);
  return value != nullptr && value->is_string() ? value->AsString() : "";
}

const Json::Array& ItemsOf(const Json& object, std::string_view member) {
  static const auto& none = *new Json::Array();
  const Json* list = object.Find(member);
  return list != nullptr && list->is_array() ? list->items() : none;
}

}  // namespace simulator
