#include "simulator/eval/eval_stream.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "policy_engine/cases/eval_case.h"

namespace simulator {
namespace {

using policy_engine::EvalCaseError;
using policy_engine::Json;
using policy_engine::Outcome;
using policy_engine::PolicyCache;

// A batch ends at whichever comes first.
constexpr size_t kBatchLinesMax = 256;
constexpr size_t kBatchBytesMax = 1u << 20;
constexpr size_t kBatchesPerThread = 4;

struct Line {
  std::string text;
  bool too_long = false;  // and cut
};

struct Batch {
  std::vector<Line> lines;
  std::string output;
  EvalCounts counts;
  bool done = false;
};
using BatchPtr = std::shared_ptr<Batch>;

// Cuts the input into lines.
class LineReader {
 public:
  LineReader(const EvalReader& read, size_t line_bytes_max)
      : read_(read), line_bytes_max_(line_bytes_max), buffer_(256 * 1024) {}

  // Nothing at the end of the input. Blank lines are left out.
  bool Next(Line* line) {
    while (true) {
      *line = Line();
      bool any = false;
      while (Fill()) {
        any = true;
        const char* begin = buffer_.data() + begin_;
        const auto* end = static_cast<const char*>(std::memchr(begin, '\n', end_ - begin_));
        Append({begin, end == nullptr ? end_ - begin_ : static_cast<size_t>(end - begin)}, line);
        begin_ = end == nullptr ? end_ : static_cast<size_t>(end - buffer_.data()) + 1;
        if (end != nullptr) break;
      }
      if (!any) return false;
      if (line->text.find_first_not_of(" \t\r") != std::string::npos) return true;
    }
  }

 private:
  bool Fill() {
    if (begin_ < end_) return true;
    begin_ = 0;
    end_ = read_(buffer_.data(), buffer_.size());
    return end_ > 0;
  }
  void Append(std::string_view piece, Line* line) const {
    const size_t room = line_bytes_max_ - line->text.size();
    line->too_long = line->too_long || piece.size() > room;
    line->text += piece.substr(0, room);
  }

  const EvalReader& read_;
  const size_t line_bytes_max_;
  std::vector<char> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

void Count(Outcome outcome, EvalCounts* counts) {
  switch (outcome) {
    case Outcome::kAllowed:
      ++counts->allowed;
      return;
    case Outcome::kExplicitDeny:
      ++counts->explicit_denies;
      return;
    case Outcome::kImplicitDeny:
      ++counts->implicit_denies;
      return;
  }
}

std::string Answer(const Line& line, PolicyCache* cache, const Json* shared, size_t bytes_max,
                   EvalCounts* counts) {
  if (line.too_long) {
    ++counts->failed;
    const EvalCaseError error{"the line is longer than " + std::to_string(bytes_max) + " bytes",
                              ""};
    return policy_engine::EvalError(Json(), error).Dump();
  }
  const auto eval_case = policy_engine::ReadEvalCase(line.text, cache, shared);
  if (!eval_case.ok()) {
    ++counts->failed;
    // Once more, for an answer that has the line's id.
    return policy_engine::EvalLine(line.text, cache, shared);
  }
  const auto decision = policy_engine::Evaluate(eval_case->request, eval_case->policies);
  Count(decision.outcome, counts);
  return policy_engine::EvalResult(*eval_case, decision).Dump();
}

// The workers and the queue between them and the thread that reads and writes.
class WorkerPool {
 public:
  WorkerPool(size_t threads, const EvalStreamOptions& options) : options_(options) {
    for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
  }
  ~WorkerPool() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      waiting_.clear();
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void Put(BatchPtr batch) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(batch));
    }
    changed_.notify_all();
  }

  void WaitUntilDone(const Batch& batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return batch.done; });
  }

 private:
  void Work() {
    while (const BatchPtr batch = Take()) {
      for (const Line& line : batch->lines) {
        batch->output +=
            Answer(line, &cache_, options_.shared, options_.line_bytes_max, &batch->counts);
        batch->output += '\n';
      }
      batch->lines.clear();
      {
        const std::lock_guard lock(mutex_);
        batch->done = true;
      }
      changed_.notify_all();
    }
  }

  BatchPtr Take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return nullptr;
    BatchPtr batch = std::move(waiting_.front());
    waiting_.pop_front();
    return batch;
  }

  const EvalStreamOptions& options_;
  PolicyCache cache_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<BatchPtr> waiting_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

BatchPtr ReadBatch(LineReader* reader) {
  auto batch = std::make_shared<Batch>();
  size_t bytes = 0;
  Line line;
  while (batch->lines.size() < kBatchLinesMax && bytes < kBatchBytesMax && reader->Next(&line)) {
    bytes += line.text.size();
    batch->lines.push_back(std::move(line));
  }
  return batch->lines.empty() ? nullptr : batch;
}

void Add(const EvalCounts& more, EvalCounts* counts) {
  counts->allowed += more.allowed;
  counts->explicit_denies += more.explicit_denies;
  counts->implicit_denies += more.implicit_denies;
  counts->failed += more.failed;
}

}  // namespace

EvalCounts EvalStream(const EvalReader& read, const EvalWriter& write,
                      const EvalStreamOptions& options) {
  const size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const size_t threads = options.threads == 0 ? cores : options.threads;
  WorkerPool pool(threads, options);
  LineReader reader(read, options.line_bytes_max);
  std::deque<BatchPtr> in_order;
  EvalCounts counts;
  const auto write_first = [&] {
    const BatchPtr batch = std::move(in_order.front());
    in_order.pop_front();
    pool.WaitUntilDone(*batch);
    Add(batch->counts, &counts);
    const bool goes_on = write(batch->output);
    if (options.on_progress) options.on_progress(counts);
    return goes_on;
  };
  while (BatchPtr batch = ReadBatch(&reader)) {
    in_order.push_back(batch);
    pool.Put(std::move(batch));
    if (in_order.size() >= threads * kBatchesPerThread && !write_first()) return counts;
  }
  while (!in_order.empty()) {
    if (!write_first()) return counts;
  }
  return counts;
}

}  // namespace simulator
