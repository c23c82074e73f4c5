// RequestParser: HTTP/1.1 requests out of a byte stream, strictly and within limits.
//
// Knows no socket and no time. What RFC 9112 lets a server refuse for safety is refused: bare line
// feeds, conflicting lengths, transfer codings other than `chunked`, missing or repeated Host.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "mockaws/http/limits.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

// Thread-compatible.
class RequestParser {
 public:
  enum class State {
    kHeader,  // the request line or the headers are not complete
    kBody,    // the headers are complete, the body is not
    kDone,    // request() is whole; Reset() before the next bytes
    kFailed,  // status() and reason() say why; the stream cannot go on
  };

  // `limits` must outlive the parser.
  explicit RequestParser(const HttpLimits* limits);
  ~RequestParser();

  // Begins the next request. The last one's memory is used again.
  void Reset();

  // Takes bytes that follow those consumed so far and returns how many of them it consumed; the
  // rest must be given again, with more behind them. Consumes nothing behind a request's end.
  size_t Put(std::string_view bytes);

  State state() const { return state_; }
  // Of kFailed: the HTTP status to answer with, and a sentence for logs.
  int status() const { return status_; }
  std::string_view reason() const { return reason_; }

  // Method, target and headers are valid from kBody on, the body in kDone. Absolute-form targets
  // come as path and query; trailers are dropped. peer_address and secure are the caller's.
  HttpRequest& request() { return request_; }
  const HttpRequest& request() const { return request_; }

  // From kBody on.
  bool keep_alive() const;        // the sender lets the connection live on after the answer
  bool http_1_0() const;          // the sender must be told that it does
  bool expects_continue() const;  // waits for `100 Continue` before it sends the body

 private:
  class Impl;

  HttpRequest request_;
  State state_ = State::kHeader;
  int status_ = 0;
  std::string_view reason_;  // a literal
  std::unique_ptr<Impl> impl_;
};

}  // namespace mockaws
