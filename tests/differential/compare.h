// The three evaluators side by side: the oracle, the engine's fast path, its recording path.
#pragma once

#include <optional>
#include <string>

#include "policy_engine/base/json.h"
#include "tests/oracle/oracle.h"

namespace differential {

struct Verdicts {
  oracle::Verdict oracle;
  oracle::Verdict fast;
  oracle::Verdict recording;
  // Not empty: the engine couldn't read the case, and nothing was decided.
  std::string error;

  bool agree() const { return error.empty() && oracle == fast && oracle == recording; }
  std::string ToText() const;
};

Verdicts Compare(const policy_engine::Json& eval_case);

// The engine's fast path alone; nothing if it can't read the case.
std::optional<oracle::Verdict> EngineVerdict(const policy_engine::Json& eval_case);

}  // namespace differential
