#include "mockaws/model/constraints.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/wire/ascii.h"
#include "mockaws/wire/utf8.h"

namespace mockaws {
namespace {

using Kind = Shape::Kind;

// Recorded: AWS tells and counts no more.
constexpr size_t kFaultsMax = 10;
constexpr size_t kUsualDepth = 8;

constexpr std::string_view kNotNull = "Member must not be null";

std::string PatternSentence(const Shape& shape) {
  return "Member must satisfy regular expression pattern: " + shape.pattern;
}

std::string AtMost(std::string_view what, int64_t limit) {
  return "Member must have " + std::string(what) + " less than or equal to " +
         std::to_string(limit);
}

std::string AtLeast(std::string_view what, int64_t limit) {
  return "Member must have " + std::string(what) + " greater than or equal to " +
         std::to_string(limit);
}

std::string EnumSentence(const Shape& shape) {
  std::string sentence = "Member must satisfy enum value set: [";
  for (const std::string& value : shape.enum_values) {
    if (&value != &shape.enum_values.front()) sentence += ", ";
    sentence += value;
  }
  return sentence + "]";
}

// The sentence on a size out of bounds; empty if it is within.
std::string BoundsFault(const Shape& shape, std::string_view what, int64_t size) {
  if (shape.min && size < *shape.min) return AtLeast(what, *shape.min);
  if (shape.max && size > *shape.max) return AtMost(what, *shape.max);
  return "";
}

bool PatternHolds(const Shape& shape, const Value& value) {
  return shape.regex == nullptr || shape.regex->Matches(value.AsString());
}

bool EnumHolds(const Shape& shape, const Value& value) {
  if (shape.enum_values.empty()) return true;
  for (const std::string& allowed : shape.enum_values) {
    if (allowed == value.AsString()) return true;
  }
  return false;
}

int64_t SizeOf(const Value& scalar) {
  return scalar.is_int() ? scalar.AsInt()
                         : static_cast<int64_t>(CountCodePoints(scalar.AsString()));
}

std::string_view SizeWord(const Shape& shape) {
  return shape.kind == Kind::kInteger ? "value" : "length";
}

// The faults of one scalar in the order in which AWS tells them.
std::vector<std::string> ScalarFaults(const Shape& shape, const Value& value) {
  std::vector<std::string> faults;
  if (KeepsConstraints(shape, value)) return faults;
  if (std::string bounds = BoundsFault(shape, SizeWord(shape), SizeOf(value)); !bounds.empty()) {
    faults.push_back(std::move(bounds));
  }
  if (value.is_int()) return faults;
  if (shape.refusal.empty() && !PatternHolds(shape, value)) {
    faults.insert(shape.length_first ? faults.end() : faults.begin(), PatternSentence(shape));
  }
  if (!EnumHolds(shape, value)) faults.push_back(EnumSentence(shape));
  return faults;
}

// What a list demands of each member, told whole when one of them is bad.
std::string ElementSentence(const Shape& list) {
  const Shape& element = *list.element;
  std::vector<std::string> demands;
  if (element.max) demands.push_back(AtMost(SizeWord(element), *element.max));
  if (element.min) demands.push_back(AtLeast(SizeWord(element), *element.min));
  if (!element.pattern.empty()) demands.push_back(PatternSentence(element));
  if (!element.enum_values.empty()) demands.push_back(EnumSentence(element));
  if (list.names_null || demands.empty()) demands.emplace_back(kNotNull);
  std::string sentence = "Member must satisfy constraint: [";
  for (const std::string& demand : demands) {
    if (&demand != &demands.front()) sentence += ", ";
    sentence += demand;
  }
  return sentence + "]";
}

// AWS names members with a small first letter.
std::string WireName(std::string_view member) {
  std::string name(member);
  if (!name.empty()) name.front() = LowerAscii(name.front());
  return name;
}

size_t Extent(const InputNode& list) {
  const auto& elements = list.children->elements;
  return elements.empty() ? 0 : elements.rbegin()->first;
}

const InputNode* Element(const InputNode& list, size_t index) {
  const auto found = list.children->elements.find(index);
  return found != list.children->elements.end() && found->second.present() ? &found->second
                                                                           : nullptr;
}

std::string Echo(const Shape& shape, const InputNode* node);

// `[0, 1]`, `[Tag(key=a, value=b)]`, as Java prints them.
std::string EchoList(const Shape& shape, const InputNode& node) {
  std::string text = "[";
  for (size_t i = 1; i <= Extent(node); ++i) {
    if (i > 1) text += ", ";
    text += Echo(*shape.element, Element(node, i));
  }
  return text + "]";
}

std::string EchoStructure(const Shape& shape, const InputNode& node) {
  std::string text = shape.name + "(";
  for (const ShapeMember& member : shape.members) {
    if (&member != &shape.members.front()) text += ", ";
    text += WireName(member.name) + "=" + Echo(*member.shape, node.children->Member(member));
  }
  return text + ")";
}

std::string Echo(const Shape& shape, const InputNode* node) {
  if (node == nullptr) return "null";
  if (!node->scalar.is_null()) return node->scalar.ScalarText();
  if (shape.kind == Kind::kList) return EchoList(shape, *node);
  if (shape.kind == Kind::kStructure) return EchoStructure(shape, *node);
  return "{}";
}

class Checker {
 public:
  // Recorded: STS repeats values in its sentences, IAM doesn't; STS takes an empty list for null.
  explicit Checker(const ServiceModel& service) : is_sts_(service.name == "sts") {
    path_.reserve(kUsualDepth);
  }

