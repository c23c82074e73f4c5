// What every decision benchmark does: decide over and over, count allocations.
#pragma once

#include <benchmark/benchmark.h>

#include "bench/engine/allocations.h"
#include "policy_engine/check.h"
#include "policy_engine/evaluate.h"

namespace bench {

inline void DecideRepeatedly(benchmark::State& state,
                             const policy_engine::AuthorizationRequest& request,
                             const policy_engine::PolicySet& policies,
                             policy_engine::Outcome expected) {
  CHECK(policy_engine::Evaluate(request, policies).outcome == expected,
        "a benchmark decides wrongly");
  const uint64_t before = AllocationCount();
  for (auto _ : state) {
    policy_engine::Decision decision = policy_engine::Evaluate(request, policies);
    benchmark::DoNotOptimize(decision);
  }
  const uint64_t after = AllocationCount();
  state.SetItemsProcessed(state.iterations());
  state.counters["allocations"] = benchmark::Counter(
      static_cast<double>(after - before) / static_cast<double>(state.iterations()),
      benchmark::Counter::kAvgThreads);
}

}  // namespace bench
