// Exchange: one connection's HTTP/1.1 conversation apart from its socket: received bytes in, bytes
// to send out. It knows no time; the socket's owner watches the clock and says when it ran out.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "mockaws/http/limits.h"
#include "mockaws/http/request_parser.h"
#include "mockaws/http/response_writer.h"
#include "mockaws/runtime/clock.h"
#include "mockaws/wire/body_stream.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

// Answers one request; called from any of the server's threads at once. What it throws becomes an
// empty 500.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

// Told of each answer that is not the handler's: the peer's address, the status and why, in words
// for a log. Called from any of the server's threads at once; must not throw.
using HttpTroubleListener =
    std::function<void(std::string_view peer_address, int status, std::string_view reason)>;

// What all connections of one server share. Thread-safe: constant but for the atomics.
struct ExchangeContext {
  HttpLimits limits;
  HttpHandler handler;
  const Clock* date_clock = nullptr;  // for Date headers; null: none
  HttpTroubleListener on_trouble;
  std::atomic<uint64_t> buffered_bytes{0};  // of unfinished bodies
  std::atomic<bool> draining{false};        // each answer is its connection's last
};

// Thread-compatible: one thread at a time.
class Exchange {
 public:
  enum class Phase { kIdle, kHeader, kBody };  // what is awaited: a request, its headers, its body
  enum class Next {
    kRead,    // send output(), then receive more
    kTurn,    // send output(), let others have a turn, then Advance()
    kClose,   // send output(), then close: no more is due from the peer
    kLinger,  // send output(), then close once the peer has had time to read it, see below
    kStream,  // send output(), then what stream() gives
  };

  // `context` must outlive the exchange.
  Exchange(ExchangeContext* context, std::string peer_address, bool secure);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Where the next received bytes go; space_bytes() is never 0 after kRead.
  char* space() { return input_.get() + input_end_; }
  size_t space_bytes() const { return input_bytes_max_ - input_end_; }
  void Received(size_t bytes) { input_end_ += bytes; }

  // Handles what was received. Closing a socket with unread input makes the peer lose the answer,
  // so where the peer may still be sending the outcome is kLinger.
  Next Advance();
  // The peer sends no more; a request cut off is answered with 400.
  Next EndOfInput();
  // The phase took too long: 408, or nothing if no request was begun.
  Next TimedOut();
  // Answers `status` without waiting for a request.
  Next Refuse(int status, std::string_view reason);
  Phase phase() const;
  // Grows with each request begun: a phase with another number is another request's.
  uint64_t requests() const { return requests_; }
  // What the last answer goes on with, after kStream.
  const std::shared_ptr<BodyStream>& stream() const { return stream_; }
  // Bytes to send; the owner clears it once they are sent.
  std::string& output() { return output_; }

 private:
  Next Respond();
  HttpResponse CallHandler() noexcept;
  void Report(int status, std::string_view reason);
  std::string_view Date();
  void MakeRoom();
  bool ChargeBody();
  void ReleaseBody();

  ExchangeContext& context_;
  RequestParser parser_;
  std::unique_ptr<char[]> input_;
  size_t input_bytes_max_;
  size_t input_begin_ = 0;  // what the parser has not consumed lies from here
  size_t input_end_ = 0;    // to here
  std::string output_;
  std::shared_ptr<BodyStream> stream_;
  uint64_t requests_ = 0;
  uint64_t charged_bytes_ = 0;
  bool begun_ = false;      // bytes of the current request have come
  bool continued_ = false;  // `100 Continue` was sent for it
  int64_t date_second_ = -1;
  std::string date_;
};

}  // namespace mockaws
