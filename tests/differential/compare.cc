#include "tests/differential/compare.h"

#include "policy_engine/cases/eval_case.h"
#include "policy_engine/evaluate.h"
#include "policy_engine/explain.h"

namespace differential {
namespace {

using policy_engine::AuthorizationRequest;
using policy_engine::Decision;
using policy_engine::EvalCase;
using policy_engine::EvalCaseError;
using policy_engine::Json;
using policy_engine::Layer;
using policy_engine::Outcome;
using policy_engine::PolicyCache;
using policy_engine::Result;

std::string TypeName(const Decision& decision, const AuthorizationRequest& request) {
  switch (decision.layer) {
    case Layer::kResourceControl:
      return "resource-control-policy";
    case Layer::kServiceControl:
      return "service-control-policy";
    case Layer::kVpcEndpoint:
      return "vpc-endpoint-policy";
    case Layer::kResource:
      return request.resource_rule == policy_engine::ResourceRule::kAssumeRole ? "trust-policy"
                                                                               : "resource-policy";
    case Layer::kIdentity:
      return "identity-policy";
    case Layer::kBoundary:
      return "permissions-boundary";
    case Layer::kSession:
      return "session-policy";
    case Layer::kScope:
      return "scope-policy";
    default:
      return "none";
  }
}

oracle::Verdict VerdictOf(const Decision& decision, const AuthorizationRequest& request) {
  std::string outcome = "implicitDeny";
  if (decision.outcome == Outcome::kAllowed) outcome = "allowed";
  if (decision.outcome == Outcome::kExplicitDeny) outcome = "explicitDeny";
  return {outcome, TypeName(decision, request)};
}

}  // namespace

std::string Verdicts::ToText() const {
  if (!error.empty()) return "unreadable: " + error;
  const auto text = [](const oracle::Verdict& v) { return v.decision + " by " + v.policy_type; };
  return "oracle: " + text(oracle) + "; fast: " + text(fast) + "; recording: " + text(recording);
}

Verdicts Compare(const Json& eval_case) {
  PolicyCache cache;
  Verdicts verdicts;
  const Result<EvalCase, EvalCaseError> read = policy_engine::ReadEvalCase(eval_case, &cache);
  if (!read.ok()) {
    verdicts.error = read.error().path + ": " + read.error().message;
    return verdicts;
  }
  const AuthorizationRequest& request = read->request;
  verdicts.fast = VerdictOf(policy_engine::Evaluate(request, read->policies), request);
  verdicts.recording = VerdictOf(policy_engine::Explain(request, read->policies).decision, request);
  verdicts.oracle = oracle::Decide(eval_case);
  return verdicts;
}

std::optional<oracle::Verdict> EngineVerdict(const Json& eval_case) {
  PolicyCache cache;
  const auto read = policy_engine::ReadEvalCase(eval_case, &cache);
  if (!read.ok()) return std::nullopt;
  return VerdictOf(policy_engine::Evaluate(read->request, read->policies), read->request);
}

}  // namespace differential
