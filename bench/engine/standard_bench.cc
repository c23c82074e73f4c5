// standard/…: the decision alone, its request prepared. raw/…: the same from raw strings
// (principal, action, resource and context keys are read each time). distinct/…: no two statements
// alike.
#include <benchmark/benchmark.h>

#include "bench/engine/decide.h"
#include "bench/engine/workload.h"

namespace bench {
namespace {

using policy_engine::AuthorizationRequest;
using policy_engine::Decision;
using policy_engine::Evaluate;
using policy_engine::Outcome;
using policy_engine::PolicySet;

struct Case {
  const char* name;
  RawRequest Workload::*request;
  Outcome expected;
};

constexpr Case kCases[] = {{"hit", &Workload::hit, Outcome::kAllowed},
                           {"miss", &Workload::miss, Outcome::kImplicitDeny},
                           {"deny", &Workload::deny, Outcome::kExplicitDeny}};

void Decide(benchmark::State& state, const Workload& workload, const Case& which) {
  const PolicySet policies = workload.Compile();
  DecideRepeatedly(state, (workload.*which.request).Prepare(), policies, which.expected);
}

void DecideRaw(benchmark::State& state, const Workload& workload) {
  const PolicySet policies = workload.Compile();
  const uint64_t before = AllocationCount();
  for (auto _ : state) {
    const AuthorizationRequest request = workload.hit.Prepare();
    Decision decision = Evaluate(request, policies);
    benchmark::DoNotOptimize(decision);
  }
  state.counters["allocations"] =
      static_cast<double>(AllocationCount() - before) / static_cast<double>(state.iterations());
}

void Register(const std::string& workload, int statements) {
  const std::string tail = workload + "/" + std::to_string(statements);
  for (const Case& which : kCases) {
    benchmark::RegisterBenchmark(
        ("standard/" + tail + "/" + which.name).c_str(),
        [=](benchmark::State& state) { Decide(state, LoadWorkload(workload, statements), which); });
  }
  benchmark::RegisterBenchmark(("raw/" + tail + "/hit").c_str(), [=](benchmark::State& state) {
    DecideRaw(state, LoadWorkload(workload, statements));
  });
  benchmark::RegisterBenchmark(("distinct/" + tail + "/hit").c_str(), [=](benchmark::State& state) {
    Decide(state, MakeDistinct(LoadWorkload(workload, statements)), kCases[0]);
  });
}

const bool registered = [] {
  for (const char* workload : {"assume", "s3"}) {
    for (const int statements : {20, 100, 1000, 10000}) Register(workload, statements);
  }
  return true;
}();

}  // namespace
}  // namespace bench
