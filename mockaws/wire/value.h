// Value: the tree that an operation's input is bound to and its output is built from.
//
// Members keep the order in which they were set: it is the order on the wire. Which members an
// operation may have, and their types, is the model's business (mockaws/model/).
#pragma once

#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

  bool is_null() const { return kind_ == Kind::kNull; }
  bool is_string() const { return kind_ == Kind::kString; }
  bool is_bool() const { return kind_ == Kind::kBool; }
  bool is_int() const { return kind_ == Kind::kInt; }
  bool is_time() const { return kind_ == Kind::kTime || kind_ == Kind::kMillisTime; }
  bool is_list() const { return kind_ == Kind::kList; }
  bool is_struct() const { return kind_ == Kind::kStruct; }

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
  enum class Kind : uint8_t { kNull, kString, kBool, kInt, kTime, kMillisTime, kList, kStruct };

  // For an object that holds nothing yet.
  void CopyFrom(const Value& other);
  void MoveFrom(Value&& other) noexcept;
  void Destroy() noexcept;

  // A union by hand: values are made, moved and destroyed so often that std::variant's way through
  // tables of functions shows.
  Kind kind_ = Kind::kNull;
  union {
    bool bool_;
    int64_t int_;
    policy_engine::Instant time_;  // of kTime and kMillisTime
    std::string text_;
    List list_;
    Struct struct_;
  };
};

struct Value::Member {
  std::string name;
  Value value;
};

// Here, not in the class: they need Member whole.
inline Value::Value() : int_(0) {}
inline Value::Value(std::string text) : kind_(Kind::kString), text_(std::move(text)) {}
inline Value::Value(std::string_view text) : kind_(Kind::kString), text_(text) {}
inline Value::Value(const char* text) : kind_(Kind::kString), text_(text) {}
inline Value::Value(bool value) : kind_(Kind::kBool), bool_(value) {}
inline Value::Value(int value) : kind_(Kind::kInt), int_(value) {}
inline Value::Value(int64_t value) : kind_(Kind::kInt), int_(value) {}
inline Value::Value(policy_engine::Instant value) : kind_(Kind::kTime), time_(value) {}
inline Value::Value(MillisTime value) : kind_(Kind::kMillisTime), time_(value.instant) {}
inline Value::Value(const Value& other) : int_(0) { CopyFrom(other); }
inline Value::Value(Value&& other) noexcept : int_(0) { MoveFrom(std::move(other)); }
inline Value::~Value() { Destroy(); }

inline Value& Value::operator=(const Value& other) {
  if (this != &other) *this = Value(other);
  return *this;
}

inline Value& Value::operator=(Value&& other) noexcept {
  if (this != &other) {
    Destroy();
    MoveFrom(std::move(other));
  }
  return *this;
}

// The source keeps its kind, with what a moved-from text or list holds.
inline void Value::MoveFrom(Value&& other) noexcept {
  kind_ = other.kind_;
  switch (kind_) {
    case Kind::kString:
      new (&text_) std::string(std::move(other.text_));
      return;
    case Kind::kList:
      new (&list_) List(std::move(other.list_));
      return;
    case Kind::kStruct:
      new (&struct_) Struct(std::move(other.struct_));
      return;
    case Kind::kBool:
      bool_ = other.bool_;
      return;
    case Kind::kTime:
    case Kind::kMillisTime:
      time_ = other.time_;
      return;
    case Kind::kInt:
    case Kind::kNull:
      int_ = other.int_;
      return;
  }
}

inline void Value::Destroy() noexcept {
  switch (kind_) {
    case Kind::kString:
      text_.~basic_string();
      break;
    case Kind::kList:
      list_.~List();
      break;
    case Kind::kStruct:
      struct_.~Struct();
      break;
    default:
      break;
  }
  kind_ = Kind::kNull;
}

}  // namespace mockaws
