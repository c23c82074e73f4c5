// EventStream: server-sent events to everybody who listens.
#pragma once

#include <atomic>
#include <mutex>
#include <string_view>
#include <vector>

#include "mockaws/wire/body_stream.h"

namespace mockaws {

// Thread-safe.
class EventStream final : public BodyStream {
 public:
  void Subscribe(Taker taker) override;
  // Whether anybody listens: an event nobody takes need not be made.
  bool listened() const { return listeners_.load(std::memory_order_relaxed) > 0; }
  size_t listeners() const { return listeners_.load(std::memory_order_relaxed); }
  // `data` is one line.
  void Publish(std::string_view event, std::string_view id, std::string_view data);

 private:
  std::mutex mutex_;
  std::vector<Taker> takers_;
  std::atomic<size_t> listeners_{0};
};

}  // namespace mockaws