  Value Structure(const Shape& shape, const InputNode* node) {
    Value::Struct members;
    if (node != nullptr && node->children != nullptr) {
      members.reserve(node->children->members.size());
    }
    for (const ShapeMember* member : shape.fault_order) {
      if (full()) break;
      const InputNode* child =
          node == nullptr || node->children == nullptr ? nullptr : node->children->Member(*member);
      if (child != nullptr && is_sts_ && IsEmptyList(*member->shape, *child)) child = nullptr;
      const PathScope scope(this, {member->name, true});
      if (child != nullptr) {
        members.push_back({member->name, Any(*member->shape, *child)});
      } else if (member->required) {
        NullFault();
      }
    }
    return Value::MakeStruct(std::move(members));
  }

  ApiError Error() const {
    if (faults_.empty()) return ValidationError(refusal_);
    std::string message = std::to_string(faults_.size());
    message +=
        faults_.size() == 1 ? " validation error detected: " : " validation errors detected: ";
    for (const std::string& fault : faults_) {
      if (&fault != &faults_.front()) message += "; ";
      message += fault;
    }
    return ValidationError(std::move(message));
  }

  bool ok() const { return faults_.empty() && refusal_.empty(); }

 private:
  // A segment of the path to what is being checked. AWS names members with a small first letter,
  // lists' members as NUMBER.member and maps' as KEY.member.
  struct Segment {
    std::string_view name;
    bool is_member = false;
    size_t index = 0;  // of lists' members, from 1
  };

  // A segment, in place as long as this lives. Text is made of the path only for a fault.
  class PathScope {
   public:
    PathScope(Checker* checker, Segment segment) : checker_(checker) {
      checker_->path_.push_back(segment);
    }
    ~PathScope() { checker_->path_.pop_back(); }
    PathScope(const PathScope&) = delete;
    PathScope& operator=(const PathScope&) = delete;

   private:
    Checker* checker_;
  };

  static std::string TextOf(const Segment& segment) {
    if (segment.is_member) return WireName(segment.name);
    return (segment.index > 0 ? std::to_string(segment.index) : std::string(segment.name)) +
           ".member";
  }

  std::string Path() const {
    std::string text;
    for (const Segment& segment : path_) {
      if (!text.empty()) text += '.';
      text += TextOf(segment);
    }
    return text;
  }

  static bool IsEmptyList(const Shape& shape, const InputNode& node) {
    return shape.kind == Kind::kList && Extent(node) == 0;
  }

  bool full() const { return faults_.size() == kFaultsMax; }

  // `value`: with quotes and a leading space, or empty.
  void Fault(std::string_view value, std::string_view sentence) {
    if (full()) return;
    faults_.push_back("Value" + std::string(value) + " at '" + Path() +
                      "' failed to satisfy constraint: " + std::string(sentence));
  }

