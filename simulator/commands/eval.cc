// iamsim eval FILE: decides a stream of cases, one JSON text a line.

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "mockaws/runtime/clock.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"
#include "simulator/eval/eval_stream.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr size_t kPoliciesBytesMax = 256u << 20;

struct EvalOptions {
  std::string file = "-";
  std::string policies;
  bool summary = false;
  size_t threads = 0;
};

std::string RateText(uint64_t decisions, std::chrono::milliseconds spent) {
  const int64_t millis = std::max<int64_t>(1, spent.count());
  return std::to_string(decisions * 1000 / static_cast<uint64_t>(millis)) + " a second";
}

std::string SummaryText(const EvalCounts& counts, std::chrono::milliseconds spent) {
  return std::to_string(counts.total()) + " decisions: " + std::to_string(counts.allowed) +
         " allowed, " + std::to_string(counts.explicit_denies) + " explicitDeny, " +
         std::to_string(counts.implicit_denies) + " implicitDeny, " +
         std::to_string(counts.failed) + " failed; " + RateText(counts.total(), spent);
}

// A line that is written over and over, ten times a second at most.
class Progress {
 public:
  explicit Progress(const mockaws::Clock* clock)
      : clock_(clock), start_(clock->Now()), last_(start_) {}

  void Show(const EvalCounts& counts) {
    const policy_engine::Instant now = clock_->Now();
    if (now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    shown_ = true;
    PrintRaw("\r" + std::to_string(counts.total()) + " decisions, " +
             RateText(counts.total(), now - start_) + "   ");
  }
  void Clear() const {
    if (shown_) PrintRaw("\r\033[K");
  }
  std::chrono::milliseconds spent() const { return clock_->Now() - start_; }

 private:
  const mockaws::Clock* clock_;
  policy_engine::Instant start_;
  policy_engine::Instant last_;
  bool shown_ = false;
};

int Eval(const EvalOptions& options) {
  const auto input = OpenInput(options.file);
  if (!input.ok()) {
    PrintError(input.error().message);
    return 2;
  }
  EvalStreamOptions stream;
  stream.threads = options.threads;
  Json shared;
  if (!options.policies.empty()) {
    const auto text = ReadInput(options.policies, kPoliciesBytesMax);
    if (!text.ok()) {
      PrintError(text.error().message);
      return 2;
    }
    auto parsed = policy_engine::ParseJson(*text, {.bytes_max = kPoliciesBytesMax});
    if (!parsed.ok() || !parsed->is_object()) {
      PrintError(options.policies + ": " +
                 (parsed.ok() ? "a JSON object is wanted" : parsed.error().message));
      return 2;
    }
    shared = std::move(parsed).value();
    stream.shared = &shared;
  }
  const mockaws::SystemClock clock;
  Progress progress(&clock);
  if (options.summary && isatty(STDERR_FILENO) != 0) {
    stream.on_progress = [&](const EvalCounts& counts) { progress.Show(counts); };
  }
  const EvalCounts counts = EvalStream(
      [&](char* buffer, size_t size) { return std::fread(buffer, 1, size, input->get()); }, Print,
      stream);
  progress.Clear();
  if (options.summary) PrintRaw(SummaryText(counts, progress.spent()) + "\n");
  if (std::ferror(input->get()) != 0) {
    PrintError(options.file + ": cannot be read to its end");
    return 2;
  }
  return counts.failed == 0 ? 0 : 1;
}

}  // namespace

void AddEvalCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<EvalOptions>();
  CLI::App* eval =
      app->add_subcommand("eval", "Decide a stream of requests: JSON Lines in, JSON Lines out");
  eval->add_option("FILE", options->file, "Cases, one JSON object a line; - for standard input")
      ->capture_default_str();
  eval->add_option("--policies", options->policies,
                   "JSON object with the policies of lines that have none");
  eval->add_flag("--summary", options->summary, "Counts and rate to standard error");
  eval->add_option("--threads", options->threads, "Threads; as many as cores if not given")
      ->check(CLI::Range(1, 1024));
  eval->callback([options, exit_code] { *exit_code = Eval(*options); });
}

}  // namespace simulator
