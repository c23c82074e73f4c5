#include "policy_engine/base/json.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <nlohmann/json.hpp>

namespace policy_engine {

LineColumn LineColumnAt(std::string_view text, size_t offset) {
  LineColumn at;
  for (size_t i = 0; i < offset && i < text.size(); ++i) {
    const char c = text[i];
    const bool ends_line =
        c == '\n' || (c == '\r' && (i + 1 >= text.size() || text[i + 1] != '\n'));
    if (ends_line) {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++at.column;
    }
  }
  return at;
}

Json Json::Bool(bool value) {
  Json json;
  json.type_ = Type::kBool;
  json.bool_ = value;
  return json;
}

Json Json::NumberText(std::string text) {
  Json json;
  json.type_ = Type::kNumber;
  json.text_ = std::move(text);
  return json;
}

Json Json::Number(int64_t value) { return NumberText(std::to_string(value)); }

Json Json::Number(double value) {
  if (!std::isfinite(value)) return Json();
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value);
  return NumberText(std::string(buffer, end.ptr));
}

Json Json::String(std::string value) {
  Json json;
  json.type_ = Type::kString;
  json.text_ = std::move(value);
  return json;
}

Json Json::MakeArray() { return MakeArray({}); }

Json Json::MakeArray(Array items) {
  Json json;
  json.type_ = Type::kArray;
  json.items_ = std::move(items);
  return json;
}

Json Json::MakeObject() { return MakeObject({}); }

Json Json::MakeObject(Object members) {
  Json json;
  json.type_ = Type::kObject;
  json.members_ = std::move(members);
  return json;
}

bool Json::AsBool() const {
  CHECK(is_bool(), "Json is no boolean");
  return bool_;
}

const std::string& Json::AsString() const {
  CHECK(is_string(), "Json is no string");
  return text_;
}

std::string Json::ScalarText() const {
  CHECK(is_string() || is_number() || is_bool(), "Json is no scalar");
  if (is_bool()) return bool_ ? "true" : "false";
  return text_;
}

double Json::AsDouble() const {
  CHECK(is_number(), "Json is no number");
  return std::strtod(text_.c_str(), nullptr);
}

bool Json::AsInt64(int64_t* value) const {
  CHECK(is_number(), "Json is no number");
  const auto end = text_.data() + text_.size();
  const auto parsed = std::from_chars(text_.data(), end, *value);
  return parsed.ec == std::errc() && parsed.ptr == end;
}

const Json::Array& Json::items() const {
  CHECK(is_array(), "Json is no array");
  return items_;
}
Json::Array& Json::items() {
  CHECK(is_array(), "Json is no array");
  return items_;
}
const Json::Object& Json::members() const {
  CHECK(is_object(), "Json is no object");
  return members_;
}
Json::Object& Json::members() {
  CHECK(is_object(), "Json is no object");
  return members_;
}

const Json* Json::Find(std::string_view key) const {
  for (const Member& member : members_) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Json* Json::Find(std::string_view key) {
  return const_cast<Json*>(static_cast<const Json*>(this)->Find(key));
}

Json& Json::Set(std::string_view key, Json value) {
  CHECK(is_object(), "Json is no object");
  if (Json* present = Find(key)) {
    *present = std::move(value);
    return *present;
  }
  members_.push_back({std::string(key), std::move(value), {}});
  return members_.back().value;
}

Json& Json::Append(Json value) {
  CHECK(is_array(), "Json is no array");
  items_.push_back(std::move(value));
  return items_.back();
}

bool operator==(const Json& a, const Json& b) {
  if (a.type_ != b.type_ || a.bool_ != b.bool_ || a.text_ != b.text_) return false;
  if (a.items_ != b.items_ || a.members_.size() != b.members_.size()) return false;
  for (size_t i = 0; i < a.members_.size(); ++i) {
    if (a.members_[i].key != b.members_[i].key) return false;
    if (!(a.members_[i].value == b.members_[i].value)) return false;
  }
  return true;
}

namespace {

// Appends `text` quoted; nlohmann does the escaping and the UTF-8 repair.
void AppendQuoted(const std::string& text, std::string* out) {
  bool plain = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\') {
      plain = false;
      break;
    }
  }
  if (plain) {
    *out += '"';
    *out += text;
    *out += '"';
    return;
  }
  *out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void NewLine(int indent, int depth, std::string* out) {
  if (indent < 0) return;
  *out += '\n';
  out->append(static_cast<size_t>(indent) * static_cast<size_t>(depth), ' ');
}

void DumpTo(const Json& json, int indent, int depth, std::string* out);

void DumpArray(const Json& json, int indent, int depth, std::string* out) {
  *out += '[';
  bool first = true;
  for (const Json& item : json.items()) {
    if (!first) *out += ',';
    first = false;
    NewLine(indent, depth + 1, out);
    DumpTo(item, indent, depth + 1, out);
  }
  if (!first) NewLine(indent, depth, out);
  *out += ']';
}

void DumpObject(const Json& json, int indent, int depth, std::string* out) {
  *out += '{';
  bool first = true;
  for (const Json::Member& member : json.members()) {
    if (!first) *out += ',';
    first = false;
    NewLine(indent, depth + 1, out);
    AppendQuoted(member.key, out);
    *out += indent < 0 ? ":" : ": ";
    DumpTo(member.value, indent, depth + 1, out);
  }
  if (!first) NewLine(indent, depth, out);
  *out += '}';
}

void DumpTo(const Json& json, int indent, int depth, std::string* out) {
  switch (json.type()) {
    case Json::Type::kNull:
      *out += "null";
      return;
    case Json::Type::kBool:
    case Json::Type::kNumber:
      *out += json.ScalarText();
      return;
    case Json::Type::kString:
      AppendQuoted(json.AsString(), out);
      return;
    case Json::Type::kArray:
      DumpArray(json, indent, depth, out);
      return;
    case Json::Type::kObject:
      DumpObject(json, indent, depth, out);
      return;
  }
}

// Input iterator that lets the SAX handler know how many bytes the lexer has taken.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, size_t* taken) : at_(at), taken_(taken) {}
  const char& operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*taken_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  [[maybe_unused]] friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ != b.at_;
  }

 private:
  const char* at_;
  size_t* taken_;
};

