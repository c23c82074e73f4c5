// Conditions that don't ask what they seem to ask.

#include <algorithm>

#include "policy_engine/pattern/ascii.h"
#include "policy_engine/request.h"
#include "simulator/lint/checks.h"
#include "simulator/lint/key_facts.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"

namespace simulator {

using mockaws::ConditionKeyType;
using policy_engine::ConditionOperator;
using policy_engine::DocumentCondition;
using policy_engine::DocumentStatement;
using policy_engine::OperatorName;
using policy_engine::SetQualifier;

namespace {

template <typename Visit>
void ForEachCondition(const LintSubject& subject, const Visit& visit) {
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentCondition& condition : statement.conditions) {
      visit(statement, condition, OperatorOf(condition));
    }
  }
}

// The operator that fits keys of the type, if this one doesn't; empty if it does or may.
std::string BetterOperator(ConditionOperator op, ConditionKeyType type) {
  const bool text = op <= ConditionOperator::kStringLike;
  switch (type) {
    case ConditionKeyType::kNumeric:
      return text || IsNumeric(op) ? "" : "NumericEquals";
    case ConditionKeyType::kDate:
      // aws:EpochTime and the dates take seconds too.
      return IsDate(op) || IsNumeric(op) ? "" : "DateGreaterThan";
    case ConditionKeyType::kBool:
    case ConditionKeyType::kArrayOfBool:
      return text || op == ConditionOperator::kBool ? "" : "Bool";
    case ConditionKeyType::kIpAddress:
      return op == ConditionOperator::kIpAddress ? "" : "IpAddress";
    case ConditionKeyType::kArn:
    case ConditionKeyType::kArrayOfArn:
      return text || op == ConditionOperator::kArnLike ? "" : "ArnLike";
    case ConditionKeyType::kString:
    case ConditionKeyType::kArrayOfString:
      return IsNumeric(op) || IsDate(op) ? "StringEquals" : "";
  }
  return "";
}

bool HasValue(const DocumentCondition& condition, std::string_view value) {
  return std::any_of(condition.values.begin(), condition.values.end(), [&](const auto& given) {
    return policy_engine::EqualsIgnoringAsciiCase(given.text, value);
  });
}

bool IsNull(const DocumentCondition& condition, std::string_view value) {
  return OperatorOf(condition).op == ConditionOperator::kNull && condition.values.size() == 1 &&
         HasValue(condition, value);
}

bool SameKey(const DocumentCondition& a, const DocumentCondition& b) {
  return policy_engine::EqualsIgnoringAsciiCase(a.key, b.key);
}

// Whether one text can be a value of both. Values that are compared as texts only.
bool CanBothHold(const DocumentCondition& a, const DocumentCondition& b) {
  const auto comparable = [](const DocumentCondition& condition) {
    const OperatorName name = OperatorOf(condition);
    return name.set == SetQualifier::kNone && DemandsKey(condition) &&
           (name.op <= ConditionOperator::kStringLike || name.op == ConditionOperator::kBool);
  };
  if (!comparable(a) || !comparable(b)) return true;
  for (const auto& x : a.values) {
    for (const auto& y : b.values) {
      if (PatternsMeet(policy_engine::AsciiLower(x.text), policy_engine::AsciiLower(y.text))) {
        return true;
      }
    }
  }
  return false;
}

// 10/8, 172.16/12, 192.168/16.
bool IsPrivate(const std::string& range) {
  if (range.starts_with("10.") || range.starts_with("192.168.")) return true;
  if (!range.starts_with("172.")) return false;
  const size_t dot = range.find('.', 4);
  const std::string second = range.substr(4, dot == std::string::npos ? dot : dot - 4);
  return second.size() == 2 && second >= "16" && second <= "31";
}

}  // namespace

void CheckOperatorTypeMismatch(const LintSubject& subject, LintNotes* notes) {
  ForEachCondition(subject, [&](const auto&, const auto& condition, const OperatorName& name) {
    const auto facts = FindKey(condition.key);
    if (!facts || !facts->type || name.op == ConditionOperator::kNull) return;
    const std::string better = BetterOperator(name.op, *facts->type);
    if (better.empty()) return;
    notes->Add(condition.span, condition.key + " is of type " +
                                   std::string(mockaws::ConditionKeyTypeName(*facts->type)) +
                                   ", which " + condition.op + " doesn't compare; use " + better +
                                   " or one like it");
  });
}

void CheckMultivaluedWithoutSet(const LintSubject& subject, LintNotes* notes) {
  ForEachCondition(subject, [&](const auto&, const auto& condition, const OperatorName& name) {
    if (name.set != SetQualifier::kNone || name.op == ConditionOperator::kNull) return;
    if (!policy_engine::IsMultivaluedKey(condition.key)) return;
    notes->Add(condition.span, condition.key + " is a list, which " + condition.op +
                                   " by itself never matches; write ForAnyValue:" + condition.op +
                                   " or ForAllValues:" + condition.op);
  });
}

