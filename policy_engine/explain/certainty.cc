#include "policy_engine/explain/certainty.h"

#include <algorithm>
#include <string>

#include "policy_engine/condition/condition.h"
#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

// A rule that AWS's pages and recordings leave open.
struct OpenRule {
  const char* section;  // of the rules listed in docs/fidelity.md
  const char* text;
};

constexpr OpenRule kCallsWithoutResource = {"1.4", "RCPs for calls without a resource"};
constexpr OpenRule kTrustPatterns = {"1.4", "wildcards in the actions of a trust policy"};
constexpr OpenRule kMalformedResource = {"2.2", "resources that are no ARN"};
constexpr OpenRule kBoolVariable = {"3.2", "variables in the values of Bool"};
constexpr OpenRule kNotResourceVariable = {"3.3", "variables without a value in NotResource"};
constexpr OpenRule kWildcardInValue = {"3.4", "wildcards in the value of a variable"};
constexpr OpenRule kForAnyValueIfExists = {"4.6", "ForAnyValue with IfExists on an absent key"};
constexpr OpenRule kNullOfEmptyList = {"4.8", "Null on a list that is present and empty"};
constexpr OpenRule kUnreadableOrdering = {"4.9", "ordering of values that can't be read"};
constexpr OpenRule kEmptyValues = {"4.11", "empty lists of values"};
constexpr OpenRule kEndpointOrder = {"6", "the VPC endpoint policy's place in the order"};
constexpr OpenRule kAssumeLimits = {
    "6", "boundary and session policy under a trust policy that names the session or everyone"};
constexpr OpenRule kFederatedEveryone = {"6", "federated users under a Principal of `*`"};
constexpr OpenRule kNotPrincipal = {"6", "NotPrincipal, which differs by service"};
constexpr OpenRule kScopeAndGrant = {
    "6", "scope-down policies beside a resource-based policy that names the caller"};

bool HasVariable(const std::vector<DocumentString>& strings) {
  return std::any_of(strings.begin(), strings.end(), [](const DocumentString& string) {
    return string.text.find("${") != std::string::npos;
  });
}

bool HasWildcard(const std::vector<DocumentString>& strings) {
  return std::any_of(strings.begin(), strings.end(), [](const DocumentString& string) {
    return string.text.find_first_of("*?") != std::string::npos;
  });
}

class Judge {
 public:
  Judge(const AuthorizationRequest& request, Explanation* explanation)
      : request_(request), explanation_(explanation) {}

  void Run() {
    explanation_->certainty = Certainty::kDocumented;
    explanation_->certainty_section = "6";
    explanation_->certainty_note = "policy evaluation logic";
    JudgeLayers();
    for (const PolicyTrace& policy : explanation_->policies) {
      for (const StatementTrace& statement : policy.statements) {
        JudgeStatement(policy, statement);
      }
    }
  }

 private:
  // The first open rule stays.
  void Note(const OpenRule& rule) {
    if (explanation_->certainty == Certainty::kUnsure) return;
    explanation_->certainty = Certainty::kUnsure;
    explanation_->certainty_section = rule.section;
    explanation_->certainty_note = rule.text;
  }

  const LayerTrace* Find(Layer layer) const {
    for (const LayerTrace& trace : explanation_->layers) {
      if (trace.layer == layer && trace.applies) return &trace;
    }
    return nullptr;
  }

