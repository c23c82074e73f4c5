// scripts/differential [SEED]: compares case after case until one differs, and prints it shrunk.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/differential/compare.h"
#include "tests/differential/generator.h"
#include "tests/differential/shrink.h"

namespace {

using differential::Compare;
using differential::Verdicts;
using policy_engine::Json;

void Report(uint64_t seed, const Json& eval_case, const Verdicts& verdicts) {
  std::fprintf(stderr, "seed %llu: %s\nshrinking\n", static_cast<unsigned long long>(seed),
               verdicts.ToText().c_str());
  const bool readable = verdicts.error.empty();
  const Json small = differential::Shrink(eval_case, [&](const Json& smaller) {
    const Verdicts again = Compare(smaller);
    return !again.agree() && again.error.empty() == readable;
  });
  std::fprintf(stderr, "%s\n", Compare(small).ToText().c_str());
  std::printf("%s\n", small.Dump(1).c_str());
}

}  // namespace

// `differential [SEED [COUNT]]`: without COUNT it runs until a case differs.
int main(int argc, char** argv) {
  const uint64_t first = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const uint64_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : UINT64_MAX - first;
  for (uint64_t i = 0; i < count; ++i) {
    const Json eval_case = differential::GenerateCase(first + i);
    const Verdicts verdicts = Compare(eval_case);
    if (!verdicts.agree()) {
      Report(first + i, eval_case, verdicts);
      return 1;
    }
    if (i % 50'000 == 49'999) {
      std::fprintf(stderr, "%llu cases agree\n", static_cast<unsigned long long>(i + 1));
    }
  }
  return 0;
}
