// An exchange without a socket, fed with bytes.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "mockaws/http/exchange.h"

namespace mockaws {

// Receives `bytes` as a socket would hand them over; stops where the exchange does.
inline Exchange::Next FeedTo(Exchange* exchange, std::string_view bytes) {
  auto next = Exchange::Next::kRead;
  while (!bytes.empty() && next == Exchange::Next::kRead) {
    EXPECT_GT(exchange->space_bytes(), 0U);
    const size_t count = std::min(bytes.size(), exchange->space_bytes());
    std::memcpy(exchange->space(), bytes.data(), count);
    exchange->Received(count);
    bytes.remove_prefix(count);
    next = exchange->Advance();
  }
  return next;
}

// An exchange whose handler answers `METHOD TARGET BODY`, and what it did.
struct ExchangeFixture {
  ExchangeFixture() {
    context.handler = [this](const HttpRequest& request) {
      ++handled;
      if (request.target == "/throw") throw std::runtime_error("broken handler");
      if (request.target == "/throw-int") throw 1;
      if (request.target == "/split") return HttpResponse{200, {{"A", "b\r\nc: d"}}, ""};
      if (request.target == "/close") return HttpResponse{200, {{"Connection", "close"}}, ""};
      return HttpResponse{200, {}, request.method + " " + request.target + " " + request.body};
    };
    context.on_trouble = [this](std::string_view peer, int status, std::string_view reason) {
      troubles.push_back(std::string(peer) + " " + std::to_string(status) + " " +
                         std::string(reason));
    };
  }

  Exchange::Next Feed(std::string_view bytes) { return FeedTo(&exchange, bytes); }

  std::string TakeOutput() { return std::exchange(exchange.output(), {}); }

  ExchangeContext context;
  std::vector<std::string> troubles;
  int handled = 0;
  Exchange exchange{&context, "192.0.2.1", false};
};

// The status codes of the answers in `output`.
inline std::vector<std::string> Statuses(const std::string& output) {
  std::vector<std::string> statuses;
  for (size_t at = output.find("HTTP/1.1 "); at != std::string::npos;
       at = output.find("HTTP/1.1 ", at + 1)) {
    statuses.push_back(output.substr(at + 9, 3));
  }
  return statuses;
}

}  // namespace mockaws
