// Where `iamsim serve` listens, by which limits, and with which certificate.
#pragma once

#include <string>

#include "mockaws/http/server.h"
#include "policy_engine/result.h"

namespace CLI {
class App;
}

namespace simulator {

struct NetworkOptions {
  std::string listen = "127.0.0.1:4593";
  std::string tls;       // "self-signed" or empty
  std::string tls_cert;  // paths of PEM files; both or neither
  std::string tls_key;
  bool allow_remote = false;
  size_t threads = 0;
  mockaws::HttpLimits limits;
  size_t idle_seconds = 120;
  size_t header_seconds = 10;
  size_t body_seconds = 60;
};

void AddNetworkOptions(CLI::App* serve, NetworkOptions* options);

// A certificate authority's file that lives as long as this.
class AuthorityFile {
 public:
  AuthorityFile() = default;
  ~AuthorityFile();
  AuthorityFile(const AuthorityFile&) = delete;
  AuthorityFile& operator=(const AuthorityFile&) = delete;

  policy_engine::Result<void> Write(const std::string& pem);
  // Empty until Write.
  const std::string& path() const { return path_; }

 private:
  std::string folder_;
  std::string path_;
};

// Errors: an address that other machines can reach without TLS and without --allow-remote; a file
// that can't be read. `authority` gets the file that clients need with --tls self-signed.
policy_engine::Result<mockaws::ServerOptions> ReadNetworkOptions(const NetworkOptions& options,
                                                                 const mockaws::Clock& host_clock,
                                                                 AuthorityFile* authority);

}  // namespace simulator
