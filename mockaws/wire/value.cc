#include "mockaws/wire/value.h"

#include "policy_engine/check.h"

namespace mockaws {
namespace {

constexpr size_t kUsualMembers = 6;

}  // namespace

Value Value::MakeList() { return MakeList(List()); }

Value Value::MakeStruct() { return MakeStruct(Struct()); }

Value Value::MakeList(List items) {
  Value value;
  value.data_ = std::move(items);
  return value;
}

Value Value::MakeStruct(Struct members) {
  Value value;
  value.data_ = std::move(members);
  return value;
}

bool Value::is_time() const {
  return std::holds_alternative<policy_engine::Instant>(data_) ||
         std::holds_alternative<MillisTime>(data_);
}

const std::string& Value::AsString() const {
  CHECK(is_string(), "Value is no string");
  return std::get<std::string>(data_);
}
bool Value::AsBool() const {
  CHECK(is_bool(), "Value is no boolean");
  return std::get<bool>(data_);
}
int64_t Value::AsInt() const {
  CHECK(is_int(), "Value is no integer");
  return std::get<int64_t>(data_);
}
policy_engine::Instant Value::AsTime() const {
  CHECK(is_time(), "Value is no time");
  if (const auto* millis = std::get_if<MillisTime>(&data_)) return millis->instant;
  return std::get<policy_engine::Instant>(data_);
}
const Value::List& Value::items() const {
  CHECK(is_list(), "Value is no list");
  return std::get<List>(data_);
}
Value::List& Value::items() {
  CHECK(is_list(), "Value is no list");
  return std::get<List>(data_);
}
const Value::Struct& Value::members() const {
  CHECK(is_struct(), "Value is no structure");
  return std::get<Struct>(data_);
}
Value::Struct& Value::members() {
  CHECK(is_struct(), "Value is no structure");
  return std::get<Struct>(data_);
}

std::string Value::ScalarText() const {
  if (is_string()) return AsString();
  if (is_bool()) return AsBool() ? "true" : "false";
  if (is_int()) return std::to_string(AsInt());
  if (const auto* millis = std::get_if<MillisTime>(&data_)) {
    return policy_engine::FormatIso8601Millis(millis->instant);
  }
  return policy_engine::FormatIso8601(AsTime());
}

const Value* Value::Find(std::string_view name) const {
  if (!is_struct()) return nullptr;
  for (const Member& member : members()) {
    if (member.name == name) return member.value.is_null() ? nullptr : &member.value;
  }
  return nullptr;
}

Value& Value::Set(std::string_view name, Value value) {
  if (is_null()) data_.emplace<Struct>().reserve(kUsualMembers);
  Struct& all = members();
  for (Member& member : all) {
    if (member.name == name) {
      member.value = std::move(value);
      return member.value;
    }
  }
  all.push_back({std::string(name), std::move(value)});
  return all.back().value;
}

void Value::SetIf(std::string_view name, std::optional<Value> value) {
  if (value) Set(name, *std::move(value));
}

Value& Value::Append(Value value) {
  if (is_null()) data_ = List();
  items().push_back(std::move(value));
  return items().back();
}

const std::string& Value::Str(std::string_view name) const {
  const Value* value = Find(name);
  CHECK(value != nullptr, "required member absent");
  return value->AsString();
}

std::string Value::StrOr(std::string_view name, std::string_view otherwise) const {
  const Value* value = Find(name);
  return value != nullptr ? value->AsString() : std::string(otherwise);
}

std::optional<std::string> Value::OptStr(std::string_view name) const {
  const Value* value = Find(name);
  if (value == nullptr) return std::nullopt;
  return value->AsString();
}

std::optional<int64_t> Value::OptInt(std::string_view name) const {
  const Value* value = Find(name);
  if (value == nullptr) return std::nullopt;
  return value->AsInt();
}

std::optional<bool> Value::OptBool(std::string_view name) const {
  const Value* value = Find(name);
  if (value == nullptr) return std::nullopt;
  return value->AsBool();
}

const Value::List& Value::ListOf(std::string_view name) const {
  static const List kEmpty;
  const Value* value = Find(name);
  return value != nullptr ? value->items() : kEmpty;
}

bool operator==(const Value& a, const Value& b) {
  if (a.data_.index() != b.data_.index()) return false;
  if (a.is_struct()) {
    if (a.members().size() != b.members().size()) return false;
    for (size_t i = 0; i < a.members().size(); ++i) {
      if (a.members()[i].name != b.members()[i].name) return false;
      if (!(a.members()[i].value == b.members()[i].value)) return false;
    }
    return true;
  }
  if (a.is_list()) return a.items() == b.items();
  if (a.is_null()) return true;
  return a.ScalarText() == b.ScalarText();
}

}  // namespace mockaws
