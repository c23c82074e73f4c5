// Names of condition operators.
#pragma once

#include <cstdint>
#include <string_view>

namespace policy_engine {

enum class ConditionOperator : uint8_t {
  kStringEquals,
  kStringEqualsIgnoreCase,
  kStringLike,
  kNumericEquals,
  kNumericLessThan,
  kNumericLessThanEquals,
  kNumericGreaterThan,
  kNumericGreaterThanEquals,
  kDateEquals,
  kDateLessThan,
  kDateLessThanEquals,
  kDateGreaterThan,
  kDateGreaterThanEquals,
  kBool,
  kBinaryEquals,
  kIpAddress,
  kArnLike,  // ArnEquals is the same
  kNull,
};

enum class SetQualifier : uint8_t { kNone, kForAllValues, kForAnyValue };

struct OperatorName {
  ConditionOperator op = ConditionOperator::kStringEquals;
  bool negated = false;
  bool if_exists = false;
  SetQualifier set = SetQualifier::kNone;
};

// Case-sensitive. False for anything that isn't an operator; `NullIfExists` and `ForAnyValue:Null`
// are none.
bool ReadOperatorName(std::string_view text, OperatorName* name);

inline bool IsNumeric(ConditionOperator op) {
  return op >= ConditionOperator::kNumericEquals &&
         op <= ConditionOperator::kNumericGreaterThanEquals;
}
inline bool IsDate(ConditionOperator op) {
  return op >= ConditionOperator::kDateEquals && op <= ConditionOperator::kDateGreaterThanEquals;
}
// Operators whose values may hold policy variables.
inline bool TakesVariables(ConditionOperator op) {
  return op <= ConditionOperator::kStringLike || op == ConditionOperator::kArnLike;
}

}  // namespace policy_engine