  void NullFault() { Fault(is_sts_ ? " null" : "", kNotNull); }

  void ValueFault(const Shape& shape, const InputNode& node, std::string_view sentence) {
    const bool echo = is_sts_ && shape.echo && !shape.sensitive;
    Fault(echo ? " '" + Echo(shape, &node) + "'" : "", sentence);
  }

  Value Any(const Shape& shape, const InputNode& node) {
    switch (shape.kind) {
      case Kind::kStructure:
        return Structure(shape, &node);
      case Kind::kList:
        return List(shape, node);
      case Kind::kMap:
        return Map(shape, node);
      default:
        return Scalar(shape, node);
    }
  }

  Value Scalar(const Shape& shape, const InputNode& node) {
    for (const std::string& sentence : ScalarFaults(shape, node.scalar)) {
      ValueFault(shape, node, sentence);
    }
    if (refusal_.empty() && !shape.refusal.empty() && !PatternHolds(shape, node.scalar)) {
      const std::string path = Path();
      refusal_ = "The specified value for " + path.substr(path.rfind('.') + 1) + " is invalid. " +
                 shape.refusal;
    }
    return node.scalar;
  }

  Value List(const Shape& shape, const InputNode& node) {
    const std::string bounds = BoundsFault(shape, "length", static_cast<int64_t>(Extent(node)));
    if (!bounds.empty()) ValueFault(shape, node, bounds);
    return shape.element->kind == Kind::kStructure ? StructureList(shape, node)
                                                   : ScalarList(shape, node);
  }

  Value StructureList(const Shape& shape, const InputNode& node) {
    Value list = Value::MakeList();
    for (size_t i = 1; i <= Extent(node) && !full(); ++i) {
      const PathScope scope(this, {"", false, i});
      const InputNode* element = Element(node, i);
      const size_t faults_before = faults_.size();
      list.Append(Structure(*shape.element, element));
      // A hole is a fault even if no member is required.
      if (element == nullptr && faults_.size() == faults_before) NullFault();
    }
    return list;
  }

  Value ScalarList(const Shape& shape, const InputNode& node) {
    Value list = Value::MakeList();
    for (size_t i = 1; i <= Extent(node); ++i) {
      const InputNode* element = Element(node, i);
      if (element == nullptr || !ScalarFaults(*shape.element, element->scalar).empty() ||
          !PatternHolds(*shape.element, element->scalar)) {
        ValueFault(shape, node, ElementSentence(shape));
        return list;
      }
      list.Append(element->scalar);
    }
    return list;
  }

  // Of a key given twice the last counts.
  Value Map(const Shape& shape, const InputNode& node) {
    std::map<std::string, Value> map;
    for (const auto& [index, entry] : node.children->entries) {
      if (full()) break;
      if (!entry.key.present()) {
        NullFault();
        continue;
      }
      const std::string& key = entry.key.scalar.AsString();
      const PathScope scope(this, {key});
      if (entry.value.present()) {
        map[key] = Any(*shape.element, entry.value);
      } else {
        NullFault();
      }
    }
    Value::Struct members;
    for (auto& [key, value] : map) members.push_back({key, std::move(value)});
    return Value::MakeStruct(std::move(members));
  }

  const bool is_sts_;
  std::vector<Segment> path_;
  std::vector<std::string> faults_;
  std::string refusal_;
};

}  // namespace

bool KeepsConstraints(const Shape& shape, const Value& scalar) {
  if (scalar.is_bool()) return true;
  const int64_t size = SizeOf(scalar);
  if ((shape.min && size < *shape.min) || (shape.max && size > *shape.max)) return false;
  return scalar.is_int() || (PatternHolds(shape, scalar) && EnumHolds(shape, scalar));
}

ApiResult<Value> CheckInput(const ServiceModel& service, const Shape& structure,
                            const InputNode& input) {
  Checker checker(service);
  Value value = checker.Structure(structure, &input);
  if (!checker.ok()) return checker.Error();
  return value;
}

}  // namespace mockaws
