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
  value.kind_ = Kind::kList;
  new (&value.list_) List(std::move(items));
  return value;
}

Value Value::MakeStruct(Struct members) {
  Value value;
  value.kind_ = Kind::kStruct;
  new (&value.struct_) Struct(std::move(members));
  return value;
}

void Value::CopyFrom(const Value& other) {
  switch (other.kind_) {
    case Kind::kString:
      new (&text_) std::string(other.text_);
      break;
    case Kind::kList:
      new (&list_) List(other.list_);
      break;
    case Kind::kStruct:
      new (&struct_) Struct(other.struct_);
      break;
    case Kind::kBool:
      bool_ = other.bool_;
      break;
    case Kind::kTime:
    case Kind::kMillisTime:
      time_ = other.time_;
      break;
    case Kind::kInt:
    case Kind::kNull:
      int_ = other.int_;
      break;
  }
  kind_ = other.kind_;
}

const std::string& Value::AsString() const {
  CHECK(is_string(), "Value is no string");
  return text_;
}
bool Value::AsBool() const {
  CHECK(is_bool(), "Value is no boolean");
  return bool_;
}
int64_t Value::AsInt() const {
  CHECK(is_int(), "Value is no integer");
  return int_;
}
policy_engine::Instant Value::AsTime() const {
  CHECK(is_time(), "Value is no time");
  return time_;
}
const Value::List& Value::items() const {
  CHECK(is_list(), "Value is no list");
  return list_;
}
Value::List& Value::items() {
  CHECK(is_list(), "Value is no list");
  return list_;
}
const Value::Struct& Value::members() const {
  CHECK(is_struct(), "Value is no structure");
  return struct_;
}
Value::Struct& Value::members() {
  CHECK(is_struct(), "Value is no structure");
  return struct_;
}

std::string Value::ScalarText() const {
  if (is_string()) return AsString();
  if (is_bool()) return AsBool() ? "true" : "false";
  if (is_int()) return std::to_string(AsInt());
  if (kind_ == Kind::kMillisTime) return policy_engine::FormatIso8601Millis(AsTime());
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
  if (is_null()) {
    *this = MakeStruct();
    struct_.reserve(kUsualMembers);
  }
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
  if (is_null()) *this = MakeList();
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
  if (a.kind_ != b.kind_) return false;
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