// Builds the tree from nlohmann's SAX events.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const JsonLimits& limits, const size_t* taken)
      : text_(text), limits_(limits), taken_(taken) {}

  bool null() { return Scalar(Json(), *taken_); }
  bool boolean(bool value) { return Scalar(Json::Bool(value), *taken_); }
  // Numbers end at the first byte that is no part of them: the lexer has read one too far.
  bool number_integer(int64_t) { return NumberToken(); }
  bool number_unsigned(uint64_t) { return NumberToken(); }
  bool number_float(double, const std::string&) { return NumberToken(); }
  bool string(std::string& value) { return Scalar(Json::String(std::move(value)), *taken_); }
  bool binary(std::vector<uint8_t>&) { return false; }

  bool start_object(size_t) { return Open(Json::MakeObject()); }
  bool end_object() { return Close(); }
  bool start_array(size_t) { return Open(Json::MakeArray()); }
  bool end_array() { return Close(); }

  bool key(std::string& name) {
    const size_t begin = TokenBegin();
    Json* object = open_.back();
    if (limits_.refuse_duplicate_keys && object->Find(name) != nullptr) {
      return Fail("duplicate key \"" + name + "\"", begin);
    }
    pending_key_ = std::move(name);
    pending_key_span_ = {static_cast<uint32_t>(begin), static_cast<uint32_t>(*taken_)};
    previous_end_ = *taken_;
    return true;
  }

  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception& error) {
    std::string message = error.what();
    const size_t colon = message.rfind("syntax error");
    if (colon != std::string::npos) message = message.substr(colon);
    return Fail(std::move(message), position > 0 ? position - 1 : 0);
  }

  Json TakeRoot() { return std::move(root_); }
  const JsonError& error() const { return error_; }

 private:
  size_t TokenBegin() const {
    size_t at = previous_end_;
    while (at < text_.size() &&
           std::string_view(" \t\r\n,:").find(text_[at]) != std::string_view::npos)
      ++at;
    return at;
  }

  bool NumberToken() {
    const size_t begin = TokenBegin();
    size_t end = begin;
    while (end < text_.size() &&
           std::string_view("+-.eE0123456789").find(text_[end]) != std::string_view::npos) {
      ++end;
    }
    return Scalar(Json::NumberText(std::string(text_.substr(begin, end - begin))), end);
  }

  bool Scalar(Json value, size_t end) {
    value.set_span({static_cast<uint32_t>(TokenBegin()), static_cast<uint32_t>(end)});
    Place(std::move(value));
    previous_end_ = end;
    return true;
  }

  bool Open(Json value) {
    const size_t begin = TokenBegin();
    if (static_cast<int>(open_.size()) >= limits_.depth_max) {
      return Fail("nested deeper than " + std::to_string(limits_.depth_max) + " levels", begin);
    }
    value.set_span({static_cast<uint32_t>(begin), 0});
    open_.push_back(Place(std::move(value)));
    previous_end_ = *taken_;
    return true;
  }

  bool Close() {
    Json* closed = open_.back();
    closed->set_span({closed->span().begin, static_cast<uint32_t>(*taken_)});
    open_.pop_back();
    previous_end_ = *taken_;
    return true;
  }

  Json* Place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json* parent = open_.back();
    if (parent->is_array()) return &parent->Append(std::move(value));
    parent->members().push_back({std::move(pending_key_), std::move(value), pending_key_span_});
    return &parent->members().back().value;
  }

  bool Fail(std::string message, size_t offset) {
    error_.message = std::move(message);
    error_.offset = offset;
    error_.position = LineColumnAt(text_, offset);
    return false;
  }

  std::string_view text_;
  const JsonLimits& limits_;
  const size_t* taken_;
  size_t previous_end_ = 0;
  Json root_;
  std::vector<Json*> open_;
  std::string pending_key_;
  Span pending_key_span_;
  JsonError error_;
};

}  // namespace

std::string Json::Dump(int indent) const {
  std::string out;
  DumpTo(*this, indent, 0, &out);
  return out;
}

Result<Json, JsonError> ParseJson(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes_max) {
    return JsonError{"longer than " + std::to_string(limits.bytes_max) + " bytes", 0, {}};
  }
  size_t taken = 0;
  TreeBuilder builder(text, limits, &taken);
  const CountingIterator begin(text.data(), &taken);
  const CountingIterator end(text.data() + text.size(), &taken);
  if (!nlohmann::json::sax_parse(begin, end, &builder)) return builder.error();
  return builder.TakeRoot();
}

}  // namespace policy_engine
