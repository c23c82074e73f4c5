#include "mockaws/http/exchange.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <utility>

#include "policy_engine/base/time.h"

namespace mockaws {
namespace {

constexpr size_t kInputBytes = 8 * 1024;         // holds most requests whole
constexpr size_t kOutputBytesKept = 256 * 1024;  // a larger buffer is given back
constexpr uint64_t kChargeBytes = 64 * 1024;     // bodies are charged for in steps of this

}  // namespace

Exchange::Exchange(ExchangeContext* context, std::string peer_address, bool secure)
    : context_(*context),
      parser_(&context->limits),
      input_(std::make_unique_for_overwrite<char[]>(kInputBytes)),
      input_bytes_max_(kInputBytes) {
  parser_.request().peer_address = std::move(peer_address);
  parser_.request().secure = secure;
}

Exchange::~Exchange() { ReleaseBody(); }

Exchange::Phase Exchange::phase() const {
  if (!begun_) return Phase::kIdle;
  return parser_.state() == RequestParser::State::kBody ? Phase::kBody : Phase::kHeader;
}

Exchange::Next Exchange::Advance() {
  if (output_.empty() && output_.capacity() > kOutputBytesKept) std::string().swap(output_);
  for (size_t answered = 0;;) {
    if (!begun_) {
      // RFC 9112 2.2: empty lines before a request are skipped.
      while (input_begin_ < input_end_ &&
             (input_[input_begin_] == '\r' || input_[input_begin_] == '\n')) {
        ++input_begin_;
      }
    }
    if (input_begin_ == input_end_) {
      MakeRoom();
      return Next::kRead;
    }
    if (!begun_) {
      if (answered == context_.limits.pipelined_max) return Next::kTurn;
      begun_ = true;
      ++requests_;
    }
    input_begin_ += parser_.Put({input_.get() + input_begin_, input_end_ - input_begin_});
    switch (parser_.state()) {
      case RequestParser::State::kFailed:
        return Refuse(parser_.status(), parser_.reason());
      case RequestParser::State::kDone: {
        ++answered;
        const Next next = Respond();
        if (next != Next::kRead) return next;
        continue;
      }
      case RequestParser::State::kBody:
        if (!ChargeBody()) return Refuse(503, "too many bytes of unfinished bodies");
        if (parser_.expects_continue() && !continued_ && input_begin_ == input_end_ &&
            parser_.request().body.empty()) {
          output_.append("HTTP/1.1 100 Continue\r\n\r\n");
        }
        continued_ = true;
        break;
      case RequestParser::State::kHeader:
        break;
    }
    MakeRoom();
    if (space_bytes() == 0) return Refuse(400, "a chunk's header or the trailers are too long");
    return Next::kRead;
  }
}

Exchange::Next Exchange::Respond() {
  const HttpResponse response = CallHandler();
  ResponseFraming framing;
  framing.head = parser_.request().method == "HEAD";
  const bool streams = response.stream != nullptr && !framing.head;
  framing.close =
      streams || context_.draining.load() || !parser_.keep_alive() || AsksToClose(response);
  framing.say_alive = !framing.close && parser_.http_1_0();
  framing.date = Date();
  if (!AppendResponse(response, framing, &output_)) {
    Report(500, "the handler's answer cannot be written as HTTP");
  }
  ReleaseBody();
  if (streams && !context_.draining.load()) {
    stream_ = response.stream;
    return Next::kStream;
  }
  if (framing.close) {
    return input_begin_ == input_end_ ? Next::kClose : Next::kLinger;
  }
  parser_.Reset();
  begun_ = continued_ = false;
  return Next::kRead;
}

HttpResponse Exchange::CallHandler() noexcept {
  try {
    return context_.handler(parser_.request());
  } catch (const std::exception& exception) {
    Report(500, exception.what());
  } catch (...) {
    Report(500, "the handler threw something that is no std::exception");
  }
  return HttpResponse{500, {}, {}};
}

void Exchange::Report(int status, std::string_view reason) {
  if (context_.on_trouble) context_.on_trouble(parser_.request().peer_address, status, reason);
}

Exchange::Next Exchange::EndOfInput() {
  if (!begun_) return Next::kClose;
  Refuse(400, "the request is cut off");
  return Next::kClose;
}

Exchange::Next Exchange::TimedOut() {
  if (!begun_) return Next::kClose;
  return Refuse(408, "the request took too long to come");
}

Exchange::Next Exchange::Refuse(int status, std::string_view reason) {
  Report(status, reason);
  ResponseFraming framing;
  framing.close = true;
  framing.date = Date();
  AppendResponse(HttpResponse{status, {}, {}}, framing, &output_);
  ReleaseBody();
  return Next::kLinger;
}

std::string_view Exchange::Date() {
  if (context_.date_clock == nullptr) return {};
  const Instant now = context_.date_clock->Now();
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  if (second != date_second_) {
    date_ = policy_engine::FormatHttpDate(now);
    date_second_ = second;
  }
  return date_;
}

// Moves what is unconsumed to the front; grows the buffer only when that is not enough, up to what
// the longest headers need, and gives a grown one back once it is empty.
void Exchange::MakeRoom() {
  const size_t held = input_end_ - input_begin_;
  const size_t bytes_max = context_.limits.header_bytes_max + kInputBytes;
  size_t bytes = input_bytes_max_;
  if (held == input_bytes_max_) {
    bytes = std::min(input_bytes_max_ * 2, bytes_max);
  } else if (held == 0) {
    bytes = kInputBytes;
  }
  if (bytes != input_bytes_max_) {
    auto other = std::make_unique_for_overwrite<char[]>(bytes);
    std::memcpy(other.get(), input_.get() + input_begin_, held);
    input_ = std::move(other);
    input_bytes_max_ = bytes;
  } else if (input_begin_ > 0) {
    std::memmove(input_.get(), input_.get() + input_begin_, held);
  }
  input_begin_ = 0;
  input_end_ = held;
}

bool Exchange::ChargeBody() {
  const uint64_t bytes = parser_.request().body.size();
  if (bytes < charged_bytes_ + kChargeBytes) return true;
  const uint64_t step = bytes - charged_bytes_;
  charged_bytes_ += step;
  return context_.buffered_bytes.fetch_add(step, std::memory_order_relaxed) + step <=
         context_.limits.buffered_bytes_max;
}

void Exchange::ReleaseBody() {
  if (charged_bytes_ == 0) return;
  context_.buffered_bytes.fetch_sub(charged_bytes_, std::memory_order_relaxed);
  charged_bytes_ = 0;
}

}  // namespace mockaws
