// Verdict: the answer to a question that leaves parts of the request open.
#pragma once

#include <string>
#include <vector>

#include "mockaws/authn/server_parts.h"
#include "mockaws/control/answer.h"
#include "policy_engine/explain.h"

namespace mockaws {

// A condition that the request must meet.
struct OpenCondition {
  std::string op;
  std::string key;
  std::vector<std::string> values;
};

struct Verdict {
  enum class Kind { kAllowed, kConditional, kDenied };

  Kind kind = Kind::kDenied;
  // kConditional: what the request must bring along. All of them, unless `sure` is false: then they
  // are those that could be found, and even with them it may be refused.
  std::vector<OpenCondition> conditions;
  bool sure = true;
  // Not kDenied: conditions of denials that didn't bite because the request lacks their keys.
  std::vector<OpenCondition> unless;
};

// Puts the question (docs/control-api.md, `POST /_iamsim/authorize`) to the engine. Where only
// conditions stand in the way whose keys a request may bring (not those that the principal fixes),
// it is put again with what they want. Errors: as `authorize`.
ControlResult<Verdict> JudgeOpenly(ServerParts& parts, const State& state,
                                   policy_engine::Json question);

// What the last judgement found out, for callers that need more: the explanation of the question
// as it stands.
ControlResult<policy_engine::Explanation> ExplainQuestion(ServerParts& parts, const State& state,
                                                          const policy_engine::Json& question);

// `{"decision":"conditional","conditions":[…],"sure":true,"unless":[…]}`, empty members left out.
void AddVerdict(const Verdict& verdict, policy_engine::Json* json);

}  // namespace mockaws
