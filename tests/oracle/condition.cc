#include "tests/oracle/condition.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "tests/oracle/arn.h"
#include "tests/oracle/text.h"
#include "tests/oracle/values.h"
#include "tests/oracle/variables.h"

namespace oracle {
namespace {

using policy_engine::Json;

// What an operator's name says.
struct Operator {
  std::string base;  // without set prefix and IfExists
  bool for_all_values = false;
  bool for_any_value = false;
  bool if_exists = false;

  bool negated() const { return base.find("Not") != std::string::npos; }
};

Operator ReadOperator(std::string_view name) {
  Operator op;
  if (name.starts_with("ForAllValues:")) {
    op.for_all_values = true;
    name.remove_prefix(13);
  } else if (name.starts_with("ForAnyValue:")) {
    op.for_any_value = true;
    name.remove_prefix(12);
  }
  if (name.ends_with("IfExists")) {
    op.if_exists = true;
    name.remove_suffix(8);
  }
  op.base = std::string(name);
  return op;
}

// One comparison: the operator, the policy's values, and where variables come from.
struct Comparison {
  Operator op;
  std::vector<std::string> literals;
  const Context* context = nullptr;
  bool variables = false;
  Effect effect = Effect::kAllow;
};

bool AnyLiteral(const Comparison& c, const std::function<bool(const std::string&)>& matches) {
  return std::any_of(c.literals.begin(), c.literals.end(), matches);
}

bool StringHolds(const Comparison& c, const std::string& request) {
  const bool like = c.op.base.ends_with("Like");
  const bool ignore_case = c.op.base.ends_with("IgnoreCase");
  const std::u16string text = ToUtf16(request);
  const bool matched = AnyLiteral(c, [&](const std::string& literal) {
    const auto pattern = Fill(literal, *c.context, c.variables, like);
    if (!pattern) return false;
    if (like) return Matches(*pattern, text);
    if (ignore_case) return Lower(TextOf(*pattern)) == Lower(text);
    return TextOf(*pattern) == text;
  });
  return matched != c.op.negated();
}

// `order`: -1, 0 or 1 as the request's value lies below, at or above the policy's.
bool OrderHolds(std::string_view relation, int order) {
  if (relation == "Equals" || relation == "NotEquals") return order == 0;
  if (relation == "LessThan") return order < 0;
  if (relation == "LessThanEquals") return order <= 0;
  if (relation == "GreaterThan") return order > 0;
  return order >= 0;
}

bool NumericHolds(const Comparison& c, const std::string& request) {
  const auto value = ReadNumber(request);
  const bool matched = AnyLiteral(c, [&](const std::string& literal) {
    const auto limit = ReadNumber(literal);
    return value && limit && OrderHolds(c.op.base.substr(7), Compare(*value, *limit));
  });
  return matched != c.op.negated();
}

bool DateHolds(const Comparison& c, const std::string& request) {
  const auto value = ReadDate(request);
  const bool matched = AnyLiteral(c, [&](const std::string& literal) {
    const auto limit = ReadDate(literal);
    if (!value || !limit) return false;
    return OrderHolds(c.op.base.substr(4), *value < *limit ? -1 : *value > *limit ? 1 : 0);
  });
  return matched != c.op.negated();
}

bool BoolHolds(const Comparison& c, const std::string& request) {
  return AnyLiteral(
      c, [&](const std::string& literal) { return ReadBool(literal) == ReadBool(request); });
}

bool BinaryHolds(const Comparison& c, const std::string& request) {
  const auto value = ReadBinary(request);
  return AnyLiteral(c, [&](const std::string& literal) {
    const auto bytes = ReadBinary(literal);
    return value && bytes && *value == *bytes;
  });
}

bool IpHolds(const Comparison& c, const std::string& request) {
  const auto address = ReadAddress(request);
  if (!address) return false;  // both forms
  const bool matched = AnyLiteral(c, [&](const std::string& literal) {
    const auto network = ReadNetwork(literal);
    return network && Contains(*network, *address);
  });
  return matched != c.op.negated();
}

// The one operator family where a literal's place in the list counts: reaching a malformed ARN
// refuses, in an Allow by not matching, in a Deny by matching.
bool ArnHolds(const Comparison& c, const std::string& request) {
  const std::u16string text = ToUtf16(request);
  if (!IsArn(text)) return false;  // both forms
  for (const std::string& literal : c.literals) {
    const auto pattern = Fill(literal, *c.context, c.variables, true);
    if (!pattern) continue;
    if (!IsArnPattern(*pattern)) return c.effect == Effect::kDeny;
    if (ArnMatches(*pattern, text)) return !c.op.negated();
  }
  return c.op.negated();
}

bool ValueHolds(const Comparison& c, const std::string& request) {
  const std::string& base = c.op.base;
  if (base.starts_with("String")) return StringHolds(c, request);
  if (base.starts_with("Numeric")) return NumericHolds(c, request);
  if (base.starts_with("Date")) return DateHolds(c, request);
  if (base == "Bool") return BoolHolds(c, request);
  if (base == "BinaryEquals") return BinaryHolds(c, request);
  if (base == "IpAddress" || base == "NotIpAddress") return IpHolds(c, request);
  if (base.starts_with("Arn")) return ArnHolds(c, request);
  return c.effect == Effect::kDeny;
}

bool NullHolds(const Comparison& c, bool present) {
  return AnyLiteral(c, [&](const std::string& literal) { return ReadBool(literal) == !present; });
}

bool KeyHolds(const Comparison& c, const std::string& key) {
  const auto present = c.context->Find(key);
  if (c.op.base == "Null") return NullHolds(c, present.has_value());
  if (!present) {
    if (c.op.if_exists || c.op.for_all_values) return true;
    if (c.op.for_any_value) return false;
    return c.op.negated();
  }
  const auto& values = present->values;
  const auto holds = [&](const std::string& value) { return ValueHolds(c, value); };
  if (c.op.for_all_values) return std::all_of(values.begin(), values.end(), holds);
  if (c.op.for_any_value) return std::any_of(values.begin(), values.end(), holds);
  if (present->is_list || IsListByType(key)) return false;
  return holds(values[0]);
}

std::vector<std::string> Texts(const Json& value) {
  if (!value.is_array()) return {value.ScalarText()};
  std::vector<std::string> texts;
  for (const Json& item : value.items()) texts.push_back(item.ScalarText());
  return texts;
}

}  // namespace

bool ConditionHolds(const Json& condition, const Context& context, bool variables, Effect effect) {
  for (const Json::Member& block : condition.members()) {
    for (const Json::Member& test : block.value.members()) {
      const Comparison comparison = {ReadOperator(block.key), Texts(test.value), &context,
                                     variables, effect};
      if (!KeyHolds(comparison, test.key)) return false;
    }
  }
  return true;
}

}  // namespace oracle
