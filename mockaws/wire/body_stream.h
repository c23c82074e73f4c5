// BodyStream: a response body that goes on for as long as the peer listens.
#pragma once

#include <functional>
#include <string_view>

namespace mockaws {

// Thread-safe.
class BodyStream {
 public:
  // Takes one piece; false: no more are wanted. Must not block.
  using Taker = std::function<bool(std::string_view)>;

  BodyStream() = default;
  virtual ~BodyStream() = default;
  BodyStream(const BodyStream&) = delete;
  BodyStream& operator=(const BodyStream&) = delete;

  // `taker` gets every piece from now on, from whichever thread makes it, until it returns false.
  virtual void Subscribe(Taker taker) = 0;
};

}  // namespace mockaws
