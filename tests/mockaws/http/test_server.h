// A server on a free port, as most tests of this folder want one.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "mockaws/http/server.h"

namespace mockaws {

inline const std::string kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
inline const std::string kPostHead = "POST / HTTP/1.1\r\nHost: h\r\n";

inline HttpResponse Echo(const HttpRequest& request) {
  return {200, {}, request.method + " " + request.target + " " + request.body};
}

inline ServerOptions AnyPort() {
  ServerOptions options;
  options.listen.port = 0;
  options.threads = 2;
  return options;
}

inline std::unique_ptr<Server> Serve(ServerOptions options, HttpHandler handler = Echo) {
  auto server = std::make_unique<Server>(std::move(options), std::move(handler));
  const auto started = server->Start();
  EXPECT_TRUE(started.ok()) << started.error().message;
  return server;
}

}  // namespace mockaws
