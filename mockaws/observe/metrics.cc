#include "mockaws/observe/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>

namespace mockaws {
namespace {

using Out = std::back_insert_iterator<std::string>;

void Increase(std::map<std::string, uint64_t, std::less<>>* counters, std::string_view labels) {
  const auto found = counters->find(labels);
  if (found != counters->end()) {
    ++found->second;
  } else {
    counters->emplace(labels, 1);
  }
}

void AppendHead(std::string_view name, std::string_view kind, std::string_view help,
                std::string* out) {
  fmt::format_to(Out(*out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind);
}

void AppendCounters(std::string_view name, std::string_view help,
                    const std::map<std::string, uint64_t, std::less<>>& counters,
                    std::string* out) {
  AppendHead(name, "counter", help, out);
  for (const auto& [labels, count] : counters) {
    fmt::format_to(Out(*out), "{}{{{}}} {}\n", name, labels, count);
  }
}

}  // namespace

Metrics::Shard& Metrics::OwnShard() {
  static std::atomic<size_t> next{0};
  thread_local const size_t own = next++ % kShards;
  return shards_[own];
}

void Metrics::Count(const AnsweredCall& call) {
  // Operations and codes are the model's and ours, never the peer's words: their number is bounded.
  thread_local std::string labels;
  labels.clear();
  const std::string_view operation =
      call.record == nullptr
          ? "control"
          : std::string_view(call.record->operation.empty() ? "unknown"
                                                            : call.record->operation.c_str());
  fmt::format_to(Out(labels), "operation=\"{}\",status=\"{}\"", operation, call.response.status);
  Shard& shard = OwnShard();
  const std::lock_guard lock(shard.mutex);
  Numbers& numbers = shard.numbers;
  Increase(&numbers.requests, labels);
  if (call.record != nullptr) {
    labels.clear();
    fmt::format_to(Out(labels), "outcome=\"{}\"", OutcomeOf(*call.record));
    Increase(&numbers.outcomes, labels);
    if (!call.record->error_code.empty()) {
      labels.clear();
      fmt::format_to(Out(labels), "code=\"{}\"", call.record->error_code);
      Increase(&numbers.errors, labels);
    }
  }
  const auto bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), call.took);
  ++numbers.durations[static_cast<size_t>(bucket - kBuckets.begin())];
  numbers.total += call.took;
}

void Metrics::CountTrouble(int status) {
  Shard& shard = OwnShard();
  const std::lock_guard lock(shard.mutex);
  Increase(&shard.numbers.troubles, fmt::format("status=\"{}\"", status));
}

void Metrics::AddGauge(std::string name, std::string help, std::function<double()> value) {
  gauges_.push_back({std::move(name), std::move(help), std::move(value)});
}

Metrics::Numbers Metrics::Sum() const {
  Numbers sum;
  const auto add = [](const Counters& counters, Counters* to) {
    for (const auto& [labels, count] : counters) (*to)[labels] += count;
  };
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    add(shard.numbers.requests, &sum.requests);
    add(shard.numbers.errors, &sum.errors);
    add(shard.numbers.outcomes, &sum.outcomes);
    add(shard.numbers.troubles, &sum.troubles);
    for (size_t i = 0; i < sum.durations.size(); ++i) {
      sum.durations[i] += shard.numbers.durations[i];
    }
    sum.total += shard.numbers.total;
  }
  return sum;
}

std::string Metrics::Text() const {
  const Numbers sum = Sum();
  std::string out;
  AppendCounters("iamsim_requests_total", "Requests answered, by operation and status.",
                 sum.requests, &out);
  AppendCounters("iamsim_errors_total", "Requests refused, by error code.", sum.errors, &out);
  AppendCounters("iamsim_decisions_total", "Requests of AWS's API, by what the policies said.",
                 sum.outcomes, &out);
  AppendCounters("iamsim_http_refusals_total",
                 "Answers to what was no request, or too large, or too slow, by status.",
                 sum.troubles, &out);
  constexpr std::string_view kDuration = "iamsim_request_duration_seconds";
  AppendHead(kDuration, "histogram", "From a whole request to its answer, without the network.",
             &out);
  uint64_t count = 0;
  for (size_t i = 0; i < sum.durations.size(); ++i) {
    count += sum.durations[i];
    const std::string bound =
        i < kBuckets.size() ? fmt::format("{}", static_cast<double>(kBuckets[i].count()) / 1e6)
                            : "+Inf";
    fmt::format_to(Out(out), "{}_bucket{{le=\"{}\"}} {}\n", kDuration, bound, count);
  }
  fmt::format_to(Out(out), "{}_sum {:.9f}\n{}_count {}\n", kDuration,
                 static_cast<double>(sum.total.count()) / 1e9, kDuration, count);
  for (const Gauge& gauge : gauges_) {
    AppendHead(gauge.name, "gauge", gauge.help, &out);
    fmt::format_to(Out(out), "{} {}\n", gauge.name, gauge.value());
  }
  return out;
}

}  // namespace mockaws