  void JudgeLayers() {
    const Layer layer = explanation_->decision.layer;
    const bool denied = !explanation_->decision.allowed();
    const bool implicit = explanation_->decision.outcome == Outcome::kImplicitDeny;
    const bool limited =
        layer == Layer::kBoundary || layer == Layer::kSession || layer == Layer::kScope;
    const LayerTrace* resource = Find(Layer::kResource);
    const bool granted = resource != nullptr && resource->allows && request_.same_account();
    if (request_.resource.is_none() && !explanation_->layers.empty() &&
        explanation_->layers.front().layer == Layer::kResourceControl) {
      Note(kCallsWithoutResource);
    }
    if (!request_.resource.is_arn() && !request_.resource.is_none()) Note(kMalformedResource);
    if (implicit && limited && granted && request_.resource_rule == ResourceRule::kAssumeRole) {
      Note(kAssumeLimits);
    }
    if (implicit && granted && request_.principal.type == PrincipalType::kFederatedUser) {
      Note(kFederatedEveryone);
    }
    if (implicit && layer == Layer::kVpcEndpoint && explanation_->lacking.size() > 1) {
      Note(kEndpointOrder);
    }
    if (granted && Find(Layer::kScope) != nullptr && (layer == Layer::kScope || !denied)) {
      Note(kScopeAndGrant);
    }
  }

  void JudgeStatement(const PolicyTrace& policy, const StatementTrace& trace) {
    const DocumentStatement& source = policy.policy->document().statements[trace.index];
    const bool matched = trace.result == StatementResult::kMatched;
    if (source.not_principal && (matched || trace.result == StatementResult::kPrincipal)) {
      Note(kNotPrincipal);
    }
    if (matched && policy.policy->type() == PolicyType::kTrust && HasWildcard(source.actions)) {
      Note(kTrustPatterns);
    }
    const bool variables = policy.policy->document().variables_enabled();
    if (variables && HasVariable(source.resources) &&
        (matched || trace.result >= StatementResult::kResource)) {
      if (source.not_resource) Note(kNotResourceVariable);
      NoteWildcardValues(source.resources);
    }
    if (!matched && trace.result != StatementResult::kCondition) return;
    for (const DocumentCondition& condition : source.conditions) {
      JudgeCondition(condition, variables);
    }
  }

  void NoteWildcardValues(const std::vector<DocumentString>& strings) {
    for (const DocumentString& string : strings) {
      for (const std::string& name : VariableNames(string.text)) {
        const auto value = request_.context.Get(name);
        if (value && value->find_first_of("*?") != std::string_view::npos) Note(kWildcardInValue);
      }
    }
  }

  void JudgeCondition(const DocumentCondition& condition, bool variables) {
    OperatorName name;
    if (!ReadOperatorName(condition.op, &name)) return;
    if (condition.values.empty()) Note(kEmptyValues);
    const std::string lower = AsciiLower(condition.key);
    RequestContext::View view;
    const bool present = request_.context.Find(lower, KeyHash(lower), &view);
    if (!present && name.if_exists && name.set == SetQualifier::kForAnyValue) {
      Note(kForAnyValueIfExists);
    }
    if (present && name.op == ConditionOperator::kNull && view.size() == 0) Note(kNullOfEmptyList);
    if (present && IsOrdering(name.op) && !AllReadable(name.op, condition, view)) {
      Note(kUnreadableOrdering);
    }
    if (!variables) return;
    if (name.op == ConditionOperator::kBool && HasVariable(condition.values)) Note(kBoolVariable);
    if (TakesVariables(name.op)) NoteWildcardValues(condition.values);
  }

  static bool IsOrdering(ConditionOperator op) {
    return (IsNumeric(op) && op != ConditionOperator::kNumericEquals) ||
           (IsDate(op) && op != ConditionOperator::kDateEquals);
  }

  static bool AllReadable(ConditionOperator op, const DocumentCondition& condition,
                          const RequestContext::View& view) {
    for (const DocumentString& value : condition.values) {
      if (!IsStorableLiteral(op, value.text, false)) return false;
    }
    for (uint32_t i = 0; i < view.size(); ++i) {
      if (!IsStorableLiteral(op, view.value(i), false)) return false;
    }
    return true;
  }

  const AuthorizationRequest& request_;
  Explanation* explanation_;
};

}  // namespace

void JudgeCertainty(const AuthorizationRequest& request, Explanation* explanation) {
  Judge(request, explanation).Run();
}

}  // namespace policy_engine
