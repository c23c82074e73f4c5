// From fields to JSON and back, for every type that a field of an entity may have. A type that
// isn't known here doesn't compile.
#pragma once

#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "mockaws/state/entities.h"
#include "mockaws/state/entity_codec.h"
#include "mockaws/state/field_list.h"
#include "policy_engine/base/json.h"

namespace mockaws::field_codec {

using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

template <typename T>
concept Listed = requires {
  FieldsOf<T>::kAll;
};
template <typename T>
concept Number = std::integral<T> && !std::same_as<T, bool>;
template <typename T>
concept Enum = std::is_enum_v<T>;
// Of which an empty one may be left out.
template <typename T>
concept Container = requires(const T& value) {
  value.empty();
};

Json WritePolicy(const PolicyText& policy);
Result<void> ReadPolicy(const Json& json, PolicyText* policy);
Json WriteBytes(std::string_view bytes);
Result<std::string> ReadBytes(const Json& json);
Result<int64_t> ReadInteger(const Json& json);
Error WrongType(std::string_view wanted);
Error UnknownMember(std::string_view name);
Error InMember(std::string_view name, const Error& error);

template <Listed T>
Json Write(const T& entity, const RowSealer& sealer);
template <Listed T>
Result<void> Read(const Json& json, const RowSealer& sealer, T* entity);

// ------------------------------------------------------------------------------ values

inline Json Write(bool value, const RowSealer&) { return Json::Bool(value); }
inline Json Write(const std::string& value, const RowSealer&) { return Json::String(value); }
inline Json Write(Instant value, const RowSealer&) {
  return Json::Number(int64_t{value.time_since_epoch().count()});
}
inline Json Write(const PolicyText& value, const RowSealer&) { return WritePolicy(value); }
template <Number T>
Json Write(T value, const RowSealer&) {
  return Json::Number(static_cast<int64_t>(value));
}
template <Enum T>
Json Write(T value, const RowSealer&) {
  return Json::Number(static_cast<int64_t>(value));
}
template <typename T>
Json Write(const std::vector<T>& values, const RowSealer& sealer) {
  Json list = Json::MakeArray();
  for (const T& value : values) list.Append(Write(value, sealer));
  return list;
}
template <typename T>
Json Write(const std::set<T>& values, const RowSealer& sealer) {
  Json list = Json::MakeArray();
  for (const T& value : values) list.Append(Write(value, sealer));
  return list;
}
template <typename T>
Json Write(const std::optional<T>& value, const RowSealer& sealer) {
  return value ? Write(*value, sealer) : Json();
}
// Shared texts: none is null.
inline Json Write(const std::shared_ptr<const std::string>& value, const RowSealer&) {
  return value == nullptr ? Json() : Json::String(*value);
}
template <typename T, typename Compare>
Json Write(const std::map<std::string, T, Compare>& values, const RowSealer& sealer) {
  Json object = Json::MakeObject();
  for (const auto& [key, value] : values) object.Set(key, Write(value, sealer));
  return object;
}

inline Result<void> Read(const Json& json, const RowSealer&, bool* value) {
  if (!json.is_bool()) return WrongType("true or false");
  *value = json.AsBool();
  return {};
}
inline Result<void> Read(const Json& json, const RowSealer&, std::string* value) {
  if (!json.is_string()) return WrongType("a text");
  *value = json.AsString();
  return {};
}
inline Result<void> Read(const Json& json, const RowSealer&, Instant* value) {
  ASSIGN_OR_RETURN(const int64_t millis, ReadInteger(json));
  *value = Instant(std::chrono::milliseconds(millis));
  return {};
}
inline Result<void> Read(const Json& json, const RowSealer&, PolicyText* value) {
  return ReadPolicy(json, value);
}
template <Number T>
Result<void> Read(const Json& json, const RowSealer&, T* value) {
  ASSIGN_OR_RETURN(const int64_t number, ReadInteger(json));
  if (!std::in_range<T>(number)) return WrongType("a smaller number");
  *value = static_cast<T>(number);
  return {};
}
template <Enum T>
Result<void> Read(const Json& json, const RowSealer&, T* value) {
  ASSIGN_OR_RETURN(const int64_t number, ReadInteger(json));
  *value = static_cast<T>(number);
  return {};
}
template <typename T>
Result<void> Read(const Json& json, const RowSealer& sealer, std::vector<T>* values) {
  if (!json.is_array()) return WrongType("a list");
  values->clear();
  for (const Json& item : json.items()) {
    T value{};
    RETURN_IF_ERROR(Read(item, sealer, &value));
    values->push_back(std::move(value));
  }
  return {};
}
template <typename T>
Result<void> Read(const Json& json, const RowSealer& sealer, std::set<T>* values) {
  std::vector<T> list;
  RETURN_IF_ERROR(Read(json, sealer, &list));
  *values = std::set<T>(list.begin(), list.end());
  return {};
}
template <typename T>
Result<void> Read(const Json& json, const RowSealer& sealer, std::optional<T>* value) {
  if (json.is_null()) {
    value->reset();
    return {};
  }
  return Read(json, sealer, &value->emplace());
}
inline Result<void> Read(const Json& json, const RowSealer&,
                         std::shared_ptr<const std::string>* value) {
  value->reset();
  if (json.is_null()) return {};
  if (!json.is_string()) return WrongType("a text");
  *value = std::make_shared<const std::string>(json.AsString());
  return {};
}
template <typename T, typename Compare>
Result<void> Read(const Json& json, const RowSealer& sealer,
                  std::map<std::string, T, Compare>* values) {
  if (!json.is_object()) return WrongType("an object");
  values->clear();
  for (const Json::Member& member : json.members()) {
    RETURN_IF_ERROR(Read(member.value, sealer, &(*values)[member.key]));
  }
  return {};
}

// ------------------------------------------------------------------------------ entities

template <typename T>
bool IsEmpty(const T& value) {
  if constexpr (Container<T>) return value.empty();
  return false;
}
template <typename T>
bool IsEmpty(const std::optional<T>& value) {
  return !value.has_value();
}

// Adds one entry of T's list to `object`; what is empty by default and in fact is left out.
template <typename T, FieldForm kForm, typename Member>
void WriteEntry(const Field<kForm, T, Member>& field, const T& entity, const T& defaults,
                const RowSealer& sealer, Json* object) {
  const Member& value = entity.*field.member;
  if (IsEmpty(value) && IsEmpty(defaults.*field.member)) return;
  if constexpr (kForm == FieldForm::kSealed) {
    object->Set(field.name, Json::String(sealer.Seal(value)));
  } else if constexpr (kForm == FieldForm::kBytes) {
    object->Set(field.name, WriteBytes(value));
  } else {
    object->Set(field.name, Write(value, sealer));
  }
}
template <typename T, typename Base>
void WriteEntry(const BaseFields<Base>&, const T& entity, const T&, const RowSealer& sealer,
                Json* object) {
  const Json written = Write(static_cast<const Base&>(entity), sealer);
  for (const Json::Member& member : written.members()) object->Set(member.key, member.value);
}

// Whether the entry is the member's, and if so reads it.
template <typename T, FieldForm kForm, typename Member>
bool ReadEntry(const Field<kForm, T, Member>& field, const Json::Member& member,
               const RowSealer& sealer, T* entity, Result<void>* outcome) {
  if (field.name != member.key) return false;
  Member* value = &(entity->*field.member);
  if constexpr (kForm == FieldForm::kPlain) {
    *outcome = Read(member.value, sealer, value);
  } else {
    auto bytes = kForm == FieldForm::kBytes ? ReadBytes(member.value)
                 : member.value.is_string() ? sealer.Open(member.value.AsString())
                                            : Result<std::string>(WrongType("a text"));
    if (bytes.ok()) {
      *value = *std::move(bytes);
    } else {
      *outcome = bytes.error();
    }
  }
  if (!outcome->ok()) *outcome = InMember(member.key, outcome->error());
  return true;
}
template <typename T, typename Base>
bool ReadEntry(const BaseFields<Base>&, const Json::Member& member, const RowSealer& sealer,
               T* entity, Result<void>* outcome) {
  return std::apply(
      [&](const auto&... entries) {
        return (ReadEntry(entries, member, sealer, static_cast<Base*>(entity), outcome) || ...);
      },
      FieldsOf<Base>::kAll);
}

template <Listed T>
Json Write(const T& entity, const RowSealer& sealer) {
  Json object = Json::MakeObject();
  const T defaults{};
  std::apply(
      [&](const auto&... entries) {
        (WriteEntry(entries, entity, defaults, sealer, &object), ...);
      },
      FieldsOf<T>::kAll);
  return object;
}

template <Listed T>
Result<void> Read(const Json& json, const RowSealer& sealer, T* entity) {
  if (!json.is_object()) return WrongType("an object");
  for (const Json::Member& member : json.members()) {
    Result<void> outcome;
    const bool known = std::apply(
        [&](const auto&... entries) {
          return (ReadEntry(entries, member, sealer, entity, &outcome) || ...);
        },
        FieldsOf<T>::kAll);
    if (!known) return UnknownMember(member.key);
    RETURN_IF_ERROR(outcome);
  }
  return {};
}

}  // namespace mockaws::field_codec
