// One condition (operator, key, values), compiled to a typed operation on a hashed key.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "policy_engine/condition/numeric.h"
#include "policy_engine/condition/operators.h"
#include "policy_engine/condition/text_pattern.h"
#include "policy_engine/pattern/hash.h"
#include "policy_engine/pattern/ip.h"
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
  // `variables`: the document's version has policy variables. `simulator`: as ParseOptions has it.
  // CHECKs that the operator is one.
  static CompiledCondition Compile(const DocumentCondition& source, bool variables,
                                   bool simulator = false);

  // Total: values that don't convert are outcomes. `effect` counts with malformed ARN operands
  // only.
  bool Matches(const RequestContext& context, Effect effect) const {
    RequestContext::View view;
    const bool present = context.Find(key_, key_hash_, &view);
    // Most conditions are these two.
    if (present && plan_ != Plan::kGeneral && view.size() == 1 && !view.multivalued()) {
      if (plan_ == Plan::kLiteral) return TextsEqual(view.value(0), literal_) != name_.negated;
      return ReadBool(view.value(0)) ? flags_.wants_true : flags_.wants_false;
    }
    return MatchesAny(present ? &view : nullptr, context, effect);
  }

  const OperatorName& name() const { return name_; }
  const std::string& lower_key() const { return key_; }
  size_t MemoryBytes() const;

 private:
  CompiledCondition() = default;
  void SetOperands(const DocumentCondition& source, bool variables);
  void SetPlan();
  void ReadAsSimulator();
  // `true` in any case without spaces is true, everything else false [r].
  static bool ReadBool(std::string_view text) {
    if (text.size() != 4) return false;
    uint32_t bytes = 0;
    std::memcpy(&bytes, text.data(), 4);
    uint32_t wanted = 0;
    std::memcpy(&wanted, "true", 4);
    // Only a letter's capital differs from it in this bit alone.
    return (bytes | 0x20202020U) == wanted;
  }
  // `view`: null if the key is absent.
  bool MatchesAny(const RequestContext::View* view, const RequestContext& context,
                  Effect effect) const;
  bool MatchesAbsent() const;
  bool MatchesValue(const RequestContext::View& view, uint32_t index, const RequestContext& context,
                    Effect effect) const;
  bool MatchesText(std::string_view value, const RequestContext& context) const;
  bool MatchesIgnoringCase(std::string_view value, const RequestContext& context) const;
  bool MatchesArn(std::string_view value, const RequestContext& context, Effect effect) const;
  bool MatchesNumber(std::string_view value) const;
  bool MatchesDate(std::string_view value) const;
  bool MatchesAddress(const IpAddress* address) const;
  bool MatchesBool(std::string_view value) const;

  using Texts = std::vector<TextPattern>;
  using Numbers = std::vector<NumberOperand>;
  using Dates = std::vector<DateOperand>;
  using Networks = std::vector<NetworkOperand>;
  struct Flags {
    bool wants_true = false;
    bool wants_false = false;
  };

  enum class Plan : uint8_t {
    kGeneral,
    kLiteral,  // StringEquals or StringNotEquals without set prefix, one text without variables
    kFlag,     // Bool without set prefix
  };

  OperatorName name_;
  Plan plan_ = Plan::kGeneral;
  Flags flags_;  // of Bool and Null
  // Of numbers, dates and addresses: what a value is that can't be read, or that no literal meets.
  bool unreadable_ = false;
  bool unmet_ = false;
  uint64_t key_hash_ = 0;
  std::string key_;  // lower-cased
  std::string literal_;
  std::variant<Texts, Numbers, Dates, Networks> operands_;
};

// Whether a value is canonical base64 with padding.
bool IsStrictBase64(std::string_view text);

// Whether IAM takes a literal under an operator when it saves a document: numbers, dates, ARNs,
// base64 and networks must be readable; any text passes under the others.
bool IsStorableLiteral(ConditionOperator op, std::string_view text, bool variables);

}  // namespace policy_engine
