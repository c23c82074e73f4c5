// Client: a small blocking HTTP/1.1 client for scenario runs and tests.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "mockaws/wire/http_message.h"
#include "policy_engine/result.h"

namespace mockaws {

struct ClientOptions {
  std::string host = "127.0.0.1";  // a name or an IP address, IPv6 without brackets
  uint16_t port = 0;
  std::chrono::milliseconds connect_timeout{5'000};    // the TLS handshake included
  std::chrono::milliseconds exchange_timeout{30'000};  // from sending a request to its whole answer
  uint64_t response_bytes_max = 256'000'000;
  // HTTPS if present: the certificates in PEM that the server's own must derive from.
  std::optional<std::string> tls_authorities{};
};

// Connects when a request is sent and keeps the connection for the next one. Thread-compatible.
class Client {
 public:
  explicit Client(ClientOptions options);
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  // Sends `request` and waits for its answer, whatever its status. Host and Content-Length are
  // added if absent; peer_address and secure are not looked at. Connects anew if the server has
  // hung up since the last answer, but never sends a request twice. Errors: the server cannot be
  // reached, hangs up, takes too long or answers no HTTP; a header that cannot be written. The
  // connection is closed then.
  policy_engine::Result<HttpResponse> Send(const HttpRequest& request);

  void Disconnect();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mockaws
