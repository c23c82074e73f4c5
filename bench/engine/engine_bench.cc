// engine_bench: speed of the policy engine. docs/performance.md has its figures and commands.
#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