void CheckSetOnSingleValue(const LintSubject& subject, LintNotes* notes) {
  ForEachCondition(subject, [&](const auto&, const auto& condition, const OperatorName& name) {
    const auto facts = FindKey(condition.key);
    if (name.set == SetQualifier::kNone || !facts || !facts->type) return;
    if (policy_engine::IsMultivaluedKey(condition.key) || mockaws::IsMultivalued(*facts->type)) {
      return;
    }
    const bool all = name.set == SetQualifier::kForAllValues;
    notes->Add(condition.span,
               condition.key + " has one value, so that " + condition.op +
                   (all ? " also matches requests without it; " : " adds nothing; ") +
                   "take the qualifier away");
  });
}

void CheckForAllValuesPassesAbsent(const LintSubject& subject, LintNotes* notes) {
  ForEachCondition(subject, [&](const DocumentStatement& statement, const auto& condition,
                                const OperatorName& name) {
    if (!IsAllow(statement) || name.set != SetQualifier::kForAllValues) return;
    const bool asked = std::any_of(statement.conditions.begin(), statement.conditions.end(),
                                   [&](const DocumentCondition& other) {
                                     return SameKey(other, condition) &&
                                            (IsNull(other, "false") || DemandsKey(other));
                                   });
    if (asked) return;
    notes->Add(condition.span, condition.op + " is met by a request without " + condition.key +
                                   "; add \"Null\": {\"" + condition.key +
                                   "\": \"false\"} if the key must be there");
  });
}

void CheckContradictoryConditions(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    const auto& conditions = statement.conditions;
    for (size_t i = 0; i < conditions.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (!SameKey(conditions[i], conditions[j])) continue;
        const bool absent_and_asked =
            (IsNull(conditions[i], "true") && DemandsKey(conditions[j])) ||
            (IsNull(conditions[j], "true") && DemandsKey(conditions[i]));
        if (!absent_and_asked && CanBothHold(conditions[i], conditions[j])) continue;
        notes->Add(conditions[i].span, conditions[i].op + " and " + conditions[j].op + " of " +
                                           conditions[i].key +
                                           " can't both be met, so that the statement never "
                                           "applies");
      }
    }
  }
}

void CheckMfaAbsentPasses(const LintSubject& subject, LintNotes* notes) {
  ForEachCondition(subject, [&](const DocumentStatement& statement, const auto& condition,
                                const OperatorName& name) {
    if (!KeyIs(condition.key, "aws:MultiFactorAuthPresent")) return;
    if (name.op != ConditionOperator::kBool) return;
    if (IsAllow(statement) && name.if_exists && HasValue(condition, "true")) {
      notes->Add(condition.span,
                 "requests with long-term access keys have no aws:MultiFactorAuthPresent and pass "
                 "BoolIfExists without MFA; use Bool");
    }
    if (!IsAllow(statement) && !name.if_exists && HasValue(condition, "false")) {
      notes->Add(condition.span,
                 "requests with long-term access keys have no aws:MultiFactorAuthPresent, so that "
                 "this Deny doesn't meet them; use BoolIfExists");
    }
  });
}

void CheckPrivateSourceIp(const LintSubject& subject, LintNotes* notes) {
  ForEachCondition(subject, [&](const auto&, const auto& condition, const OperatorName& name) {
    if (!KeyIs(condition.key, "aws:SourceIp") || name.op != ConditionOperator::kIpAddress) return;
    for (const auto& value : condition.values) {
      if (!IsPrivate(value.text)) continue;
      notes->Add(value.span, "AWS sees public addresses in aws:SourceIp, never " + value.text +
                                 "; calls through a VPC endpoint have aws:VpcSourceIp");
    }
  });
}

void CheckSourceIpDeniesServices(const LintSubject& subject, LintNotes* notes) {
  ForEachCondition(subject, [&](const DocumentStatement& statement, const auto& condition,
                                const OperatorName& name) {
    if (IsAllow(statement) || !KeyIs(condition.key, "aws:SourceIp")) return;
    if (name.op != ConditionOperator::kIpAddress || !name.negated) return;
    const bool spared = std::any_of(
        statement.conditions.begin(), statement.conditions.end(), [](const auto& other) {
          return KeyIs(other.key, "aws:ViaAWSService") || KeyIs(other.key, "aws:CalledVia") ||
                 KeyIs(other.key, "aws:PrincipalIsAWSService");
        });
    if (spared) return;
    notes->Add(condition.span,
               "calls that AWS services make with the caller's rights come from addresses of "
               "theirs and are denied too; add \"Bool\": {\"aws:ViaAWSService\": \"false\"}");
  });
}

}  // namespace simulator
