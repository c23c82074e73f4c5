// One condition (operator, key, values), compiled to a typed operation on a hashed key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "policy_engine/condition/ip.h"
#include "policy_engine/condition/numeric.h"
#include "policy_engine/condition/operators.h"
#include "policy_engine/condition/text_pattern.h"
#include "policy_engine/policy.h"

namespace policy_engine {

// Literals that couldn't be read stay in the list: `readable` false.
struct NumberOperand {
  std::string text;
  Decimal decimal;
  bool readable = false;
};
struct DateOperand {
  int64_t milliseconds = 0;
  bool readable = false;
};
struct NetworkOperand {
  IpNetwork network;
  bool readable = false;
};

class CompiledCondition {
 public:
  // Moves only: decimals are views of texts beside them.
  CompiledCondition(CompiledCondition&&) = default;
  CompiledCondition& operator=(CompiledCondition&&) = default;
  // `variables`: the document's version has policy variables. CHECKs that the operator is one.
  static CompiledCondition Compile(const DocumentCondition& source, bool variables);

  // Total: values that don't convert are outcomes. `effect` counts with malformed ARN operands
  // only.
  bool Matches(const RequestContext& context, Effect effect) const;

  const OperatorName& name() const { return name_; }
  const std::string& lower_key() const { return key_; }
  size_t MemoryBytes() const;

 private:
  CompiledCondition() = default;
  bool MatchesAbsent() const;
  bool MatchesValue(std::string_view value, const RequestContext& context, Effect effect) const;
  bool MatchesText(std::string_view value, const RequestContext& context) const;
  bool MatchesIgnoringCase(std::string_view value, const RequestContext& context) const;
  bool MatchesArn(std::string_view value, const RequestContext& context, Effect effect) const;
  bool MatchesNumber(std::string_view value) const;
  bool MatchesDate(std::string_view value) const;
  bool MatchesAddress(std::string_view value) const;
  bool MatchesBool(std::string_view value) const;

  using Texts = std::vector<TextPattern>;
  using Numbers = std::vector<NumberOperand>;
  using Dates = std::vector<DateOperand>;
  using Networks = std::vector<NetworkOperand>;
  struct Flags {
    bool wants_true = false;
    bool wants_false = false;
  };

  OperatorName name_;
  uint64_t key_hash_ = 0;
  std::string key_;  // lower-cased
  std::variant<Texts, Numbers, Dates, Networks, Flags> operands_;
};

// Whether a value is canonical base64 with padding.
bool IsStrictBase64(std::string_view text);

// Whether IAM takes a literal under an operator when it saves a document: numbers, dates, ARNs,
// base64 and networks must be readable; any text passes under the others.
bool IsStorableLiteral(ConditionOperator op, std::string_view text, bool variables);

}  // namespace policy_engine
