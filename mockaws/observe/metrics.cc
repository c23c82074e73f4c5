#include "mockaws/observe/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>

#include "mockaws/state/entry_of.h"

namespace mockaws {
namespace {

using Out = std::back_insert_iterator<std::string>;

void Increase(std::map<std::string, uint64_t, std::less<>>* counters, std::string_view label) {
  ++EntryOf(counters, label);
}

void AppendHead(std::string_view name, std::string_view kind, std::string_view help,
                std::string* out) {
  fmt::format_to(Out(*out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind);
}

void AppendCounter(std::string_view name, std::string_view labels, uint64_t count,
                   std::string* out) {
  fmt::format_to(Out(*out), "{}{{{}}} {}\n", name, labels, count);
}

// Counters with one label.
template <typename Counters>
void AppendCounters(std::string_view name, std::string_view help, std::string_view label,
                    const Counters& counters, std::string* out) {
  AppendHead(name, "counter", help, out);
  for (const auto& [value, count] : counters) {
    AppendCounter(name, fmt::format("{}=\"{}\"", label, value), count, out);
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
  std::string_view operation = "control";
  if (call.record != nullptr) {
    operation = call.record->operation;
    if (operation.empty()) operation = "unknown";
  }
  Shard& shard = OwnShard();
  const std::lock_guard lock(shard.mutex);
  Numbers& numbers = shard.numbers;
  Increase(&numbers.requests[call.response.status], operation);
  if (call.record != nullptr) {
    Increase(&numbers.outcomes, OutcomeOf(*call.record));
    if (!call.record->error_code.empty()) Increase(&numbers.errors, call.record->error_code);
  }
  const auto bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), call.took);
  ++numbers.durations[static_cast<size_t>(bucket - kBuckets.begin())];
  numbers.total += call.took;
}

void Metrics::CountTrouble(int status) {
  Shard& shard = OwnShard();
  const std::lock_guard lock(shard.mutex);
  ++shard.numbers.troubles[status];
}

void Metrics::AddGauge(std::string name, std::string help, std::function<double()> value) {
  gauges_.push_back({std::move(name), std::move(help), std::move(value)});
}

Metrics::Numbers Metrics::Sum() const {
  Numbers sum;
  const auto add = [](const auto& counters, auto* to) {
    for (const auto& [label, count] : counters) (*to)[label] += count;
  };
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const auto& [status, counters] : shard.numbers.requests) {
      add(counters, &sum.requests[status]);
    }
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
  constexpr std::string_view kRequests = "iamsim_requests_total";
  AppendHead(kRequests, "counter", "Requests answered, by operation and status.", &out);
  for (const auto& [status, counters] : sum.requests) {
    for (const auto& [operation, count] : counters) {
      AppendCounter(kRequests, fmt::format("operation=\"{}\",status=\"{}\"", operation, status),
                    count, &out);
    }
  }
  AppendCounters("iamsim_errors_total", "Requests refused, by error code.", "code", sum.errors,
                 &out);
  AppendCounters("iamsim_decisions_total", "Requests of AWS's API, by what the policies said.",
                 "outcome", sum.outcomes, &out);
  AppendCounters("iamsim_http_refusals_total",
                 "Answers to what was no request, or too large, or too slow, by status.", "status",
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
