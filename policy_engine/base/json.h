// Json: an ordered JSON document with source positions; the one wrapper around nlohmann/json.
//
// nlohmann's own tree keeps the last of duplicate keys in silence and forgets positions; policies
// need both (a duplicate "Effect" must not turn a Deny into an Allow). So its SAX parser feeds this
// tree. Objects keep their members in source order, duplicates included unless refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/result.h"

namespace policy_engine {

// Byte offsets [begin, end) into the parsed text; both 0 for values built in code.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// A place for people: both count from 1; columns count bytes of UTF-8 sequences once.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};

// Line and column of `offset` in `text`. CR, LF and CR LF each end one line.
LineColumn LineColumnAt(std::string_view text, size_t offset);

class Json {
 public:
  enum class Type : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  struct Member;
  using Array = std::vector<Json>;
  using Object = std::vector<Member>;

  Json() = default;
  static Json Bool(bool value);
  static Json Number(int64_t value);
  static Json Number(double value);
  // `text` must be a JSON number; it is kept as it stands (1.0 stays 1.0).
  static Json NumberText(std::string text);
  static Json String(std::string value);
  static Json MakeArray();
  static Json MakeArray(Array items);
  static Json MakeObject();
  static Json MakeObject(Object members);

  Type type() const { return type_; }
  bool is_null() const { return type_ == Type::kNull; }
  bool is_bool() const { return type_ == Type::kBool; }
  bool is_number() const { return type_ == Type::kNumber; }
  bool is_string() const { return type_ == Type::kString; }
  bool is_array() const { return type_ == Type::kArray; }
  bool is_object() const { return type_ == Type::kObject; }

  // Each accessor CHECKs the type.
  bool AsBool() const;
  const std::string& AsString() const;
  // The text of a string, number or boolean, as condition values are compared.
  std::string ScalarText() const;
  double AsDouble() const;
  // False if the number is no integer or out of range.
  bool AsInt64(int64_t* value) const;
  const Array& items() const;
  Array& items();
  const Object& members() const;
  Object& members();

  // The first member named `key`, or nullptr; nullptr too if this is no object.
  const Json* Find(std::string_view key) const;
  Json* Find(std::string_view key);
  // Sets or appends a member. CHECKs that this is an object.
  Json& Set(std::string_view key, Json value);
  // Appends an item. CHECKs that this is an array.
  Json& Append(Json value);

  Span span() const { return span_; }
  void set_span(Span span) { span_ = span; }

  // One line, or with `indent` spaces a level. Invalid UTF-8 is replaced by U+FFFD.
  std::string Dump(int indent = -1) const;

  // Equal values; spans don't count, the order of members does.
  friend bool operator==(const Json& a, const Json& b);

 private:
  Type type_ = Type::kNull;
  bool bool_ = false;
  Span span_;
  std::string text_;  // of strings and numbers
  Array items_;
  Object members_;
};

struct Json::Member {
  std::string key;
  Json value;
  Span key_span;
};

struct JsonLimits {
  size_t bytes_max = 16u << 20;
  int depth_max = 64;
  bool refuse_duplicate_keys = true;
};

struct JsonError {
  std::string message;  // without position
  size_t offset = 0;
  LineColumn position;
};

// Parses one JSON text (RFC 8259). Errors: syntax, invalid UTF-8, a limit passed, a duplicate key.
// Thread-safe.
Result<Json, JsonError> ParseJson(std::string_view text, const JsonLimits& limits = {});

}  // namespace policy_engine
