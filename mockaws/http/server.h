// Server: carries HTTP requests from sockets to a handler and its answers back.
//
//   Server server({.listen = {"127.0.0.1", 0}}, handler);
//   if (auto started = server.Start(); !started) ...  // started.error().message
//   ... server.url() ...
//   server.Stop();
//
// HTTP/1.1 and 1.0 with keep-alive and pipelining, chunked request bodies and `Expect:
// 100-continue`, over TCP or TLS. Requests that are no HTTP, too large or too slow are answered
// (400, 408, 413, 414, 417, 431, 501, 503) and their connection is closed; none of them reaches the
// handler or holds up other connections.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mockaws/http/exchange.h"
#include "mockaws/http/limits.h"
#include "mockaws/http/listen_address.h"
#include "mockaws/runtime/clock.h"
#include "policy_engine/result.h"

namespace mockaws {

// Both in PEM, the text itself.
struct TlsIdentity {
  std::string certificate_chain;  // the server's own certificate first
  std::string private_key;
};

struct ServerOptions {
  ListenAddress listen{};
  size_t threads = 0;  // 0: as many as the machine has cores
  HttpLimits limits{};
  HttpTimeouts timeouts{};
  std::optional<TlsIdentity> tls{};  // HTTPS only
  // Adds a Date header to answers that have none; null: does not. Must outlive the server. AWS's
  // clients correct their own clocks by this header, so it is to be the host's time.
  const Clock* date_clock = nullptr;
  HttpTroubleListener on_trouble{};
};

// Thread-compatible: one thread starts and stops it. The handler runs on the server's threads and
// blocks one of them while it does.
class Server {
 public:
  Server(ServerOptions options, HttpHandler handler);
  // Stops it if that was not done.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens and returns; requests are answered from then on. Once only. Errors: the address cannot
  // be resolved or bound, the certificate or key cannot be used.
  policy_engine::Result<void> Start();

  // No new connections; idle ones are closed, requests that have begun to come get their answer
  // for as long as HttpTimeouts::drain, then everything is closed. Returns when all threads have
  // ended. Not from within the handler. Further calls do nothing.
  void Stop();

  // Valid after Start(): the address really bound, with its port.
  const ListenAddress& address() const;
  // `http://127.0.0.1:4593`, `https://...` with TLS.
  std::string url() const;

  // For metrics; any thread, any time.
  size_t open_connections() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mockaws
