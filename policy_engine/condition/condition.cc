#include "policy_engine/condition/condition.h"

#include <algorithm>

#include "policy_engine/check.h"
#include "policy_engine/condition/date.h"
#include "policy_engine/condition/lower_case.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"

namespace policy_engine {

namespace {

bool Holds(ConditionOperator op, int order) {
  switch (op) {
    case ConditionOperator::kNumericLessThan:
    case ConditionOperator::kDateLessThan:
      return order < 0;
    case ConditionOperator::kNumericLessThanEquals:
    case ConditionOperator::kDateLessThanEquals:
      return order <= 0;
    case ConditionOperator::kNumericGreaterThan:
    case ConditionOperator::kDateGreaterThan:
      return order > 0;
    case ConditionOperator::kNumericGreaterThanEquals:
    case ConditionOperator::kDateGreaterThanEquals:
      return order >= 0;
    default:
      return order == 0;
  }
}

int Base64Value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (IsDigit(c)) return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

bool IsStrictBase64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const std::string_view digits = text.substr(0, text.size() - padding);
  for (const char c : digits) {
    if (Base64Value(c) < 0) return false;
  }
  // Bits beyond the last whole byte must be zero: one text for each run of bytes.
  if (padding == 1) return Base64Value(digits.back()) % 4 == 0;
  if (padding == 2) return !digits.empty() && Base64Value(digits.back()) % 16 == 0;
  return true;
}

bool IsStorableLiteral(ConditionOperator op, std::string_view text, bool variables) {
  if (IsNumeric(op)) {
    Decimal decimal;
    return ReadDecimal(text, &decimal);
  }
  if (IsDate(op)) {
    int64_t milliseconds = 0;
    return ReadDate(text, &milliseconds);
  }
  switch (op) {
    case ConditionOperator::kBinaryEquals:
      return IsStrictBase64(text);
    case ConditionOperator::kIpAddress: {
      IpNetwork network;
      return ReadNetwork(text, &network) && !network.matches_nothing;
    }
    case ConditionOperator::kArnLike: {
      const TextPattern pattern = TextPattern::Read(text, TextPattern::Syntax::kGlob, variables);
      return pattern.is_arn();
    }
    default:
      return true;
  }
}

CompiledCondition CompiledCondition::Compile(const DocumentCondition& source, bool variables,
                                             bool simulator) {
  CompiledCondition condition;
  CHECK(ReadOperatorName(source.op, &condition.name_),
        "the parser let an unknown operator through");
  condition.key_ = AsciiLower(source.key);
  condition.key_hash_ = KeyHash(condition.key_);
  condition.SetOperands(source, variables);
  condition.unreadable_ =
      condition.name_.negated && condition.name_.op != ConditionOperator::kIpAddress;
  condition.unmet_ = condition.name_.negated;
  if (simulator) condition.ReadAsSimulator();
  condition.SetPlan();
  return condition;
}

// Recorded of the simulator: NumericNotEquals is false where a number can't be read, and the first
// network that can't be read ends the search with false.
void CompiledCondition::ReadAsSimulator() {
  const auto unreadable = [](const auto& operand) { return !operand.readable; };
  if (auto* numbers = std::get_if<Numbers>(&operands_)) {
    unreadable_ = false;
    if (std::any_of(numbers->begin(), numbers->end(), unreadable)) unmet_ = false;
  } else if (auto* networks = std::get_if<Networks>(&operands_)) {
    const auto first = std::find_if(networks->begin(), networks->end(), unreadable);
    if (first == networks->end()) return;
    unmet_ = false;
    networks->erase(first, networks->end());
  }
}

void CompiledCondition::SetOperands(const DocumentCondition& source, bool variables) {
  const ConditionOperator op = name_.op;
  const size_t count = source.values.size();
  if (IsNumeric(op)) {
    Numbers numbers(count);
    for (size_t i = 0; i < count; ++i) numbers[i].text = source.values[i].text;
    operands_ = std::move(numbers);
    // Decimals are views of their texts, which stay where they are from here on: the vector moves
    // as a whole.
    for (NumberOperand& number : std::get<Numbers>(operands_)) {
      number.readable = ReadDecimal(number.text, &number.decimal);
    }
  } else if (IsDate(op)) {
    Dates dates(count);
    for (size_t i = 0; i < count; ++i) {
      dates[i].readable = ReadDate(source.values[i].text, &dates[i].milliseconds);
    }
    operands_ = std::move(dates);
  } else if (op == ConditionOperator::kIpAddress) {
    Networks networks(count);
    for (size_t i = 0; i < count; ++i) {
      networks[i].readable = ReadNetwork(source.values[i].text, &networks[i].network);
    }
    operands_ = std::move(networks);
  } else if (op == ConditionOperator::kBool || op == ConditionOperator::kNull) {
    for (const DocumentString& value : source.values) {
      (ReadBool(value.text) ? flags_.wants_true : flags_.wants_false) = true;
    }
  } else {
    const bool glob = op == ConditionOperator::kStringLike || op == ConditionOperator::kArnLike;
    const auto syntax = glob ? TextPattern::Syntax::kGlob : TextPattern::Syntax::kPlain;
    Texts texts;
    texts.reserve(count);
    for (const DocumentString& value : source.values) {
      texts.push_back(TextPattern::Read(value.text, syntax, variables && TakesVariables(op)));
    }
    operands_ = std::move(texts);
  }
}

void CompiledCondition::SetPlan() {
  if (name_.set != SetQualifier::kNone) return;
  if (name_.op == ConditionOperator::kBool) plan_ = Plan::kFlag;
  if (name_.op != ConditionOperator::kStringEquals) return;
  const auto& texts = std::get<Texts>(operands_);
  if (texts.size() != 1 || !texts[0].is_literal()) return;
  literal_ = texts[0].encoded();
  plan_ = Plan::kLiteral;
}

bool CompiledCondition::MatchesAny(const RequestContext::View* view, const RequestContext& context,
                                   Effect effect) const {
  if (name_.op == ConditionOperator::kNull) {
    return view != nullptr ? flags_.wants_false : flags_.wants_true;
  }
  if (view == nullptr) return MatchesAbsent();
  switch (name_.set) {
    case SetQualifier::kNone:
      // A list never meets an operator without set prefix, negated or not [r].
      return !view->multivalued() && view->size() == 1 && MatchesValue(*view, 0, context, effect);
    case SetQualifier::kForAllValues:
      for (uint32_t i = 0; i < view->size(); ++i) {
        if (!MatchesValue(*view, i, context, effect)) return false;
      }
      return true;
    case SetQualifier::kForAnyValue:
      for (uint32_t i = 0; i < view->size(); ++i) {
        if (MatchesValue(*view, i, context, effect)) return true;
      }
      return false;
  }
  return false;
}

bool CompiledCondition::MatchesAbsent() const {
  if (name_.if_exists || name_.set == SetQualifier::kForAllValues) return true;
  return name_.set == SetQualifier::kNone && name_.negated;
}

bool CompiledCondition::MatchesValue(const RequestContext::View& view, uint32_t index,
                                     const RequestContext& context, Effect effect) const {
  const std::string_view value = view.value(index);
  switch (name_.op) {
    case ConditionOperator::kStringEquals:
    case ConditionOperator::kStringLike:
      return MatchesText(value, context) != name_.negated;
    case ConditionOperator::kStringEqualsIgnoreCase:
      return MatchesIgnoringCase(value, context) != name_.negated;
    case ConditionOperator::kBinaryEquals:
      // An empty value counts as unreadable, as under every typed operator [r].
      return !value.empty() && IsStrictBase64(value) && MatchesText(value, context);
    case ConditionOperator::kArnLike:
      return MatchesArn(value, context, effect);
    case ConditionOperator::kIpAddress:
      return MatchesAddress(view.address(index));
    case ConditionOperator::kBool:
    case ConditionOperator::kNull:
      return MatchesBool(value);
    default:
      return IsDate(name_.op) ? MatchesDate(value) : MatchesNumber(value);
  }
}

bool CompiledCondition::MatchesText(std::string_view value, const RequestContext& context) const {
  for (const TextPattern& text : *std::get_if<Texts>(&operands_)) {
    if (text.Match(value, context) == TextMatch::kYes) return true;
  }
  return false;
}

bool CompiledCondition::MatchesIgnoringCase(std::string_view value,
                                            const RequestContext& context) const {
  for (const TextPattern& text : *std::get_if<Texts>(&operands_)) {
    if (!text.has_variables()) {
      if (EqualsLowerCased(text.encoded(), value)) return true;
      continue;
    }
    Expansion expansion;
    if (text.Expand(context, &expansion) && EqualsLowerCased(expansion.text(), value)) return true;
  }
  return false;
}

bool CompiledCondition::MatchesArn(std::string_view value, const RequestContext& context,
                                   Effect effect) const {
  ArnFields fields;
  if (!ReadArn(value, &fields)) return false;
  for (const TextPattern& text : *std::get_if<Texts>(&operands_)) {
    switch (text.MatchArn(value, fields, context)) {
      case TextMatch::kYes:
        return !name_.negated;
      case TextMatch::kMalformed:
        // Reaching an operand that is no ARN ends the search: no grant, but a denial [r].
        return effect == Effect::kDeny;
      case TextMatch::kNo:
      case TextMatch::kUnresolved:
        break;
    }
  }
  return name_.negated;
}

bool CompiledCondition::MatchesNumber(std::string_view value) const {
  Decimal decimal;
  if (!ReadDecimal(value, &decimal)) return unreadable_;
  for (const NumberOperand& number : *std::get_if<Numbers>(&operands_)) {
    if (number.readable && Holds(name_.op, CompareDecimals(decimal, number.decimal))) {
      return !name_.negated;
    }
  }
  return unmet_;
}

bool CompiledCondition::MatchesDate(std::string_view value) const {
  int64_t milliseconds = 0;
  if (!ReadDate(value, &milliseconds)) return unreadable_;
  for (const DateOperand& date : *std::get_if<Dates>(&operands_)) {
    const int order = milliseconds < date.milliseconds ? -1 : milliseconds > date.milliseconds;
    if (date.readable && Holds(name_.op, order)) return !name_.negated;
  }
  return unmet_;
}

bool CompiledCondition::MatchesAddress(const IpAddress* address) const {
  if (address == nullptr) return unreadable_;
  for (const NetworkOperand& operand : *std::get_if<Networks>(&operands_)) {
    if (operand.readable && InNetwork(*address, operand.network)) return !name_.negated;
  }
  return unmet_;
}

bool CompiledCondition::MatchesBool(std::string_view value) const {
  return ReadBool(value) ? flags_.wants_true : flags_.wants_false;
}

size_t CompiledCondition::MemoryBytes() const {
  size_t bytes = sizeof(*this) + key_.capacity() + literal_.capacity();
  if (const auto* texts = std::get_if<Texts>(&operands_)) {
    for (const TextPattern& text : *texts) bytes += text.MemoryBytes();
  } else if (const auto* numbers = std::get_if<Numbers>(&operands_)) {
    for (const NumberOperand& number : *numbers) bytes += sizeof(number) + number.text.capacity();
  } else if (const auto* dates = std::get_if<Dates>(&operands_)) {
    bytes += dates->size() * sizeof(DateOperand);
  } else if (const auto* networks = std::get_if<Networks>(&operands_)) {
    bytes += networks->size() * sizeof(NetworkOperand);
  }
  return bytes;
}

}  // namespace policy_engine
