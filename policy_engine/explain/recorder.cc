#include "policy_engine/explain/recorder.h"

#include "policy_engine/condition/condition.h"
#include "policy_engine/condition/text_pattern.h"
#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

std::string Listed(const std::vector<std::string>& texts) {
  if (texts.empty()) return "nothing";
  std::string listed;
  constexpr size_t kShownMax = 8;
  for (size_t i = 0; i < texts.size() && i < kShownMax; ++i) {
    listed += (i == 0 ? "`" : ", `") + texts[i] + "`";
  }
  if (texts.size() > kShownMax) {
    listed += " and " + std::to_string(texts.size() - kShownMax) + " more";
  }
  return listed;
}

std::vector<std::string> TextsOf(const std::vector<DocumentString>& strings) {
  std::vector<std::string> texts;
  for (const DocumentString& string : strings) texts.push_back(string.text);
  return texts;
}

// With policy variables replaced by the request's values; as it stands if one has none.
std::string Filled(const std::string& text, const RequestContext& context) {
  if (text.find("${") == std::string::npos) return text;
  Expansion filled;
  const auto pattern = TextPattern::Read(text, TextPattern::Syntax::kPlain, true);
  return pattern.Expand(context, &filled) ? std::string(filled.text()) : text;
}

// What the policy wants, as it wants it of this request; where that isn't as it is written, both.
std::string FillAndList(const RequestContext& context, std::vector<std::string>* texts) {
  const std::string written = Listed(*texts);
  for (std::string& text : *texts) text = Filled(text, context);
  const std::string listed = Listed(*texts);
  return listed == written ? listed : listed + " (written " + written + ")";
}

std::string NameOf(const Principal& principal) {
  return principal.arn.empty() ? "anonymous" : principal.arn;
}

}  // namespace

void Recorder::Layer(policy_engine::Layer layer, uint16_t level, const PolicyLayer&, bool applies) {
  layer_ = layer;
  level_ = level;
  LayerTrace trace;
  trace.layer = layer;
  trace.level = level;
  trace.applies = applies;
  explanation_->layers.push_back(std::move(trace));
}

void Recorder::Policy(const CompiledPolicyPtr& policy) {
  PolicyTrace trace;
  trace.layer = layer_;
  trace.level = level_;
  trace.source = policy->source();
  trace.type = policy->type();
  trace.policy = policy;
  explanation_->policies.push_back(std::move(trace));
}

void Recorder::Verdict(policy_engine::Layer, uint16_t, const LayerVerdict& verdict) {
  explanation_->layers.back().allows = verdict.allows;
  explanation_->layers.back().denies = verdict.denies;
}

StatementTrace& Recorder::Begin(uint32_t statement) {
  PolicyTrace& policy = explanation_->policies.back();
  const DocumentStatement& source = policy.policy->document().statements[statement];
  StatementTrace trace;
  trace.index = statement;
  trace.effect = source.effect;
  trace.sid = source.sid;
  trace.span = source.span;
  trace.begin = LineColumnAt(policy.policy->text(), source.span.begin);
  trace.end = LineColumnAt(policy.policy->text(), source.span.end);
  policy.statements.push_back(std::move(trace));
  return policy.statements.back();
}

void Recorder::Matched(uint32_t statement) {
  StatementTrace& trace = Begin(statement);
  trace.reason = trace.effect == Effect::kAllow ? "matches and allows" : "matches and denies";
  if (trace.effect == Effect::kDeny) {
    explanation_->denying.emplace_back(explanation_->policies.size() - 1,
                                       explanation_->policies.back().statements.size() - 1);
  }
}

void Recorder::Unmatched(uint32_t statement, char element, size_t condition) {
  StatementTrace& trace = Begin(statement);
  const DocumentStatement& source =
      explanation_->policies.back().policy->document().statements[statement];
  switch (element) {
    case 'a':
      return DescribeAction(source, &trace);
    case 'r':
      return DescribeResource(source, &trace);
    case 'p':
      return DescribePrincipal(source, &trace);
    default:
      return DescribeCondition(source.conditions[condition], &trace);
  }
}

bool Recorder::VariablesEnabled() const {
  return explanation_->policies.back().policy->document().variables_enabled();
}

void Recorder::DescribeAction(const DocumentStatement& source, StatementTrace* trace) const {
  trace->result = StatementResult::kAction;
  trace->wanted = TextsOf(source.actions);
  trace->got = {request_.action.text()};
  trace->reason = source.not_action ? "action `" + request_.action.text() +
                                          "` is excluded by NotAction " + Listed(trace->wanted)
                                    : "action `" + request_.action.text() + "` is not among " +
                                          Listed(trace->wanted);
}

void Recorder::DescribeResource(const DocumentStatement& source, StatementTrace* trace) const {
  trace->result = StatementResult::kResource;
  trace->wanted = TextsOf(source.resources);
  trace->got = {request_.resource.text()};
  const std::string got = "resource `" + request_.resource.text() + "`";
  const std::string wanted =
      VariablesEnabled() ? FillAndList(request_.context, &trace->wanted) : Listed(trace->wanted);
  trace->reason =
      got + (source.not_resource ? " is excluded by NotResource " : " is not among ") + wanted;
}

void Recorder::DescribePrincipal(const DocumentStatement& source, StatementTrace* trace) const {
  trace->result = StatementResult::kPrincipal;
  for (const DocumentPrincipal& principal : source.principals) {
    trace->wanted.push_back(principal.text);
  }
  trace->got = {NameOf(request_.principal)};
  trace->reason = "principal `" + trace->got.front() +
                  (source.not_principal ? "` is spared by NotPrincipal " : "` is not among ") +
                  Listed(trace->wanted);
}

void Recorder::DescribeCondition(const DocumentCondition& source, StatementTrace* trace) const {
  trace->result = StatementResult::kCondition;
  trace->condition_operator = source.op;
  trace->condition_key = source.key;
  trace->wanted = TextsOf(source.values);
  OperatorName name;
  const bool known = ReadOperatorName(source.op, &name);
  const std::string wanted = known && TakesVariables(name.op) && VariablesEnabled()
                                 ? FillAndList(request_.context, &trace->wanted)
                                 : Listed(trace->wanted);
  const std::string lower = AsciiLower(source.key);
  RequestContext::View view;
  trace->got_present = request_.context.Find(lower, KeyHash(lower), &view);
  const std::string what = source.op + " on `" + source.key + "`";
  if (!trace->got_present) {
    trace->reason = what + " wants " + wanted + "; the request has no such key";
    return;
  }
  for (uint32_t i = 0; i < view.size(); ++i) trace->got.emplace_back(view.value(i));
  trace->reason = what + " wants " + wanted + "; the request has " + Listed(trace->got);
  const bool plain =
      known && name.set == SetQualifier::kNone && name.op != ConditionOperator::kNull;
  if (plain && view.multivalued()) {
    trace->reason += " (a multivalued key: it never matches without ForAllValues: or ForAnyValue:)";
  }
}

}  // namespace policy_engine
