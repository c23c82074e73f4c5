// Any bytes as a line of `iamsim eval`: always one line of JSON comes back, and the fast path and
// the recording path decide the same. Eight bytes alone are the seed of a generated case, on which
// the second evaluator has to agree too.
#include <cstring>

#include "policy_engine/cases/eval_case.h"
#include "policy_engine/evaluate.h"
#include "policy_engine/explain.h"
#include "tests/differential/compare.h"
#include "tests/differential/generator.h"
#include "tests/fuzz/fuzz.h"

namespace {

void CheckPathsAgree(const policy_engine::EvalCase& eval_case) {
  const auto fast = policy_engine::Evaluate(eval_case.request, eval_case.policies);
  const auto told = policy_engine::Explain(eval_case.request, eval_case.policies);
  CHECK(fast.outcome == told.decision.outcome, "the recording path decides otherwise");
  CHECK(fast.layer == told.decision.layer, "the recording path names another policy type");
  CHECK(!told.ToText().empty(), "an explanation without words");
  CHECK(policy_engine::ParseJson(told.ToJson().Dump()).ok(), "an explanation that is no JSON");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == sizeof(uint64_t)) {
    uint64_t seed = 0;
    std::memcpy(&seed, data, sizeof(seed));
    const auto verdicts = differential::Compare(differential::GenerateCase(seed));
    CHECK(verdicts.agree(), verdicts.ToText().c_str());
    return 0;
  }
  const std::string_view text = fuzz::TextOf(data, size);
  policy_engine::PolicyCache cache;
  const auto read = policy_engine::ReadEvalCase(text, &cache);
  if (read.ok()) CheckPathsAgree(*read);
  const std::string line = policy_engine::EvalLine(text, &cache);
  CHECK(policy_engine::ParseJson(line).ok(), "an answer that is no JSON");
  CHECK(line.find('\n') == std::string::npos, "an answer of several lines");
  return 0;
}
