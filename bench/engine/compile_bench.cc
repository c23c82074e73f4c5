// compile/…: from a policy's text to its compiled form, and what that weighs; index/…: from
// compiled policies to a layer; explain/…: a whole explanation.
#include <malloc.h>

#include <string>

#include "bench/engine/decide.h"
#include "bench/engine/workload.h"
#include "mockaws/catalog/managed_policies.h"
#include "policy_engine/explain.h"

namespace bench {
namespace {

using policy_engine::CompiledPolicyPtr;
using policy_engine::PolicyLayer;
using policy_engine::PolicySet;
using policy_engine::PolicyType;

size_t HeapBytes() { return mallinfo2().uordblks; }

void CompileText(benchmark::State& state, const std::string& text) {
  const size_t before = HeapBytes();
  const CompiledPolicyPtr kept = MustCompile(text, PolicyType::kManaged);
  const size_t bytes = HeapBytes() - before;
  const auto statements = static_cast<double>(kept->statements().size());
  for (auto _ : state) {
    CompiledPolicyPtr policy = MustCompile(text, PolicyType::kManaged);
    benchmark::DoNotOptimize(policy);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
  state.counters["statements"] = statements;
  state.counters["heap_bytes_per_statement"] = static_cast<double>(bytes) / statements;
  state.counters["compiled_bytes_per_statement"] =
      static_cast<double>(kept->MemoryBytes()) / statements;
}

void CompileStandard(benchmark::State& state, const char* workload) {
  CompileText(state, LoadWorkload(workload, 20).documents[1]);
}
BENCHMARK_CAPTURE(CompileStandard, assume, "assume")->Name("compile/assume");
BENCHMARK_CAPTURE(CompileStandard, s3, "s3")->Name("compile/s3");

void CompileManaged(benchmark::State& state, const char* name) {
  CompileText(state, *mockaws::ManagedPolicyDocument(*mockaws::FindManagedPolicyByName(name)));
}
BENCHMARK_CAPTURE(CompileManaged, read_only, "ReadOnlyAccess")->Name("compile/ReadOnlyAccess");
BENCHMARK_CAPTURE(CompileManaged, power, "PowerUserAccess")->Name("compile/PowerUserAccess");

void Index(benchmark::State& state) {
  const Workload workload = LoadWorkload("s3", static_cast<int>(state.range(0)));
  std::vector<CompiledPolicyPtr> policies;
  for (const std::string& document : workload.documents) {
    policies.push_back(MustCompile(document, PolicyType::kManaged));
  }
  const size_t before = HeapBytes();
  const auto kept = PolicyLayer::Of(policies);
  state.counters["heap_bytes_per_statement"] =
      static_cast<double>(HeapBytes() - before) / static_cast<double>(state.range(0));
  for (auto _ : state) {
    auto layer = PolicyLayer::Of(policies);
    benchmark::DoNotOptimize(layer);
  }
}
BENCHMARK(Index)->Name("index/s3")->Arg(20)->Arg(1000)->Arg(10000);

void ExplainHit(benchmark::State& state) {
  const Workload workload = LoadWorkload("s3", static_cast<int>(state.range(0)));
  const PolicySet policies = workload.Compile();
  const auto request = workload.hit.Prepare();
  for (auto _ : state) {
    auto explanation = policy_engine::Explain(request, policies);
    benchmark::DoNotOptimize(explanation);
  }
}
BENCHMARK(ExplainHit)->Name("explain/s3")->Arg(20)->Arg(1000);

void Threads(benchmark::State& state) {
  static const Workload& workload = *new Workload(LoadWorkload("s3", 1000));
  static const PolicySet& policies = *new PolicySet(workload.Compile());
  DecideRepeatedly(state, workload.hit.Prepare(), policies, policy_engine::Outcome::kAllowed);
}
BENCHMARK(Threads)->Name("threads/s3/1000/hit")->ThreadRange(1, 8)->UseRealTime();

}  // namespace
}  // namespace bench
