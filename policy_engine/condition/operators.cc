#include "policy_engine/condition/operators.h"

namespace policy_engine {

namespace {

struct NamedOperator {
  std::string_view name;
  ConditionOperator op;
  bool negated;
};

constexpr NamedOperator kOperators[] = {
    {"StringEquals", ConditionOperator::kStringEquals, false},
    {"StringNotEquals", ConditionOperator::kStringEquals, true},
    {"StringEqualsIgnoreCase", ConditionOperator::kStringEqualsIgnoreCase, false},
    {"StringNotEqualsIgnoreCase", ConditionOperator::kStringEqualsIgnoreCase, true},
    {"StringLike", ConditionOperator::kStringLike, false},
    {"StringNotLike", ConditionOperator::kStringLike, true},
    {"NumericEquals", ConditionOperator::kNumericEquals, false},
    {"NumericNotEquals", ConditionOperator::kNumericEquals, true},
    {"NumericLessThan", ConditionOperator::kNumericLessThan, false},
    {"NumericLessThanEquals", ConditionOperator::kNumericLessThanEquals, false},
    {"NumericGreaterThan", ConditionOperator::kNumericGreaterThan, false},
    {"NumericGreaterThanEquals", ConditionOperator::kNumericGreaterThanEquals, false},
    {"DateEquals", ConditionOperator::kDateEquals, false},
    {"DateNotEquals", ConditionOperator::kDateEquals, true},
    {"DateLessThan", ConditionOperator::kDateLessThan, false},
    {"DateLessThanEquals", ConditionOperator::kDateLessThanEquals, false},
    {"DateGreaterThan", ConditionOperator::kDateGreaterThan, false},
    {"DateGreaterThanEquals", ConditionOperator::kDateGreaterThanEquals, false},
    {"Bool", ConditionOperator::kBool, false},
    {"BinaryEquals", ConditionOperator::kBinaryEquals, false},
    {"IpAddress", ConditionOperator::kIpAddress, false},
    {"NotIpAddress", ConditionOperator::kIpAddress, true},
    {"ArnEquals", ConditionOperator::kArnLike, false},
    {"ArnLike", ConditionOperator::kArnLike, false},
    {"ArnNotEquals", ConditionOperator::kArnLike, true},
    {"ArnNotLike", ConditionOperator::kArnLike, true},
    {"Null", ConditionOperator::kNull, false},
};

bool TakeStart(std::string_view start, std::string_view* text) {
  if (text->substr(0, start.size()) != start) return false;
  text->remove_prefix(start.size());
  return true;
}

bool TakeEnd(std::string_view end, std::string_view* text) {
  if (text->size() < end.size() || text->substr(text->size() - end.size()) != end) return false;
  text->remove_suffix(end.size());
  return true;
}

}  // namespace

bool ReadOperatorName(std::string_view text, OperatorName* name) {
  *name = OperatorName();
  if (TakeStart("ForAllValues:", &text)) {
    name->set = SetQualifier::kForAllValues;
  } else if (TakeStart("ForAnyValue:", &text)) {
    name->set = SetQualifier::kForAnyValue;
  }
  name->if_exists = TakeEnd("IfExists", &text);
  for (const NamedOperator& candidate : kOperators) {
    if (candidate.name != text) continue;
    name->op = candidate.op;
    name->negated = candidate.negated;
    return name->op != ConditionOperator::kNull ||
           (!name->if_exists && name->set == SetQualifier::kNone);
  }
  return false;
}

}  // namespace policy_engine
