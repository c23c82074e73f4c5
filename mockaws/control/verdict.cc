#include "mockaws/control/verdict.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mockaws/control/authorize.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/explain.h"

namespace mockaws {

using policy_engine::Effect;
using policy_engine::Explanation;
using policy_engine::Json;
using policy_engine::LayerTrace;
using policy_engine::PolicyTrace;
using policy_engine::StatementResult;
using policy_engine::StatementTrace;

namespace {

// As many keys as a chain of policies may ask for before we give up.
constexpr int kRoundsMax = 12;

// Keys that follow from the principal or the resource: no request can choose them.
bool IsFixed(std::string_view key) {
  const std::string lower = LowerAscii(key);
  for (const std::string_view prefix :
       {"aws:principal", "aws:userid", "aws:username", "aws:resourceaccount", "aws:resourceorg",
        "aws:resourcetag/", "iam:resourcetag/", "aws:tokenissuetime", "aws:federatedprovider",
        "aws:assumedroot", "aws:ec2instance", "aws:sourceidentity"}) {
    if (lower.starts_with(prefix)) return true;
  }
  return false;
}

bool IsNegated(std::string_view op) { return op.find("Not") != std::string_view::npos; }

OpenCondition ConditionOf(const StatementTrace& trace) {
  return {trace.condition_operator, trace.condition_key, trace.wanted};
}

// An Allow of a layer that lacks one, which nothing but a condition keeps from matching.
const StatementTrace* NearAllow(const Explanation& explanation, const LayerTrace& lacking) {
  for (const PolicyTrace& policy : explanation.policies) {
    if (policy.layer != lacking.layer || policy.level != lacking.level) continue;
    for (const StatementTrace& statement : policy.statements) {
      if (statement.effect == Effect::kAllow && statement.result == StatementResult::kCondition &&
          !IsFixed(statement.condition_key)) {
        return &statement;
      }
    }
  }
  return nullptr;
}

std::vector<OpenCondition> Unless(const Explanation& explanation) {
  std::vector<OpenCondition> found;
  for (const PolicyTrace& policy : explanation.policies) {
    for (const StatementTrace& statement : policy.statements) {
      if (statement.effect == Effect::kDeny && statement.result == StatementResult::kCondition &&
          !IsFixed(statement.condition_key)) {
        found.push_back(ConditionOf(statement));
      }
    }
  }
  return found;
}

// A value that meets the condition; nothing if none can be told.
std::optional<std::string> ValueFor(const OpenCondition& condition) {
  const std::string& op = condition.op;
  if (condition.values.empty() || IsNegated(op) || op.starts_with("Null")) return std::nullopt;
  const std::string& wanted = condition.values.front();
  // A pattern matches itself; of a range its first address does.
  if (op.starts_with("IpAddress")) return wanted.substr(0, wanted.find('/'));
  const bool less = op.ends_with("LessThan") || op.ends_with("LessThanIfExists");
  const bool greater = op.ends_with("GreaterThan") || op.ends_with("GreaterThanIfExists");
  if (!less && !greater) return wanted;
  int64_t number = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (error != std::errc() || end != wanted.data() + wanted.size()) return std::nullopt;
  return std::to_string(less ? number - 1 : number + 1);
}

// Adds to the context what the condition wants. False if that can't be told, or was tried.
bool Satisfy(const OpenCondition& condition, Json* question) {
  const auto value = ValueFor(condition);
  if (!value) return false;
  Json* context = question->Find("context");
  if (context == nullptr) context = &question->Set("context", Json::MakeObject());
  if (context->Find(condition.key) != nullptr) return false;
  context->Set(condition.key, Json::String(*value));
  return true;
}

Json ConditionsJson(const std::vector<OpenCondition>& conditions) {
  Json list = Json::MakeArray();
  for (const OpenCondition& condition : conditions) {
    Json json = Json::MakeObject();
    json.Set("operator", Json::String(condition.op));
    json.Set("key", Json::String(condition.key));
    Json& values = json.Set("values", Json::MakeArray());
    for (const std::string& value : condition.values) values.Append(Json::String(value));
    list.Append(std::move(json));
  }
  return list;
}

std::string_view KindName(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::kAllowed:
      return "allowed";
    case Verdict::Kind::kConditional:
      return "conditional";
    case Verdict::Kind::kDenied:
      break;
  }
  return "denied";
}

}  // namespace

ControlResult<Explanation> ExplainQuestion(ServerParts& parts, const State& state,
                                           const Json& question) {
  DecisionRecord record;
  RETURN_IF_ERROR(JudgeQuestion(parts, state, question, &record));
  const Judgement& judgement = record.judgements.back();
  return policy_engine::Explain(judgement.request, judgement.policies);
}

ControlResult<Verdict> JudgeOpenly(ServerParts& parts, const State& state, Json question) {
  Verdict verdict;
  for (int round = 0; round < kRoundsMax; ++round) {
    ASSIGN_OR_RETURN(const Explanation explanation, ExplainQuestion(parts, state, question));
    if (explanation.decision.allowed()) {
      verdict.kind = round == 0 ? Verdict::Kind::kAllowed : Verdict::Kind::kConditional;
      verdict.unless = Unless(explanation);
      return verdict;
    }
    if (explanation.decision.outcome == policy_engine::Outcome::kExplicitDeny) break;
    const StatementTrace* near = nullptr;
    for (const LayerTrace& lacking : explanation.lacking) {
      near = NearAllow(explanation, lacking);
      if (near == nullptr) break;  // no request can make this layer allow
    }
    if (near == nullptr) break;
    const OpenCondition condition = ConditionOf(*near);
    const bool satisfied = Satisfy(condition, &question);
    const bool known = std::any_of(
        verdict.conditions.begin(), verdict.conditions.end(), [&](const OpenCondition& other) {
          return other.op == condition.op && other.key == condition.key &&
                 other.values == condition.values;
        });
    if (!known) verdict.conditions.push_back(condition);
    if (!satisfied) {
      verdict.kind = Verdict::Kind::kConditional;
      verdict.sure = false;
      return verdict;
    }
  }
  return Verdict{};
}

void AddVerdict(const Verdict& verdict, Json* json) {
  json->Set("decision", Json::String(std::string(KindName(verdict.kind))));
  if (!verdict.conditions.empty()) {
    json->Set("conditions", ConditionsJson(verdict.conditions));
    json->Set("sure", Json::Bool(verdict.sure));
  }
  if (!verdict.unless.empty()) json->Set("unless", ConditionsJson(verdict.unless));
}

}  // namespace mockaws
