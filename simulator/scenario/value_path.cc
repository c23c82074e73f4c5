#include "simulator/scenario/value_path.h"

#include <charconv>

namespace simulator {

using policy_engine::Error;
using policy_engine::Json;
using policy_engine::ParseJson;
using policy_engine::Result;

// Reads a path from left to right.
class PathParser {
 public:
  explicit PathParser(std::string_view text) : text_(text) {}

  Result<ValuePath> Parse() {
    ValuePath path;
    if (text_.starts_with('/')) {
      ASSIGN_OR_RETURN(path.parts_, ParsePointer());
      return path;
    }
    ASSIGN_OR_RETURN(path.parts_, ParseParts(/*in_filter=*/false));
    if (at_ != text_.size()) return Fail("unexpected character");
    return path;
  }

 private:
  using Part = ValuePath::Part;
  using Kind = ValuePath::Kind;

  Error Fail(std::string_view what) const {
    return Error{"the path `" + std::string(text_) + "` can't be read: " + std::string(what) +
                 " at character " + std::to_string(at_ + 1)};
  }
  bool Take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  // A JSON pointer (RFC 6901): `/Role/Tags/0/Key`.
  Result<std::vector<Part>> ParsePointer() {
    std::vector<Part> parts;
    while (at_ < text_.size()) {
      ++at_;  // the slash
      Part part;
      for (; at_ < text_.size() && text_[at_] != '/'; ++at_) {
        if (text_[at_] != '~') {
          part.name += text_[at_];
        } else if (Take("~0")) {
          part.name += '~';
          --at_;
        } else if (Take("~1")) {
          part.name += '/';
          --at_;
        } else {
          return Fail("~ stands before 0 or 1");
        }
      }
      parts.push_back(std::move(part));
    }
    return parts;
  }

  Result<std::vector<Part>> ParseParts(bool in_filter) {
    std::vector<Part> parts;
    bool each = false;
    while (true) {
      if (Take("[")) {
        ASSIGN_OR_RETURN(Part part, ParseBracket());
        if (part.kind == Kind::kFilter && (each || in_filter)) {
          return Fail("a filter can't follow [] or stand in a filter");
        }
        each = each || part.kind == Kind::kEach || part.kind == Kind::kFilter;
        parts.push_back(std::move(part));
      } else if (parts.empty() || Take(".")) {
        ASSIGN_OR_RETURN(Part part, ParseMember());
        parts.push_back(std::move(part));
      } else {
        return parts;
      }
    }
  }

  Result<Part> ParseMember() {
    Part part;
    if (Take("\"")) {
      const size_t end = text_.find('"', at_);
      if (end == std::string_view::npos) return Fail("a quote is not closed");
      part.name = text_.substr(at_, end - at_);
      at_ = end + 1;
      return part;
    }
    const size_t begin = at_;
    while (at_ < text_.size() && IsNameCharacter(text_[at_])) ++at_;
    if (at_ == begin) return Fail("a member's name is missing");
    part.name = text_.substr(begin, at_ - begin);
    return part;
  }

  static bool IsNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  }

  // After `[`.
  Result<Part> ParseBracket() {
    Part part;
    if (Take("]")) {
      part.kind = Kind::kEach;
      return part;
    }
    if (Take("?")) return ParseFilter();
    part.kind = Kind::kIndex;
    const char* begin = text_.data() + at_;
    const auto parsed = std::from_chars(begin, text_.data() + text_.size(), part.index);
    at_ += static_cast<size_t>(parsed.ptr - begin);
    if (parsed.ec != std::errc() || !Take("]")) return Fail("[] holds a number, ? or nothing");
    return part;
  }

  // After `[?`.
  Result<Part> ParseFilter() {
    Part part;
    part.kind = Kind::kFilter;
    ASSIGN_OR_RETURN(part.where, ParseParts(/*in_filter=*/true));
    part.equal = Take("==");
    if (!part.equal && !Take("!=")) return Fail("a filter compares with == or !=");
    if (!Take("'")) return Fail("a filter compares with a text in single quotes");
    const size_t end = text_.find("']", at_);
    if (end == std::string_view::npos) return Fail("a filter is not closed by ']");
    part.literal = text_.substr(at_, end - at_);
    at_ = end + 2;
    return part;
  }

  std::string_view text_;
  size_t at_ = 0;
};

Result<ValuePath> ValuePath::Parse(std::string_view text) { return PathParser(text).Parse(); }

std::optional<Json> ValuePath::Find(const Json& root) const { return Walk(root, parts_); }

std::optional<Json> ValuePath::Walk(const Json& root, const std::vector<Part>& parts) {
  std::optional<Json> value = root;
  bool each = false;
  for (const Part& part : parts) {
    if (!value) return std::nullopt;
    if (!each || part.kind == Kind::kEach) {
      value = Step(*value, part);
    } else {
      Json list = Json::MakeArray();
      for (const Json& item : value->items()) {
        if (auto found = Step(item, part)) list.Append(*std::move(found));
      }
      value = std::move(list);
    }
    each = each || part.kind == Kind::kEach || part.kind == Kind::kFilter;
  }
  return value;
}

namespace {

// The item that a JSON pointer names by its number.
std::optional<Json> ItemNamed(const Json& list, const std::string& name) {
  size_t index = 0;
  const char* end = name.data() + name.size();
  const auto parsed = std::from_chars(name.data(), end, index);
  if (parsed.ec != std::errc() || parsed.ptr != end || index >= list.items().size()) {
    return std::nullopt;
  }
  return list.items()[index];
}

}  // namespace

std::optional<Json> ValuePath::Step(const Json& value, const Part& part) {
  switch (part.kind) {
    case Kind::kMember: {
      if (value.is_array()) return ItemNamed(value, part.name);
      if (value.is_string()) {
        const auto parsed = ParseJson(value.AsString());
        if (!parsed.ok() || !parsed->is_object()) return std::nullopt;
        return Step(*parsed, part);
      }
      const Json* member = value.Find(part.name);
      return member == nullptr || member->is_null() ? std::nullopt : std::optional<Json>(*member);
    }
    case Kind::kIndex: {
      if (!value.is_array()) return std::nullopt;
      const auto size = static_cast<int64_t>(value.items().size());
      const int64_t index = part.index < 0 ? part.index + size : part.index;
      if (index < 0 || index >= size) return std::nullopt;
      return value.items()[static_cast<size_t>(index)];
    }
    case Kind::kEach: {
      if (!value.is_array()) return std::nullopt;
      Json list = Json::MakeArray();
      for (const Json& item : value.items()) {
        if (!item.is_array()) {
          list.Append(item);
          continue;
        }
        for (const Json& inner : item.items()) list.Append(inner);
      }
      return list;
    }
    case Kind::kFilter:
      return Filter(value, part);
  }
  return std::nullopt;
}

std::optional<Json> ValuePath::Filter(const Json& value, const Part& part) {
  if (!value.is_array()) return std::nullopt;
  Json list = Json::MakeArray();
  for (const Json& item : value.items()) {
    const auto found = Walk(item, part.where);
    const bool is_scalar = found && !found->is_array() && !found->is_object() && !found->is_null();
    const bool equal = is_scalar && found->ScalarText() == part.literal;
    if (equal == part.equal) list.Append(item);
  }
  return list;
}

}  // namespace simulator
