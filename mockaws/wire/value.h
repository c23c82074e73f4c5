// Value: the tree that an operation's input is bound to and its output is built from.
//
// Members keep the order in which they were set: it is the order on the wire. Which members an
// operation may have, and their types, is the model's business (mockaws/model/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "policy_engine/base/time.h"

namespace mockaws {

class Value {
 public:
  struct Member;
  using List = std::vector<Value>;
  using Struct = std::vector<Member>;
  // An instant that is rendered with milliseconds (SAML, OIDC, last-access jobs).
  struct MillisTime {
    policy_engine::Instant instant;
    friend bool operator==(const MillisTime&, const MillisTime&) = default;
  };

  Value();                              // null
  Value(std::string text);              // NOLINT: implicit
  Value(std::string_view text);         // NOLINT: implicit
  Value(const char* text);              // NOLINT: implicit
  Value(bool value);                    // NOLINT: implicit
  Value(int value);                     // NOLINT: implicit
  Value(int64_t value);                 // NOLINT: implicit
  Value(policy_engine::Instant value);  // NOLINT: implicit
  Value(MillisTime value);              // NOLINT: implicit
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();
  static Value MakeList();
  static Value MakeList(List items);
  // Structures and maps alike.
  static Value MakeStruct();
  static Value MakeStruct(Struct members);

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  bool is_string() const { return std::holds_alternative<std::string>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  bool is_int() const { return std::holds_alternative<int64_t>(data_); }
  bool is_time() const;
  bool is_list() const { return std::holds_alternative<List>(data_); }
  bool is_struct() const { return std::holds_alternative<Struct>(data_); }

  // Accessors CHECK the type.
  const std::string& AsString() const;
  bool AsBool() const;
  int64_t AsInt() const;
  policy_engine::Instant AsTime() const;
  const List& items() const;
  List& items();
  const Struct& members() const;
  Struct& members();

  // Text as on the wire: numbers, booleans and times rendered; CHECKs that this is a scalar.
  std::string ScalarText() const;

  // The member's value, or nullptr if absent, null, or this is no structure.
  const Value* Find(std::string_view name) const;
  // Sets or appends a member; a null Value turns into an empty structure first.
  Value& Set(std::string_view name, Value value);
  // Like Set, but leaves an absent value out.
  void SetIf(std::string_view name, std::optional<Value> value);
  // Appends an item; a null Value turns into an empty list first.
  Value& Append(Value value);

  // Members of bound inputs. Str CHECKs presence (the model has it as required).
  const std::string& Str(std::string_view name) const;
  std::string StrOr(std::string_view name, std::string_view otherwise) const;
  std::optional<std::string> OptStr(std::string_view name) const;
  std::optional<int64_t> OptInt(std::string_view name) const;
  std::optional<bool> OptBool(std::string_view name) const;
  // Empty if absent.
  const List& ListOf(std::string_view name) const;
  bool Has(std::string_view name) const { return Find(name) != nullptr; }

  friend bool operator==(const Value& a, const Value& b);

 private:
  std::variant<std::monostate, std::string, bool, int64_t, policy_engine::Instant, MillisTime, List,
               Struct>
      data_;
};

struct Value::Member {
  std::string name;
  Value value;
};

// Here, not in the class: they need Member whole.
inline Value::Value() = default;
inline Value::Value(std::string text) : data_(std::move(text)) {}
inline Value::Value(std::string_view text) : data_(std::string(text)) {}
inline Value::Value(const char* text) : data_(std::string(text)) {}
inline Value::Value(bool value) : data_(value) {}
inline Value::Value(int value) : data_(int64_t{value}) {}
inline Value::Value(int64_t value) : data_(value) {}
inline Value::Value(policy_engine::Instant value) : data_(value) {}
inline Value::Value(MillisTime value) : data_(value) {}
inline Value::Value(const Value&) = default;
inline Value::Value(Value&&) noexcept = default;
inline Value& Value::operator=(const Value&) = default;
inline Value& Value::operator=(Value&&) noexcept = default;
inline Value::~Value() = default;

}  // namespace mockaws
