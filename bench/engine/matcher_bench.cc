// matcher/…: one text against N resource patterns: the engine's own matchers beside re2, one
// expression each and all in an RE2::Set.
#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#include <string>
#include <vector>

#include "bench/engine/decide.h"
#include "bench/engine/workload.h"
#include "policy_engine/pattern/glob.h"

namespace bench {
namespace {

constexpr const char* kText = "arn:aws:s3:::team-data/reports/2026-1/q1-summary.csv";

// None but the last matches. `wild`: wildcards at the start and in the middle.
std::vector<std::string> Patterns(int64_t count, bool wild) {
  std::vector<std::string> patterns;
  for (int64_t i = 0; i + 1 < count; ++i) {
    const std::string number = std::to_string(i);
    patterns.push_back(wild ? "arn:aws:s3:::*-" + number + "/*/20*-?/*.csv"
                            : "arn:aws:s3:::team-" + number + "/*");
  }
  patterns.emplace_back(wild ? "arn:aws:s3:::*-data/*/20*-?/*.csv" : "arn:aws:s3:::team-data/*");
  return patterns;
}

std::string ToRegex(const std::string& glob) {
  std::string regex;
  for (const char c : glob) {
    if (c == '*') {
      regex += ".*";
    } else if (c == '?') {
      regex += '.';
    } else {
      regex += RE2::QuoteMeta(re2::StringPiece(&c, 1));
    }
  }
  return regex;
}

void Glob(benchmark::State& state, bool wild) {
  std::vector<std::string> patterns;
  for (const std::string& text : Patterns(state.range(0), wild)) {
    patterns.push_back(policy_engine::EncodeGlob(text));
  }
  for (auto _ : state) {
    int matches = 0;
    for (const std::string& pattern : patterns) {
      matches += policy_engine::GlobMatch(pattern, kText) ? 1 : 0;
    }
    CHECK(matches == 1, "a benchmark matches wrongly");
  }
}

void Regex(benchmark::State& state, bool wild) {
  std::vector<std::unique_ptr<RE2>> patterns;
  for (const std::string& text : Patterns(state.range(0), wild)) {
    patterns.push_back(std::make_unique<RE2>(ToRegex(text)));
  }
  for (auto _ : state) {
    int matches = 0;
    for (const auto& pattern : patterns) matches += RE2::FullMatch(kText, *pattern) ? 1 : 0;
    CHECK(matches == 1, "a benchmark matches wrongly");
  }
}

void RegexSet(benchmark::State& state, bool wild) {
  RE2::Set set(RE2::Options(), RE2::ANCHOR_BOTH);
  for (const std::string& text : Patterns(state.range(0), wild)) set.Add(ToRegex(text), nullptr);
  set.Compile();
  std::vector<int> matches;
  for (auto _ : state) {
    set.Match(kText, &matches);
    CHECK(matches.size() == 1, "a benchmark matches wrongly");
  }
}

// The index of a layer, which is what decides in earnest.
void Indexed(benchmark::State& state, bool wild) {
  std::string text = R"({"Version":"2012-10-17","Statement":[)";
  for (const std::string& pattern : Patterns(state.range(0), wild)) {
    if (text.back() == '}') text += ',';
    text += R"({"Effect":"Allow","Action":"s3:GetObject","Resource":")" + pattern + "\"}";
  }
  policy_engine::PolicySet policies;
  policies.identity = policy_engine::PolicyLayer::Of(
      {MustCompile(text + "]}", policy_engine::PolicyType::kManaged)});
  const RawRequest request{
      "arn:aws:iam::111122223333:user/alice", "s3:GetObject", kText, "111122223333", {}};
  DecideRepeatedly(state, request.Prepare(), policies, policy_engine::Outcome::kAllowed);
}

using Matcher = void (*)(benchmark::State&, bool);

const bool registered = [] {
  const std::pair<const char*, Matcher> matchers[] = {
      {"direct", Glob}, {"re2", Regex}, {"re2_set", RegexSet}, {"decision", Indexed}};
  for (const auto& [name, matcher] : matchers) {
    for (const bool wild : {false, true}) {
      const std::string full = std::string("matcher/") + (wild ? "wild/" : "prefix/") + name;
      const Matcher run = matcher;
      benchmark::RegisterBenchmark(full.c_str(),
                                   [run, wild](benchmark::State& state) { run(state, wild); })
          ->Arg(1)
          ->Arg(10)
          ->Arg(100)
          ->Arg(1000);
    }
  }
  return true;
}();

}  // namespace
}  // namespace bench
